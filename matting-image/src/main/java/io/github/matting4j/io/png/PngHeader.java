package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.metadata.Orientations;

/** What {@link PngScan} found in a PNG. Immutable, but for the caller's bytes. */
public final class PngHeader {
  /** What deflate can pack into one byte at most, rounded up. */
  private static final int MAX_UNPACKED = 1033;

  private final byte[] data;
  private final PngChunks chunks;
  private final int firstData;
  private final long dataBytes;
  private final boolean complete;

  /**
   * @param data the whole file
   * @param firstData where its first IDAT chunk starts
   * @param dataBytes packed pixel data in all
   * @param complete whether the end chunk was found
   */
  PngHeader(byte[] data, PngChunks chunks, int firstData, long dataBytes, boolean complete) {
    this.data = data;
    this.chunks = chunks;
    this.firstData = firstData;
    this.dataBytes = dataBytes;
    this.complete = complete;
  }

  byte[] data() {
    return data;
  }

  public PngChunks chunks() {
    return chunks;
  }

  int firstData() {
    return firstData;
  }

  public PngShape shape() {
    return chunks.shape();
  }

  /** Bits per channel of the decoded picture: 8 or 16. */
  public int bits() {
    return shape().bitDepth() == Short.SIZE ? Short.SIZE : Byte.SIZE;
  }

  /**
   * Checks that the file is complete.
   *
   * @throws ImageReadException if it ends early or has too few bytes for its size
   */
  public void checkWhole() throws ImageReadException {
    PngShape shape = shape();
    boolean enough = dataBytes * MAX_UNPACKED >= shape.rowBytes(shape.width()) * shape.height();
    if (complete && enough) {
      return;
    }
    String what =
        enough
            ? "breaks off after " + data.length + " bytes without its end chunk"
            : "claims " + shape.width() + "x" + shape.height() + " pixels but holds too few bytes";
    throw new ImageReadException(
        Reason.TRUNCATED, "the PNG " + what + "; copy or download it again");
  }

  /**
   * The estimated memory for decoding, in bytes: packed pixels, twice where interlaced ones are
   * turned, and two rows as stored.
   */
  public long decodedBytes() {
    PngShape shape = shape();
    boolean twice = shape.interlaced() && chunks.orientation() != Orientations.UPRIGHT;
    long bytesPerPixel = bits() / 2 * (twice ? 2L : 1L);
    return bytesPerPixel * shape.pixels() + 2 * shape.rowBytes(shape.width());
  }
}
