package io.github.matting4j.kernel.resample;

/**
 * The last two source rows after the horizontal pass of a scaling, so that result rows read from
 * top to bottom filter each source row once or twice. Not thread-safe.
 */
final class FilteredRows {
  /** The horizontal pass. */
  @FunctionalInterface
  interface Filter {
    /** Overwrites {@code line} with source row {@code y}, filtered. */
    void filter(int y, float[] line);
  }

  private final Filter filter;
  private float[] latest;
  private float[] older;
  private int latestY = -1;
  private int olderY = -1;

  FilteredRows(int floats, Filter filter) {
    this.filter = filter;
    this.latest = new float[floats];
    this.older = new float[floats];
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
      filter.filter(y, latest);
    }
    return latest;
  }
}
