package io.github.matting4j.batch;

import io.github.matting4j.io.file.FileIdentities;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A photo to be done.
 *
 * @param file what is read
 * @param relativePath where it stands among the others: its path below the folder that was
 *     searched, of which {@link OutputPattern} makes the names of results. Relative, without {@code
 *     ..}
 * @param problem why it cannot be done, if that is known before it is read: a sentence without the
 *     file's name. Such a photo fails with {@link FailureKind#NAME}
 */
public record PhotoFile(Path file, Path relativePath, Optional<String> problem) {
  private static final String UNUSABLE = "unusable";

  /** Checks the relative path. */
  public PhotoFile {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(problem, "problem");
    if (relativePath.getRoot() != null // also C:x and \x, which are not absolute on Windows
        || relativePath.normalize().startsWith("..")
        || relativePath.getNameCount() < 1) {
      throw new IllegalArgumentException(
          "the relative path of a photo is "
              + relativePath
              + "; it must be a relative path without '..'");
    }
    relativePath = relativePath.normalize();
    if (problem.isEmpty() && !FileIdentities.isRepresentable(file)) {
      problem = Optional.of(unrepresentable());
    }
  }

  /** A photo without a problem, unless its name cannot be represented in this process. */
  public PhotoFile(Path file, Path relativePath) {
    this(file, relativePath, Optional.empty());
  }

  /** A photo whose result's name is made of its own name alone, whatever its folder. */
  public static PhotoFile of(Path file) {
    Path name = file.getFileName();
    if (name == null || name.toString().isEmpty()) {
      throw new IllegalArgumentException("the photo '" + file + "' is no name of a file");
    }
    return new PhotoFile(file, name);
  }

  /** A photo found below {@code folder}, whose results keep the folders in between. */
  public static PhotoFile below(Path folder, Path file) {
    return new PhotoFile(file, folder.relativize(file));
  }

  /**
   * A photo that fails, as its name can be no path here.
   *
   * @param name as it was given; what the encoding of file names does not have is shown as a
   *     question mark
   */
  public static PhotoFile unusable(String name) {
    Charset charset = fileNames();
    boolean encodable = charset.newEncoder().canEncode(name);
    return new PhotoFile(
        similar(new String(name.getBytes(charset), charset)),
        Path.of(UNUSABLE),
        Optional.of(
            encodable
                ? "'" + name.replace('\0', '?') + "' is no name of a file"
                : unrepresentable()));
  }

  /** For people to recognize; nothing is read there. */
  private static Path similar(String name) {
    try {
      return Path.of(name.replace('\0', '?'));
    } catch (InvalidPathException e) {
      return Path.of(UNUSABLE);
    }
  }

  private static String unrepresentable() {
    Charset charset = fileNames();
    return charset.equals(StandardCharsets.UTF_8)
        ? "its name is not valid UTF-8, so that no result can be named after it; rename it"
        : "its name has characters beyond "
            + charset
            + ", the encoding of file names that this process was started with; use a UTF-8"
            + " locale (LC_ALL=C.UTF-8), or rename it";
  }

  /** The encoding of file names, which the JDK takes from the locale; not the default charset. */
  private static Charset fileNames() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }
}
