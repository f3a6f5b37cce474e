package io.github.matting4j.kernel.resample;

import java.util.Arrays;

/**
 * Scales a picture to another size, one row at a time, in float, rounded once at the end: area
 * average along an axis that shrinks, bilinear along one that grows ({@link AxisWeights}). Alpha is
 * ignored; the result is opaque.
 *
 * <p>Read rows from top to bottom: each source row is then read and filtered once or twice. Not
 * thread-safe.
 */
public final class PixelScaler implements PixelRows {
  private static final int OPAQUE = 0xFF000000;
  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final FloatScaler scaler;
  private final float[] sums;

  /** A scaler of all of {@code source} to {@code width} x {@code height}. */
  public PixelScaler(PixelRows source, int width, int height) {
    this.width = width;
    this.height = height;
    this.scaler =
        new FloatScaler(
            levels(source),
            source.width(),
            CHANNELS,
            AxisWeights.of(source.width(), 0, source.width(), width),
            AxisWeights.of(source.height(), 0, source.height(), height));
    this.sums = new float[Math.multiplyExact(CHANNELS, width)];
  }

  private static FloatRows levels(PixelRows source) {
    int[] row = new int[source.width()];
    return (y, line) -> {
      source.read(y, row);
      for (int x = 0, to = 0; x < row.length; x++, to += CHANNELS) {
        int pixel = row[x];
        line[to] = pixel >> 16 & 0xFF;
        line[to + 1] = pixel >> 8 & 0xFF;
        line[to + 2] = pixel & 0xFF;
      }
    };
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void read(int y, int[] argb) {
    Arrays.fill(sums, 0.5f); // so that cutting off the fraction rounds half up
    scaler.addRow(y, sums);
    for (int x = 0, i = 0; i < sums.length; x++, i += CHANNELS) {
      argb[x] = OPAQUE | level(sums[i]) << 16 | level(sums[i + 1]) << 8 | level(sums[i + 2]);
    }
  }

  /** Clipped: the weights add up to 1 only nearly, and 255.5 must not carry into 256. */
  private static int level(float value) {
    return Math.min(255, (int) value);
  }
}
