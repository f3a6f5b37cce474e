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
  private final PixelRows source;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final int[] sourceRow;
  private final FilteredRows filtered;
  private final float[] sums;

  /** A scaler of all of {@code source} to {@code width} x {@code height}. */
  public PixelScaler(PixelRows source, int width, int height) {
    this.width = width;
    this.height = height;
    this.source = source;
    this.columns = AxisWeights.of(source.width(), 0, source.width(), width);
    this.rows = AxisWeights.of(source.height(), 0, source.height(), height);
    this.sourceRow = new int[source.width()];
    this.sums = new float[Math.multiplyExact(CHANNELS, width)];
    this.filtered = new FilteredRows(sums.length, this::filter);
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
    filtered.addRow(rows, y, sums);
    for (int x = 0, i = 0; i < sums.length; x++, i += CHANNELS) {
      argb[x] = OPAQUE | level(sums[i]) << 16 | level(sums[i + 1]) << 8 | level(sums[i + 2]);
    }
  }

  /** Clipped: the weights add up to 1 only nearly, and 255.5 must not carry into 256. */
  private static int level(float value) {
    return Math.min(255, (int) value);
  }

  /**
   * The horizontal pass of {@link FloatScaler} on packed pixels, which is faster than unpacking
   * them first.
   */
  private void filter(int y, float[] line) {
    source.read(y, sourceRow);
    for (int x = 0, i = 0; i < line.length; x++, i += CHANNELS) {
      int first = columns.first(x);
      int taps = columns.taps(x);
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int tap = 0; tap < taps; tap++) {
        float weight = columns.weight(x, tap);
        int pixel = sourceRow[first + tap];
        red += weight * (pixel >> 16 & 0xFF);
        green += weight * (pixel >> 8 & 0xFF);
        blue += weight * (pixel & 0xFF);
      }
      line[i] = red;
      line[i + 1] = green;
      line[i + 2] = blue;
    }
  }
}
