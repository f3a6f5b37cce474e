package io.github.matting4j.kernel.resample;

import java.util.Arrays;

/**
 * Scales a window of a plane of interleaved floats to a new size, one row at a time: area average
 * along an axis that shrinks, bilinear along one that grows, as {@link AxisWeights} says.
 *
 * <p>Rows are best asked for from top to bottom; each source row is then read and filtered once or
 * twice. Not thread-safe: scratch of one scaling.
 */
public final class LineScaler {
  private final FloatRows source;
  private final int channels;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final float[] sourceLine;

  private final int count;
  private final FilteredRows filtered;

  /**
   * @param sourceWidth columns of the source
   * @param channels floats a column
   * @param columns which source columns make each result column
   * @param rows which source rows make each result row
   */
  public LineScaler(
      FloatRows source, int sourceWidth, int channels, AxisWeights columns, AxisWeights rows) {
    this.source = source;
    this.channels = channels;
    this.columns = columns;
    this.rows = rows;
    this.sourceLine = new float[Math.multiplyExact(sourceWidth, channels)];
    this.count = Math.multiplyExact(columns.size(), channels);
    this.filtered = new FilteredRows(count, this::filter);
  }

  /** Writes result row {@code y} to the start of {@code line}. */
  public void read(int y, float[] line) {
    Arrays.fill(line, 0, count, 0f);
    int first = rows.first(y);
    for (int tap = 0; tap < rows.taps(y); tap++) {
      float weight = rows.weight(y, tap);
      float[] filteredLine = filtered.row(first + tap);
      for (int i = 0; i < count; i++) {
        line[i] += weight * filteredLine[i];
      }
    }
  }

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
