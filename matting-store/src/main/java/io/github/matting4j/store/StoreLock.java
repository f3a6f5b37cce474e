package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.DISK;

import io.github.matting4j.store.fetch.Waiting;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held by the one caller, over all threads and processes, that works on a model. The system drops
 * it when the process dies. The file stays, since removing it would let two hold the lock.
 */
final class StoreLock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Locks of this process: the system's are per process. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private StoreLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param onWait is run once if there is another holder
   */
  static StoreLock acquire(Path file, Waiting waiting, Runnable onWait)
      throws IOException, InterruptedException {
    Path path = file.toAbsolutePath().normalize();
    boolean waited = false;
    while (!HELD.add(path)) {
      waited = report(waited, onWait);
      waiting.sleep(POLL);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (!isLocked(channel)) {
        waited = report(waited, onWait);
        waiting.sleep(POLL);
      }
      return new StoreLock(path, channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      HELD.remove(path);
      throw e;
    }
  }

  /**
   * Waits for a lock of a store; the listener is informed of it.
   *
   * @throws ModelInstallException if the thread is interrupted meanwhile
   */
  static StoreLock acquire(
      StoreFolder folder, String name, Waiting waiting, InstallListener listener)
      throws IOException {
    try {
      return acquire(
          folder.lock(name), waiting, () -> listener.step(name, InstallListener.Step.WAIT, ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelInstallException(
          DISK, name + ": interrupted while another process was installing it", e);
    }
  }

  private static boolean report(boolean reported, Runnable onWait) {
    if (!reported) {
      onWait.run();
    }
    return true;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another class loader of this process
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(path);
    }
  }
}
