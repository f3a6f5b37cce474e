package io.github.matting4j.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Removes the temporary files that a killed run left below a folder. Only such that are older than
 * this run, so that none is of this process, and that are not locked.
 */
final class LeftoverFiles {
  /** As {@link io.github.matting4j.io.ImageFiles} names them. */
  private static final Pattern NAME = Pattern.compile("\\.matting4j-[0-9a-f]{8}-\\d{1,3}\\.tmp");

  private LeftoverFiles() {}

  static void remove(Path folder, Instant startOfRun) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (NAME.matcher(file.getFileName().toString()).matches()
                && attributes.isRegularFile()
                && attributes.lastModifiedTime().toInstant().isBefore(startOfRun)) {
              removeIfUnlocked(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone, or not ours to look at
          }
        });
  }

  private static void removeIfUnlocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.delete(file);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Deleted meanwhile, or in use.
    }
  }
}
