package io.github.matting4j.batch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * How large a picture its file claims to be, read from the few bytes that say so. Nothing is
 * judged: reading the photo does that. What is no JPEG, PNG or TIFF has no pixels.
 *
 * <p>{@code ImageFiles.probe} would do the same, but judges the whole file and so reads it whole,
 * which is what a photo waits here to be let in for.
 *
 * @param pixels of the picture
 * @param severalPasses whether decoding holds more than the picture: a progressive JPEG, an
 *     interlaced PNG
 * @param deep whether it has 16 bits a channel
 */
record PhotoHeader(long pixels, boolean severalPasses, boolean deep) {
  private static final PhotoHeader NONE = new PhotoHeader(0, false, false);
  private static final int JPEG_START = 0xFFD8;
  private static final int START_OF_SCAN = 0xDA;
  private static final long PNG_START = 0x89504E470D0A1A0AL;
  private static final int LITTLE_ENDIAN_TIFF = 0x49492A00;
  private static final int BIG_ENDIAN_TIFF = 0x4D4D002A;

  /** Extra bytes a pixel while several passes are put together, and the picture is turned. */
  private static final int PASSES_BYTES = 10;

  /** Extra bytes a pixel of pictures of 8 bytes a pixel in place of 4. */
  private static final int DEEP_BYTES = 16;

  static PhotoHeader of(Path file) {
    // Not interruptible, unlike a channel: an interrupt is for the work that follows.
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile())))) {
      int start = in.readUnsignedShort();
      if (start == JPEG_START) {
        return jpeg(in);
      }
      int four = start << 16 | in.readUnsignedShort();
      if (isTiff(four)) {
        return tiff(file, four == LITTLE_ENDIAN_TIFF);
      }
      long png = (long) four << 32 | (in.readInt() & 0xFFFFFFFFL);
      return png == PNG_START ? png(in) : NONE;
    } catch (IOException | UnsupportedOperationException e) {
      return NONE;
    }
  }

  /** Whether the file begins as a JPEG, PNG or TIFF does. */
  static boolean isPicture(Path file) {
    try (DataInputStream in = new DataInputStream(new FileInputStream(file.toFile()))) {
      int start = in.readInt();
      return start >>> 8 == (JPEG_START << 8 | 0xFF)
          || start >>> 8 == (int) (PNG_START >>> 40)
          || isTiff(start);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean isTiff(int start) {
    return start == LITTLE_ENDIAN_TIFF || start == BIG_ENDIAN_TIFF;
  }

  private static PhotoHeader jpeg(DataInputStream in) throws IOException {
    while (true) {
      int marker = marker(in);
      int length = in.readUnsignedShort();
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        in.readUnsignedByte(); // precision
        long height = in.readUnsignedShort();
        return new PhotoHeader(height * in.readUnsignedShort(), marker == 0xC2, false);
      }
      if (marker == START_OF_SCAN || length < 2) {
        return NONE;
      }
      in.skipNBytes(length - 2);
    }
  }

  private static int marker(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0xFF) {
      throw new EOFException("no marker");
    }
    int marker = in.readUnsignedByte();
    while (marker == 0xFF) {
      marker = in.readUnsignedByte();
    }
    return marker;
  }

  private static PhotoHeader png(DataInputStream in) throws IOException {
    in.readLong(); // length and name of the first chunk
    long width = in.readInt() & 0xFFFFFFFFL;
    long height = in.readInt() & 0xFFFFFFFFL;
    int depth = in.readUnsignedByte();
    in.readUnsignedByte(); // colour
    in.readUnsignedShort(); // compression, filter
    boolean interlaced = in.readUnsignedByte() == 1;
    return new PhotoHeader(product(width, height), interlaced, depth == 16);
  }

  private static PhotoHeader tiff(Path file, boolean littleEndian) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      TiffEntries entries = new TiffEntries(open, littleEndian);
      return new PhotoHeader(
          product(entries.number(TiffEntries.WIDTH), entries.number(TiffEntries.HEIGHT)),
          false,
          entries.number(TiffEntries.BITS) == 16);
    }
  }

  private static long product(long width, long height) {
    return Math.multiplyHigh(width, height) == 0 ? Math.max(0, width * height) : Long.MAX_VALUE;
  }

  /**
   * The heap that a photo takes on its way, the file's bytes included; saturates.
   *
   * @param bits the most that pictures are read at
   */
  long heapBytes(long fileBytes, int bytesPerPixel, int bits) {
    int extra = (severalPasses ? PASSES_BYTES : 0) + (deep && bits == 16 ? DEEP_BYTES : 0);
    double bytes = fileBytes + (double) pixels * (bytesPerPixel + extra);
    return bytes < Long.MAX_VALUE ? (long) bytes : Long.MAX_VALUE;
  }
}
