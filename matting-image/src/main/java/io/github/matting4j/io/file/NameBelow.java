package io.github.matting4j.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Names of files below a folder that come from elsewhere, such as an archive or a list. Stateless.
 */
public final class NameBelow {
  private NameBelow() {}

  /**
   * The file of this name below a folder; empty if the name leads out of the folder, also through a
   * link, or cannot be the name of a file on every system.
   *
   * @param name parts with slashes between; it may lead up as long as it stays inside
   * @throws IOException if a folder on the way cannot be read
   */
  public static Optional<Path> resolve(Path folder, String name) throws IOException {
    if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
      return Optional.empty(); // another root, on some system
    }
    Path base = folder.toAbsolutePath().normalize();
    Path file;
    try {
      file = base.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return file.startsWith(base) && !file.equals(base) && isReallyInside(base, file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** Whether what exists of the path is inside the folder when links are followed. */
  private static boolean isReallyInside(Path base, Path file) throws IOException {
    Path existing = file;
    while (!existing.equals(base) && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = Objects.requireNonNull(existing.getParent()); // base is above it
    }
    return existing.equals(base) || existing.toRealPath().startsWith(base.toRealPath());
  }
}
