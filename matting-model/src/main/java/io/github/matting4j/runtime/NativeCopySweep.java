package io.github.matting4j.runtime;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes copies of native libraries that no JVM has loaded for a month: of other builds of the
 * engine, and of more class loaders than a JVM has now. The time of the last load is the
 * modification time of the copy's folder.
 */
final class NativeCopySweep {
  private static final System.Logger LOGGER =
      System.getLogger(NativeCopySweep.class.getPackageName());
  private static final Duration UNUSED = Duration.ofDays(30);

  private NativeCopySweep() {}

  /**
   * Records that a copy was loaded, and removes copies that no JVM has loaded for a month. Never
   * fails.
   */
  static void loaded(Path copy, String engine) {
    try {
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
      sweep(copy, engine);
    } catch (IOException | DirectoryIteratorException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot clean up next to {0}: {1}", copy, e);
    }
  }

  private static void sweep(Path copy, String engine) throws IOException {
    Instant limit = Instant.now().minus(UNUSED);
    try (DirectoryStream<Path> copies =
        Files.newDirectoryStream(copy.resolveSibling(""), engine + "-*")) {
      for (Path other : copies) {
        if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(other).toInstant().isBefore(limit)) {
          remove(other);
        }
      }
    }
  }

  private static void remove(Path copy) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(copy)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(copy);
  }
}
