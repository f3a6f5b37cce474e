package io.github.matting4j.io.file;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Arguments that may name a file and may be something else, such as {@code blur:10} or a pattern:
 * on some systems they cannot even be made into a path. Stateless.
 */
public final class LocalPath {
  private LocalPath() {}

  /** The file of this name, if there is one. */
  public static Optional<Path> existing(String text) {
    return existing(FileSystems.getDefault(), text);
  }

  public static Optional<Path> existing(FileSystem files, String text) {
    try {
      return Optional.of(files.getPath(text)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether there is a folder of this name. */
  public static boolean isFolder(String text) {
    return existing(text).filter(Files::isDirectory).isPresent();
  }
}
