package io.github.matting4j.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder under which this library looks for weights and keeps everything it writes: models,
 * optimised graphs, unpacked native libraries, the calibration. It is the first of
 *
 * <ol>
 *   <li>the system property {@value #PROPERTY},
 *   <li>the environment variable {@value #VARIABLE},
 *   <li>{@code .matting4j} in {@code user.home}, then in {@code $HOME}, where that is the absolute
 *       path of an existing folder, and {@code .matting4j} is there or can be made,
 *   <li>{@code matting4j} in {@code $XDG_DATA_HOME}, on the same terms,
 *   <li>{@code matting4j-USER} in {@code java.io.tmpdir}. A folder of that name that belongs to
 *       another user, or that others may write to, is not used; a number is appended instead.
 * </ol>
 *
 * <p>The property and the environment are read at each call, and nothing is created. Thread-safe.
 */
public final class MattingHome {
  /** The system property that names the folder. */
  public static final String PROPERTY = "matting4j.home";

  /** The environment variable that names the folder. */
  public static final String VARIABLE = "MATTING4J_HOME";

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private static final int MAX_SUFFIX = 99;

  private final Properties properties;
  private final Map<String, String> environment;

  MattingHome(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  private static MattingHome ofThisJvm() {
    return new MattingHome(System.getProperties(), System.getenv());
  }

  /** The folder; absolute, not necessarily existing. */
  public static Path path() {
    return ofThisJvm().resolve();
  }

  /**
   * Where to write a kind of file: in {@link #path} if that can be written, else below {@code
   * java.io.tmpdir}.
   *
   * @param name the name of the folder below
   */
  public static Path writable(String name) {
    MattingHome home = ofThisJvm();
    Path root = home.resolve();
    return (canMake(root) ? root : home.temporary()).resolve(name);
  }

  /**
   * The folder below {@code java.io.tmpdir} that takes the place of {@link #path} where that cannot
   * be used.
   */
  public static Path fallback() {
    return ofThisJvm().temporary();
  }

  /**
   * Creates a folder and those above it. What is created below {@code java.io.tmpdir} is accessible
   * to this user alone.
   *
   * @throws IOException if it cannot be created, or the folder below {@code java.io.tmpdir} belongs
   *     to another user
   */
  public static void create(Path folder) throws IOException {
    Path shared = ofThisJvm().temporary();
    if (folder.startsWith(shared) && !Files.exists(shared, LinkOption.NOFOLLOW_LINKS)) {
      if (isPosix(shared)) {
        Files.createDirectories(
            shared,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    }
    Files.createDirectories(folder);
    if (folder.startsWith(shared) && !isOurs(shared)) {
      throw new IOException(shared + " belongs to another user");
    }
  }

  Path resolve() {
    return explicit()
        .or(() -> below(properties.getProperty("user.home"), ".matting4j"))
        .or(() -> below(environment.get("HOME"), ".matting4j"))
        .or(() -> below(environment.get("XDG_DATA_HOME"), "matting4j"))
        .orElseGet(this::temporary);
  }

  private Optional<Path> explicit() {
    return Stream.of(properties.getProperty(PROPERTY, ""), environment.getOrDefault(VARIABLE, ""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .map(text -> Path.of(text).toAbsolutePath());
  }

  private static Optional<Path> below(@Nullable String parent, String name) {
    if (parent == null || parent.isBlank()) {
      return Optional.empty();
    }
    try {
      Path folder = Path.of(parent);
      Path root = folder.resolve(name);
      return folder.isAbsolute()
              && Files.isDirectory(folder)
              && (Files.isDirectory(root) ? Files.isReadable(root) : canMake(root))
          ? Optional.of(root)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether the folder, or the nearest one above it that exists, can be written. */
  private static boolean canMake(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      Path above = existing.getParent();
      if (above == null) {
        return false;
      }
      existing = above;
    }
    return Files.isDirectory(existing) && Files.isWritable(existing);
  }

  private Path temporary() {
    Path parent = Path.of(properties.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    String name = "matting4j-" + user();
    Path folder = parent.resolve(name);
    for (int i = 2; i <= MAX_SUFFIX && !isFreeOrOurs(folder); i++) {
      folder = parent.resolve(name + "-" + i);
    }
    return folder;
  }

  private String user() {
    String name = properties.getProperty("user.name", "?");
    return name.matches("[A-Za-z0-9._-]{1,64}")
        ? name
        : uid().map(Object::toString).orElse("unnamed");
  }

  /** The user of this process, where the system tells. */
  private static Optional<Object> uid() {
    return uid(Path.of("/proc/self"));
  }

  private static Optional<Object> uid(Path file) {
    try {
      return Optional.of(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isFreeOrOurs(Path folder) {
    return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || isOurs(folder);
  }

  private static boolean isOurs(Path folder) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      if (!isPosix(folder)) {
        return Files.isWritable(folder);
      }
      Optional<Object> self = uid();
      return (self.isEmpty() || self.equals(uid(folder)))
          && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).stream()
              .noneMatch(OTHERS_WRITE::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
