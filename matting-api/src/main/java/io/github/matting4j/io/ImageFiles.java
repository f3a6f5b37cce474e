package io.github.matting4j.io;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes pictures and mattes to files and streams.
 *
 * <p>A file is written whole or not at all: next to its final place, flushed to the disk, then
 * renamed. After an error, a crash or a power cut there is the old file or the new one, never half
 * of one. A symbolic link stays, and the file that it points to is replaced. Streams are written
 * to, flushed, and left open.
 *
 * <p>Thread-safe.
 */
public final class ImageFiles {
  private ImageFiles() {}

  /**
   * Writes a picture in the format of the file's extension, with {@link WriteOptions#defaults}.
   *
   * @throws IllegalArgumentException as {@link #write(ArgbImage, Path, WriteOptions)}
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void write(ArgbImage image, Path file) throws IOException {
    write(image, file, WriteOptions.defaults());
  }

  /**
   * Writes a picture in the format of the file's extension: {@code .png}, {@code .jpg} or {@code
   * .jpeg}.
   *
   * @throws IllegalArgumentException if the extension is another one, or a picture with
   *     transparency is to become a JPEG
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void write(ArgbImage image, Path file, WriteOptions options) throws IOException {
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
      ArgbImage image, OutputStream stream, OutputFormat format, WriteOptions options)
      throws IOException {
    switch (format) {
      case PNG -> new PngEncoder(options).write(image, stream);
      case JPEG -> new JpegEncoder(options).write(image, stream);
    }
  }

  /**
   * Writes a matte as an 8-bit grey PNG, 0 transparent and 255 opaque, rounded to the nearest
   * level.
   *
   * @throws IllegalArgumentException if the file's extension is not {@code .png}
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
    requirePng(file);
    AtomicFile.write(file, stream -> writeAlpha8(matte, stream, rounding));
  }

  /** Writes a matte as an 8-bit grey PNG to a stream, which is flushed and stays open. */
  public static void writeAlpha8(AlphaMatte matte, OutputStream stream, Rounding rounding)
      throws IOException {
    new PngEncoder(WriteOptions.defaults()).write8(matte, rounding, stream);
  }

  /**
   * Writes a matte as a 16-bit grey PNG, 0 transparent and 65535 opaque: the one to keep.
   *
   * @throws IllegalArgumentException if the file's extension is not {@code .png}
   * @throws IOException if the file cannot be written; a file that was there before is unharmed
   */
  public static void writeAlpha16(AlphaMatte matte, Path file) throws IOException {
    Objects.requireNonNull(matte, "matte");
    requirePng(file);
    AtomicFile.write(file, stream -> writeAlpha16(matte, stream));
  }

  /** Writes a matte as a 16-bit grey PNG to a stream, which is flushed and stays open. */
  public static void writeAlpha16(AlphaMatte matte, OutputStream stream) throws IOException {
    new PngEncoder(WriteOptions.defaults()).write16(matte, stream);
  }

  private static void requirePng(Path file) {
    if (OutputFormat.of(file) != OutputFormat.PNG) {
      throw new IllegalArgumentException(
          "a matte is written losslessly, as PNG, but the file is " + file + "; name it .png");
    }
  }
}
