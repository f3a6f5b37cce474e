package io.github.matting4j.io.png;

import io.github.matting4j.io.input.ByteView;

/** Samples of 16 bits, to pixels of 16 bits per channel. */
final class PngSamples16 implements PngSamples<long[]> {
  private static final int SAMPLE_BYTES = 2;
  private static final int FIRST = 1;

  private final int pixelBytes;
  private final boolean grey;
  private final boolean alpha;
  private final int[] transparency;

  PngSamples16(PngChunks chunks) {
    PngShape shape = chunks.shape();
    this.pixelBytes = shape.bitsPerPixel() / Byte.SIZE;
    this.grey = shape.isGrey();
    this.alpha = shape.hasAlphaChannel();
    this.transparency = chunks.transparency();
  }

  @Override
  public void unpack(byte[] row, long[] argb, int to, int count) {
    int greenAt = grey ? 0 : SAMPLE_BYTES;
    int blueAt = grey ? 0 : 2 * SAMPLE_BYTES;
    int alphaAt = pixelBytes - SAMPLE_BYTES;
    for (int i = to, end = to + count, at = FIRST; i < end; i++, at += pixelBytes) {
      int red = ByteView.u16(row, at);
      int green = ByteView.u16(row, at + greenAt);
      int blue = ByteView.u16(row, at + blueAt);
      int opacity =
          alpha ? ByteView.u16(row, at + alphaAt) : isTransparent(red, green, blue) ? 0 : 0xFFFF;
      argb[i] = (long) opacity << 48 | (long) red << 32 | (long) green << 16 | blue;
    }
  }

  private boolean isTransparent(int red, int green, int blue) {
    return transparency.length > 0
        && red == transparency[0]
        && (grey || (green == transparency[1] && blue == transparency[2]));
  }

  @Override
  public void checkSeen() {}
}
