package io.github.matting4j.kernel.resample;

import java.util.Arrays;

/**
 * Scales a window of an opaque picture to a new size, one row at a time, in float, rounded once at
 * the end: area average along an axis that shrinks, bilinear along one that grows (pixel centres at
 * half-integers, edges repeated).
 *
 * <p>Rows are best asked for from top to bottom; each source row is then read and filtered once or
 * twice. Not thread-safe: scratch of one scaling.
 */
public final class RowScaler {
  private static final int OPAQUE = 0xFF000000;
  private static final int CHANNELS = 3;

  private final PixelRows source;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final int[] sourceRow;
  private final float[] sum;

  private final FilteredRows filtered;

  /**
   * @param sourceWidth columns of the source
   * @param columns which source columns make each result column
   * @param rows which source rows make each result row
   */
  public RowScaler(PixelRows source, int sourceWidth, AxisWeights columns, AxisWeights rows) {
    this.source = source;
    this.columns = columns;
    this.rows = rows;
    this.sourceRow = new int[sourceWidth];
    this.sum = new float[CHANNELS * columns.size()];
    this.filtered = new FilteredRows(sum.length, this::filter);
  }

  /** Writes result row {@code y}, opaque, to {@code result}. */
  public void row(int y, int[] result) {
    Arrays.fill(sum, 0.5f);
    int first = rows.first(y);
    for (int tap = 0; tap < rows.taps(y); tap++) {
      float weight = rows.weight(y, tap);
      float[] line = filtered.row(first + tap);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * line[i];
      }
    }
    for (int x = 0, i = 0; i < sum.length; x++, i += CHANNELS) {
      result[x] = OPAQUE | level(sum[i]) << 16 | level(sum[i + 1]) << 8 | level(sum[i + 2]);
    }
  }

  /** The weights add up to 1 only nearly; that must not carry white over into black. */
  private static int level(float value) {
    return Math.min(255, (int) value);
  }

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
