package io.github.matting4j.io.tiff;

import io.github.matting4j.io.metadata.Orientations;
import java.util.Optional;

/**
 * What {@link TiffScan} found in a TIFF's first directory. A block is a strip or a tile. Immutable.
 *
 * @param bits of a sample: 8 or 16
 * @param samples numbers per pixel
 * @param photometric 0 grey, white first; 1 grey; 2 RGB; 3 palette
 * @param alpha the sample that is alpha; -1 for none
 * @param premultiplied whether colours are multiplied by alpha
 * @param blockWidth columns of a block
 * @param blockHeight rows of a block; the last strip has fewer
 * @param offsets where each block starts in the file
 * @param lengths bytes of each block in the file
 * @param palette packed colours; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
public record TiffHeader(
    boolean littleEndian,
    int width,
    int height,
    int bits,
    int samples,
    int photometric,
    int alpha,
    boolean premultiplied,
    TiffCompression compression,
    boolean differences,
    int blockWidth,
    int blockHeight,
    long[] offsets,
    long[] lengths,
    int[] palette,
    int orientation,
    Optional<byte[]> profile) {
  static final int WHITE_IS_ZERO = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;

  public long pixels() {
    return (long) width * height;
  }

  public boolean isGrey() {
    return photometric < RGB;
  }

  /** Bytes of a row of a block, unpacked. */
  int rowBytes() {
    return Math.toIntExact((long) blockWidth * samples * bits / 8);
  }

  /**
   * The estimated memory for decoding, in bytes: packed pixels, twice where they are turned, and
   * two rows as stored.
   */
  public long decodedBytes() {
    long bytesPerPixel = bits / 2 * (orientation == Orientations.UPRIGHT ? 1L : 2L);
    return bytesPerPixel * pixels() + 2L * rowBytes();
  }
}
