package io.github.matting4j.io.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The temporary file of one write to one target, {@code .matting4j-<hash of the name>-<slot>.tmp}.
 * The fixed slots make it cheap to find what killed processes left for the same target: a few
 * lookups by name instead of listing a folder of perhaps a million pictures.
 *
 * <p>The owner holds a lock on its file, which the system drops when the process dies. A file is
 * taken for stale only if it is not of this process, has not been touched for a while, and its lock
 * is free. Where there are no locks nothing is ever removed.
 *
 * <p>Closing deletes the file if it is still there. Not thread-safe.
 */
final class TemporaryFile implements AutoCloseable {
  /** Writers of one target at a time, over all processes, and files left by killed ones. */
  private static final int SLOTS = 64;

  /**
   * Covers the moments when the lock of a file in use is not held: just made, or about to be
   * renamed.
   */
  private static final Duration UNTOUCHED = Duration.ofSeconds(5);

  /**
   * Files of this process. They must not even be opened: closing any handle of a file drops the
   * process's lock on it (POSIX).
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private boolean moved;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes one in the folder of {@code target}, under the first free name. Stale files under any of
   * its names are removed.
   */
  static TemporaryFile beside(Path target) throws IOException {
    Path folder = AtomicFile.folderOf(target).toRealPath();
    String name = Objects.requireNonNull(target.getFileName()).toString();
    String prefix = String.format(Locale.ROOT, ".matting4j-%08x-", name.hashCode());
    for (int slot = 0; slot < SLOTS; slot++) {
      TemporaryFile made = create(folder.resolve(prefix + slot + ".tmp"));
      if (made != null) {
        removeStaleFrom(slot + 1, folder, prefix);
        return made;
      }
    }
    throw new FileSystemException(
        target.toString(),
        null,
        "all "
            + SLOTS
            + " temporary names are taken; remove "
            + folder.resolve(prefix + "0.tmp")
            + " and its like if no process is writing");
  }

  private static void removeStaleFrom(int first, Path folder, String prefix) {
    for (int slot = first; slot < SLOTS; slot++) {
      Path path = folder.resolve(prefix + slot + ".tmp");
      if (exists(path) && OWN.add(path)) { // also behind a gap: what was removed leaves one
        removeIfStale(path);
        OWN.remove(path);
      }
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /** Brings the content to the disk and renames the file to {@code target}. */
  void moveTo(Path target) throws IOException {
    channel.force(true);
    touch();
    channel.close(); // and the lock with it; the fresh time stamp guards the file until the rename
    try {
      // a file system that knows no atomic move may ignore the wish for one
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
    moved = true;
  }

  /** Best effort: some file systems, such as that of ZIP files, cannot set times of open files. */
  private void touch() {
    try {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    } catch (IOException | UnsupportedOperationException e) {
      // Written a moment ago, so the time stamp is fresh enough already.
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (!moved) {
        Files.deleteIfExists(path);
      }
    } finally {
      OWN.remove(path);
    }
  }

  /** As {@link Files#exists}, which makes and catches an exception for every file that is not. */
  private static boolean exists(Path path) {
    return path.getFileSystem() == FileSystems.getDefault()
        ? path.toFile().exists()
        : Files.exists(path);
  }

  /** A new, locked file, or null if the name is taken by a running writer. */
  private static @Nullable TemporaryFile create(Path path) throws IOException {
    if (!OWN.add(path)) {
      return null;
    }
    FileChannel channel = null;
    try {
      channel = open(path);
      if (channel == null && removeIfStale(path)) {
        channel = open(path);
      }
    } finally {
      if (channel == null) {
        OWN.remove(path);
      }
    }
    return channel == null ? null : new TemporaryFile(path, channel);
  }

  private static @Nullable FileChannel open(Path path) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock(channel);
      return channel;
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  /** Whether the file is gone. The caller has claimed the name within this process. */
  private static boolean removeIfStale(Path path) {
    try {
      Object before = untouchedKey(path);
      if (before == null) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        // Its owner may have renamed it, and another made a new one, since we looked.
        if (lock(channel) && before.equals(untouchedKey(path))) {
          Files.delete(path);
          return true;
        }
      }
    } catch (NoSuchFileException e) {
      return true; // its owner has renamed or removed it
    } catch (IOException e) {
      return false; // not this process's file
    }
    return false;
  }

  /** What identifies the file if it is a plain file left alone for a while, else null. */
  private static @Nullable Object untouchedKey(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Instant limit = Instant.now().minus(UNTOUCHED);
    if (!attributes.isRegularFile() || attributes.lastModifiedTime().toInstant().isAfter(limit)) {
      return null;
    }
    Object key = attributes.fileKey();
    return key != null ? key : attributes.creationTime();
  }

  /**
   * Whether the file could be locked until the channel closes; false too where locks are unknown.
   */
  private static boolean lock(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      return false;
    }
  }
}
