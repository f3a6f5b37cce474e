package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageReadException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Photos in, pictures out.
 *
 * <p>Reads JPEG (grey and three colours, 8 bits, baseline and progressive) and PNG (all kinds; of
 * 16 bits the high byte; of animations the still picture), told by their content, not their name.
 * What comes back is upright (EXIF orientation applied), sRGB (embedded profiles, cICP and gamma
 * applied), with straight alpha.
 *
 * <p>Files may be hostile: a file that is cut short, damaged or out of the limits of {@link
 * ReadOptions} is refused with an {@link ImageReadException} that says why, in bounded time and
 * memory. Reading uses the JDK alone, touches no global setting of ImageIO, writes no temporary
 * file, and stops when its thread is interrupted, leaving the interrupt flag set.
 *
 * <p>Thread-safe.
 */
public final class ImageFiles {
  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  private ImageFiles() {}

  /**
   * Reads a picture within the default limits.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public static ArgbImage read(Path file) throws IOException {
    return read(file, ReadOptions.defaults());
  }

  /**
   * Reads a picture.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public static ArgbImage read(Path file, ReadOptions options) throws IOException {
    ReadClock clock = ReadClock.start(options.deadline());
    try {
      return GuardedRead.read(bytes(file, options, clock), options, clock);
    } catch (ImageReadException e) {
      throw named(file, e);
    }
  }

  /**
   * Reads a picture from a stream, to the stream's end or one byte over the limit, and leaves the
   * stream open. A stream that blocks for ever is beyond the deadline's reach.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the stream fails
   */
  public static ArgbImage read(InputStream stream, ReadOptions options) throws IOException {
    ReadClock clock = ReadClock.start(options.deadline());
    return GuardedRead.read(bytes(stream, FIRST_BUFFER_BYTES, options, clock), options, clock);
  }

  /**
   * Reads a picture from a file's bytes, which must not change meanwhile.
   *
   * @throws ImageReadException if it is not a readable picture
   */
  public static ArgbImage read(byte[] data, ReadOptions options) throws ImageReadException {
    Objects.requireNonNull(data, "data");
    return GuardedRead.read(data, options, ReadClock.start(options.deadline()));
  }

  /**
   * Tells what a picture is without decoding it. The limits apply; damage to the pixels goes
   * unnoticed.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public static ImageInfo probe(Path file, ReadOptions options) throws IOException {
    try {
      return GuardedRead.probe(bytes(file, options, ReadClock.start(options.deadline())), options);
    } catch (ImageReadException e) {
      throw named(file, e);
    }
  }

  /**
   * Tells what a picture is without decoding it, as {@link #probe(Path, ReadOptions)}.
   *
   * @throws ImageReadException if it is not a readable picture
   */
  public static ImageInfo probe(byte[] data, ReadOptions options) throws ImageReadException {
    Objects.requireNonNull(data, "data");
    return GuardedRead.probe(data, options);
  }

  private static byte[] bytes(Path file, ReadOptions options, ReadClock clock) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; give the path of a JPEG or PNG file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      long size = Files.size(file);
      GuardedRead.checkBytes(size, options);
      return bytes(stream, size, options, clock);
    } catch (ClosedByInterruptException e) {
      throw ReadClock.cancelled();
    } catch (NoSuchFileException e) {
      NoSuchFileException missing =
          new NoSuchFileException(
              file.toString(),
              null,
              "there is no such file; paths are relative to " + Path.of("").toAbsolutePath());
      missing.initCause(e);
      throw missing;
    }
  }

  private static byte[] bytes(
      InputStream stream, long expected, ReadOptions options, ReadClock clock) throws IOException {
    int most = (int) options.maxBytes();
    try {
      byte[] data = new byte[(int) Math.max(1, Math.min(expected, most))];
      int count = 0;
      while (true) {
        clock.check();
        int got = stream.read(data, count, data.length - count);
        if (got < 0) {
          return Arrays.copyOf(data, count);
        }
        count += got;
        if (count == data.length) {
          int next = stream.read();
          if (next < 0) {
            return data;
          }
          if (count == most) {
            throw GuardedRead.tooLong("more", options);
          }
          data = Arrays.copyOf(data, (int) Math.min(2L * count, most));
          data[count++] = (byte) next;
        }
      }
    } catch (OutOfMemoryError e) {
      throw new ImageReadException(
          Reason.MEMORY, "the file alone does not fit the heap; use a larger one (-Xmx)", e);
    }
  }

  private static ImageReadException named(Path file, ImageReadException e) {
    ImageReadException named =
        new ImageReadException(e.reason(), file + ": " + e.getMessage(), e.getCause());
    named.setStackTrace(e.getStackTrace());
    return named;
  }
}
