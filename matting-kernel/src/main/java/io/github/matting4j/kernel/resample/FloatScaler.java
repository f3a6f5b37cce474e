package io.github.matting4j.kernel.resample;

import java.util.Arrays;

/**
 * Scales a window of a plane of interleaved floats to a new size, one row at a time: area average
 * along an axis that shrinks, bilinear along one that grows ({@link AxisWeights}).
 *
 * <p>Read rows from top to bottom: each source row is then read and filtered once or twice. Not
 * thread-safe.
 */
public final class FloatScaler implements FloatRows {
  private final FloatRows source;
  private final int channels;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final float[] sourceLine;

  private final int count;
  private final FilteredRows filtered;

  /**
   * @param sourceWidth columns of the source
   * @param channels floats per column
   * @param columns which source columns make each result column
   * @param rows which source rows make each result row
   */
  public FloatScaler(
      FloatRows source, int sourceWidth, int channels, AxisWeights columns, AxisWeights rows) {
    this.source = source;
    this.channels = channels;
    this.columns = columns;
    this.rows = rows;
    this.sourceLine = new float[Math.multiplyExact(sourceWidth, channels)];
    this.count = Math.multiplyExact(columns.size(), channels);
    this.filtered = new FilteredRows(count, this::filter);
  }

  @Override
  public void read(int y, float[] line) {
    Arrays.fill(line, 0, count, 0f);
    filtered.addRow(rows, y, line);
  }

  /** The horizontal pass: {@code line[x] = sum over taps of weight * source[first + tap]}. */
  private void filter(int y, float[] line) {
    source.read(y, sourceLine);
    Arrays.fill(line, 0f);
    int stride = channels;
    for (int x = 0, to = 0; x < columns.size(); x++, to += stride) {
      int from = columns.first(x) * stride;
      for (int tap = 0; tap < columns.taps(x); tap++, from += stride) {
        float weight = columns.weight(x, tap);
        for (int c = 0; c < stride; c++) {
          line[to + c] += weight * sourceLine[from + c];
        }
      }
    }
  }
}
