package io.github.matting4j.io;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.io.file.OutputGuard;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.FileKind;
import io.github.matting4j.io.input.FileOpening;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.jpeg.JpegEncoder;
import io.github.matting4j.io.png.PngEncoder;
import io.github.matting4j.io.tiff.TiffEncoder;
import io.github.matting4j.io.webp.WebpPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads photos and writes pictures.
 *
 * <p>Reads JPEG (grey and three colours, 8 bits, baseline and progressive), PNG (all kinds; of
 * animations the still picture) and TIFF (the first picture; 8 and 16 bits, grey, RGB and palette,
 * plain or packed by LZW, deflate or PackBits), told by their content, not their name; WebP where a
 * plug-in of ImageIO for it is on the class path, such as {@code
 * com.twelvemonkeys.imageio:imageio-webp}. What comes back is upright (EXIF orientation applied),
 * sRGB (embedded profiles, cICP and gamma applied), with straight alpha. {@code read} gives 8 bits
 * per channel, of 16 the nearest; {@link #readPhoto} gives all 16, and can keep the profile.
 *
 * <p>Files may be hostile: a file that is cut short, damaged or out of the limits of {@link
 * ReadOptions} is refused with an {@link ImageReadException} that says why, in bounded time and
 * memory. Reading uses the JDK alone (and for WebP the plug-in), touches no global setting of
 * ImageIO, writes no temporary file, and stops when its thread is interrupted, leaving the
 * interrupt flag set.
 *
 * <p>Files are opened by path only if they are regular ones, and opening is subject to the deadline
 * as well: a named pipe is refused, and a network share that does not answer ends in {@link
 * ImageReadException.Reason#DEADLINE}.
 *
 * <p>A file is written whole or not at all: next to its final place, flushed to the disk, then
 * renamed. After an error, a crash or a power cut there is the old file or the new one, never half
 * of one. A symbolic link stays, and the file that it points to is replaced. Whether that may be
 * the file that was read is the caller's decision; {@link OutputGuard} helps with it. Streams are
 * written to, flushed, and left open.
 *
 * <p>Thread-safe.
 */
public final class ImageFiles {
  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  /** Small, so that the deadline is checked often. */
  private static final int MAX_READ_BYTES = 1 << 17;

  private static final PngEncoder PNGS = new PngEncoder(WriteOptions.defaults().encodeSettings());
  private static final TiffEncoder TIFFS =
      new TiffEncoder(WriteOptions.defaults().encodeSettings());

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
   * stream open. The deadline cannot interrupt a blocking stream.
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
   * Reads a picture as its file has it: at 16 bits per channel where there are as many, with its
   * EXIF, and in its own colours if {@link ReadOptions.IccProfiles#KEEP} asks for that.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public static Photo readPhoto(Path file, ReadOptions options) throws IOException {
    ReadClock clock = ReadClock.start(options.deadline());
    try {
      return GuardedRead.readPhoto(bytes(file, options, clock), options, clock);
    } catch (ImageReadException e) {
      throw named(file, e);
    }
  }

  /**
   * As {@link #readPhoto(Path, ReadOptions)}, from a stream as {@link #read(InputStream,
   * ReadOptions)} does.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the stream fails
   */
  public static Photo readPhoto(InputStream stream, ReadOptions options) throws IOException {
    ReadClock clock = ReadClock.start(options.deadline());
    return GuardedRead.readPhoto(bytes(stream, FIRST_BUFFER_BYTES, options, clock), options, clock);
  }

  /**
   * As {@link #readPhoto(Path, ReadOptions)}, from a file's bytes, which must not change meanwhile.
   *
   * @throws ImageReadException if it is not a readable picture
   */
  public static Photo readPhoto(byte[] data, ReadOptions options) throws ImageReadException {
    Objects.requireNonNull(data, "data");
    return GuardedRead.readPhoto(data, options, ReadClock.start(options.deadline()));
  }

  /**
   * Reads the properties of a picture without decoding it, from the headers of the file. The limits
   * on bytes, sides and pixels apply; damage to the pixels goes unnoticed.
   *
   * @throws ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public static ImageInfo probe(Path file, ReadOptions options) throws IOException {
    ReadClock clock = ReadClock.start(options.deadline());
    try {
      return FileOpening.read(
          file, clock, channel -> GuardedRead.probe(FileBytes.of(channel, clock), options));
    } catch (ImageReadException e) {
      throw named(file, e);
    }
  }

  /**
   * Reads the properties of a picture without decoding it, as {@link #probe(Path, ReadOptions)}.
   *
   * @throws ImageReadException if it is not a readable picture
   */
  public static ImageInfo probe(byte[] data, ReadOptions options) throws ImageReadException {
    Objects.requireNonNull(data, "data");
    try {
      return GuardedRead.probe(FileBytes.of(data), options);
    } catch (ImageReadException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError(e); // arrays can always be read
    }
  }

  /**
   * Whether a file is a regular one that begins as a JPEG, PNG or TIFF does, or as a WebP where
   * those are read; false also where it cannot be read.
   */
  public static boolean isPicture(Path file) {
    ReadClock clock = ReadClock.start(ReadOptions.defaults().deadline());
    try {
      return FileOpening.read(
          file, clock, channel -> isRead(FileKind.of(FileBytes.of(channel, clock).at(0, 12))));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isRead(FileKind kind) {
    return kind.isRead() || (kind == FileKind.WEBP && WebpPlugin.isPresent());
  }

  /**
   * The bytes of a photo's file, for {@link #read(byte[], ReadOptions)}. The limit on bytes and the
   * deadline apply; the content is not checked.
   *
   * @throws ImageReadException if it is too long or not a regular file, or the time is up
   * @throws IOException if the file cannot be read
   */
  public static byte[] readBytes(Path file, ReadOptions options) throws IOException {
    try {
      return bytes(file, options, ReadClock.start(options.deadline()));
    } catch (ImageReadException e) {
      throw named(file, e);
    }
  }

  /**
   * Writes a picture in the format of the file's extension, with {@link WriteOptions#defaults}.
   *
   * @throws IllegalArgumentException as {@link #write(Picture, Path, WriteOptions)}
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void write(Picture image, Path file) throws IOException {
    write(image, file, WriteOptions.defaults());
  }

  /**
   * Writes a picture in the format of the file's extension: {@code .png}, {@code .jpg}, {@code
   * .jpeg}, {@code .tif} or {@code .tiff}; PNG and TIFF at the picture's depth, JPEG at 8 bits.
   *
   * @throws IllegalArgumentException if the extension is another one, or a picture with
   *     transparency is to become a JPEG
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void write(Picture image, Path file, WriteOptions options) throws IOException {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(options, "options");
    OutputFormat format = OutputFormat.of(file);
    AtomicFile.write(file, stream -> write(image, stream, format, options));
  }

  /**
   * Writes a picture to a stream, which is flushed and stays open.
   *
   * @throws IllegalArgumentException if a picture with transparency is to become a JPEG
   * @throws IOException if the stream fails
   */
  public static void write(
      Picture image, OutputStream stream, OutputFormat format, WriteOptions options)
      throws IOException {
    switch (format) {
      case PNG -> new PngEncoder(options.encodeSettings()).write(image, stream);
      case JPEG -> new JpegEncoder(options.encodeSettings()).write(image.toArgb(), stream);
      case TIFF -> new TiffEncoder(options.encodeSettings()).write(image, stream);
    }
  }

  /**
   * Writes a matte as 8-bit grey, PNG or TIFF, 0 transparent and 255 opaque, rounded to the nearest
   * level.
   *
   * @throws IllegalArgumentException if the file's extension is not that of a lossless format
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void writeAlpha8(AlphaMatte matte, Path file) throws IOException {
    writeAlpha8(matte, file, Rounding.NEAREST);
  }

  /** As {@link #writeAlpha8(AlphaMatte, Path)}, rounded as asked. */
  public static void writeAlpha8(AlphaMatte matte, Path file, Rounding rounding)
      throws IOException {
    Objects.requireNonNull(matte, "matte");
    Objects.requireNonNull(rounding, "rounding");
    if (losslessFormat(file) == OutputFormat.TIFF) {
      AtomicFile.write(file, stream -> TIFFS.write(matte, Byte.SIZE, rounding, stream));
    } else {
      AtomicFile.write(file, stream -> writeAlpha8(matte, stream, rounding));
    }
  }

  /** Writes a matte as an 8-bit grey PNG to a stream, which is flushed and stays open. */
  public static void writeAlpha8(AlphaMatte matte, OutputStream stream, Rounding rounding)
      throws IOException {
    PNGS.write(matte, Byte.SIZE, rounding, stream);
  }

  /**
   * Writes a matte as 16-bit grey, PNG or TIFF, 0 transparent and 65535 opaque: the format to
   * archive.
   *
   * @throws IllegalArgumentException if the file's extension is not that of a lossless format
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void writeAlpha16(AlphaMatte matte, Path file) throws IOException {
    Objects.requireNonNull(matte, "matte");
    if (losslessFormat(file) == OutputFormat.TIFF) {
      AtomicFile.write(file, stream -> TIFFS.write(matte, Short.SIZE, Rounding.NEAREST, stream));
    } else {
      AtomicFile.write(file, stream -> writeAlpha16(matte, stream));
    }
  }

  /** Writes a matte as a 16-bit grey PNG to a stream, which is flushed and stays open. */
  public static void writeAlpha16(AlphaMatte matte, OutputStream stream) throws IOException {
    PNGS.write(matte, Short.SIZE, Rounding.NEAREST, stream);
  }

  private static OutputFormat losslessFormat(Path file) {
    OutputFormat format = OutputFormat.of(file);
    if (!format.isLossless()) {
      throw new IllegalArgumentException(
          "a matte is written losslessly, as PNG or TIFF, but the file is "
              + file
              + "; name it .png or .tif");
    }
    return format;
  }

  private static byte[] bytes(Path file, ReadOptions options, ReadClock clock) throws IOException {
    return FileOpening.read(
        file,
        clock,
        channel -> {
          GuardedRead.checkBytes(channel.size(), options);
          return bytes(Channels.newInputStream(channel), channel.size(), options, clock);
        });
  }

  private static byte[] bytes(
      InputStream stream, long expected, ReadOptions options, ReadClock clock) throws IOException {
    int max = (int) options.maxBytes();
    try {
      byte[] data = new byte[(int) Math.max(1, Math.min(expected, max))];
      int count = 0;
      while (true) {
        clock.check();
        int got = stream.read(data, count, Math.min(data.length - count, MAX_READ_BYTES));
        if (got < 0) {
          return Arrays.copyOf(data, count);
        }
        count += got;
        if (count == data.length) {
          int next = stream.read();
          if (next < 0) {
            return data;
          }
          if (count == max) {
            throw GuardedRead.tooLong("more", options);
          }
          data = Arrays.copyOf(data, (int) Math.min(2L * count, max));
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
