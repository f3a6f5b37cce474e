package io.github.matting4j.javacv.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Temporary files beside their targets, where they can be renamed. */
final class TemporaryNames {
  /** What a killed process left is not touched anymore; what is in use is all the time. */
  private static final Duration STALE = Duration.ofHours(24);

  private static final SecureRandom RANDOM = new SecureRandom();

  private TemporaryNames() {}

  /** Makes an empty file in the folder of the target; removes old ones of the same target. */
  static Path create(Path target) throws IOException {
    // not createTempFile, whose files other users cannot read
    return createNew(folder(target), String.valueOf(target.getFileName()), Files::createFile);
  }

  /**
   * Makes a folder for the pictures of a sequence in the folder of the targets; removes old ones of
   * the same name.
   */
  static Path createFolder(Path folder, String name) throws IOException {
    return createNew(folder, name, Files::createDirectory);
  }

  /** Makes a file or folder, unless something of its name is there. */
  private interface Creation {
    Path create(Path path) throws IOException;
  }

  private static Path createNew(Path folder, String name, Creation creation) throws IOException {
    String prefix = prefix(name);
    removeStale(folder, prefix);
    while (true) {
      try {
        return creation.create(folder.resolve(prefix + random() + ".tmp"));
      } catch (FileAlreadyExistsException e) {
        // The next name is another one.
      }
    }
  }

  /** Deletes such a folder with the files in it. */
  static void deleteFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private static String prefix(String name) {
    return String.format(Locale.ROOT, ".matting4j-video-%08x-", name.hashCode());
  }

  private static String random() {
    return Long.toHexString(RANDOM.nextLong());
  }

  static Path folder(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          target.toString(), null, "the folder " + folder + " does not exist; create it first");
    }
    return folder;
  }

  private static void removeStale(Path folder, String prefix) {
    Instant limit = Instant.now().minus(STALE);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, prefix + "*.tmp")) {
      for (Path file : old) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            deleteFolder(file);
          } else {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // Old files that cannot be removed are no reason not to write a new one.
    }
  }
}
