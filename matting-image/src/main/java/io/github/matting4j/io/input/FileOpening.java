package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.file.FileCalls;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeoutException;

/**
 * The one place where photos are opened by path. Only regular files are, links followed: opening a
 * pipe or a device may block without limit or have side effects.
 *
 * <p>A file is checked, opened and read within the time of its read, even on a file system that
 * does not answer; see {@link FileCalls}.
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
   * @throws ImageReadException if it is not a regular file, the time is up or the thread
   *     interrupted
   * @throws IOException if it cannot be opened or read
   */
  public static <T> T read(Path path, ReadClock clock, Reading<T> reading) throws IOException {
    clock.check();
    try {
      return FileCalls.within(clock.remainingNanos(), () -> readHere(path, reading));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReadClock.cancelled();
    } catch (TimeoutException e) {
      throw clock.late("the file could not be opened and read");
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
}
