package io.github.matting4j.kernel.resample;

/**
 * The last two source rows after the horizontal pass of a resize, so that result rows read from top
 * to bottom filter each source row once or twice. Not thread-safe.
 */
final class FilteredRows {
  private final FloatRows filter;
  private float[] latest;
  private float[] older;
  private int latestY = -1;
  private int olderY = -1;

  /**
   * @param floats length of a filtered row
   * @param filter reads and filters a source row
   */
  FilteredRows(int floats, FloatRows filter) {
    this.filter = filter;
    this.latest = new float[floats];
    this.older = new float[floats];
  }

  /** Drops the rows, before another source. */
  void clear() {
    latestY = -1;
    olderY = -1;
  }

  /**
   * The vertical pass: adds the weighted sum of the filtered source rows that make result row
   * {@code y} to {@code line}.
   */
  void addRow(AxisWeights rows, int y, float[] line) {
    int first = rows.first(y);
    for (int tap = 0; tap < rows.taps(y); tap++) {
      float weight = rows.weight(y, tap);
      float[] source = row(first + tap);
      for (int i = 0; i < source.length; i++) {
        line[i] += weight * source[i];
      }
    }
  }

  /** Source row {@code y}, filtered; valid until the next call but one. */
  float[] row(int y) {
    if (y == latestY) {
      return latest;
    }
    float[] found = older;
    int foundY = olderY;
    older = latest;
    olderY = latestY;
    latest = found;
    latestY = y;
    if (foundY != y) {
      filter.read(y, latest);
    }
    return latest;
  }
}
