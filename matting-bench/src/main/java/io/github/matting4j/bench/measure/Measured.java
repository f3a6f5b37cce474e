package io.github.matting4j.bench.measure;

import java.util.List;
import java.util.Map;

/** What {@link Rounds} found. Immutable. */
public final class Measured {
  private final Map<String, Series> series;

  Measured(Map<String, Series> series) {
    this.series = series;
  }

  /** The tasks, in their order. */
  public List<String> names() {
    return List.copyOf(series.keySet());
  }

  /** Milliseconds of a task, the median. */
  public double millis(String name) {
    return of(name).millis();
  }

  /** Megabytes (10^6) that a task allocates on the heap, the median. */
  public double megabytes(String name) {
    return of(name).bytes() / 1e6;
  }

  /** The time of a task over that of another, round by round. */
  public Ratio ratio(String name, String baseline) {
    return of(name).over(of(baseline));
  }

  /** The time of two tasks together over that of another, round by round. */
  public Ratio ratioOfSum(String one, String other, String baseline) {
    return of(one).plus(of(other)).over(of(baseline));
  }

  private Series of(String name) {
    Series found = series.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no task \"" + name + "\" was measured, only " + series.keySet());
    }
    return found;
  }
}
