package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one place where photos are opened by path. Only regular files are, links followed: opening a
 * pipe or a device may block without limit or have side effects.
 *
 * <p>Neither an interrupt nor a deadline ends a system call on a file system that does not answer
 * (a network share whose server is gone). So a file is looked at, opened and read by a daemon
 * thread of its own, which is left behind when the time is up or the caller is interrupted, and
 * ends as soon as its call returns.
 */
public final class FileOpening {
  /** What is done with an open file. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(SeekableByteChannel file) throws IOException;
  }

  private FileOpening() {}

  /**
   * Opens a file, reads from it and closes it.
   *
   * @throws ImageReadException if it is no regular file, the time is up or the thread interrupted
   * @throws IOException if it cannot be opened or read
   */
  public static <T> T read(Path path, ReadClock clock, Reading<T> reading) throws IOException {
    clock.check();
    FutureTask<T> work = new FutureTask<>(() -> readHere(path, reading));
    Thread thread = new Thread(null, work, "matting4j-read", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // a thread that stays must not hold an application
    thread.start();
    try {
      return work.get(Math.max(0, clock.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      throw ReadClock.cancelled();
    } catch (TimeoutException e) {
      work.cancel(true);
      throw clock.late("the file could not be opened and read");
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    }
  }

  private static <T> T readHere(Path path, Reading<T> reading) throws IOException {
    checkRegular(path);
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      checkRegular(path); // another may have taken its name
      return reading.read(file);
    }
  }

  private static void checkRegular(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      NoSuchFileException missing =
          new NoSuchFileException(
              path.toString(),
              null,
              "there is no such file; paths are relative to " + Path.of("").toAbsolutePath());
      missing.initCause(e);
      throw missing;
    }
    if (attributes.isDirectory()) {
      throw new IOException(path + " is a folder; give the path of a JPEG, PNG or TIFF file");
    }
    if (!attributes.isRegularFile()) {
      throw new ImageReadException(
          Reason.NOT_REGULAR,
          "it is a pipe, a socket or a device, and only regular files are opened; copy its content"
              + " to a file, or pass it as a stream");
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof IOException failure) {
      return failure;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new AssertionError(cause);
  }
}
