package io.github.matting4j.batch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How large a picture its file claims to be, read from the few bytes that say so. Nothing is
 * judged: reading the photo does that. What is no JPEG or PNG has no pixels.
 *
 * @param pixels of the picture
 * @param severalPasses whether decoding holds more than the picture: a progressive JPEG, an
 *     interlaced PNG
 */
record PhotoHeader(long pixels, boolean severalPasses) {
  private static final PhotoHeader NONE = new PhotoHeader(0, false);
  private static final int JPEG_START = 0xFFD8;
  private static final int START_OF_SCAN = 0xDA;
  private static final long PNG_START = 0x89504E470D0A1A0AL;

  /** Extra bytes a pixel while several passes are put together, and the picture is turned. */
  private static final int PASSES_BYTES = 10;

  static PhotoHeader of(Path file) {
    // Not interruptible, unlike a channel: an interrupt is for the work that follows.
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile())))) {
      int start = in.readUnsignedShort();
      if (start == JPEG_START) {
        return jpeg(in);
      }
      long png = (long) start << 48 | (in.readInt() & 0xFFFFFFFFL) << 16 | in.readUnsignedShort();
      return png == PNG_START ? png(in) : NONE;
    } catch (IOException | UnsupportedOperationException e) {
      return NONE;
    }
  }

  /** Whether the file begins as a JPEG or PNG does. */
  static boolean isPicture(Path file) {
    try (DataInputStream in = new DataInputStream(new FileInputStream(file.toFile()))) {
      int start = in.readUnsignedShort();
      return start == JPEG_START ? in.read() == 0xFF : start == 0x8950 && in.read() == 'N';
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
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
        return new PhotoHeader(height * in.readUnsignedShort(), marker == 0xC2);
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
    in.readInt(); // depth, colour, compression, filter
    boolean interlaced = in.readUnsignedByte() == 1;
    return new PhotoHeader(
        Math.multiplyHigh(width, height) == 0 ? Math.max(0, width * height) : Long.MAX_VALUE,
        interlaced);
  }

  /** The heap that a photo takes on its way, the file's bytes included; saturates. */
  long heapBytes(long fileBytes, int bytesPerPixel) {
    double bytes =
        fileBytes + (double) pixels * (bytesPerPixel + (severalPasses ? PASSES_BYTES : 0));
    return bytes < Long.MAX_VALUE ? (long) bytes : Long.MAX_VALUE;
  }
}
