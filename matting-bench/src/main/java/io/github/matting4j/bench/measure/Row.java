package io.github.matting4j.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a report.
 *
 * @param what was measured
 * @param values by column, in order
 * @param goals targets for some of them; usually none
 */
public record Row(String what, Map<String, Double> values, List<Goal> goals) {
  /** The column of the medians of ratios. */
  public static final String RATIO = "ratio";

  /** The column of median milliseconds. */
  public static final String MILLIS = "ms";

  private static final String LOW = "25 %";
  private static final String HIGH = "75 %";
  private static final String MEGABYTES = "MB allocated";

  /** A row of these values alone. */
  public static Row of(String what, Map<String, Double> values) {
    return new Row(what, values, List.of());
  }

  /** A row of milliseconds alone. */
  public static Row millis(Measured measured, String name) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(MILLIS, measured.millis(name));
    return of(name, values);
  }

  /** Time, ratio to the baseline, allocation of a task. */
  public static Row of(Measured measured, String name, String baseline) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(MILLIS, measured.millis(name));
    put(values, measured.ratio(name, baseline));
    values.put(MEGABYTES, measured.megabytes(name));
    return of(name, values);
  }

  /** As {@link #of(Measured, String, String)} for tasks of other threads or processes. */
  public static Row withoutAllocation(Measured measured, String name, String baseline) {
    Row row = of(measured, name, baseline);
    row.values().remove(MEGABYTES);
    return row;
  }

  /** A row of a ratio alone. */
  public static Row of(String what, Ratio ratio) {
    Map<String, Double> values = new LinkedHashMap<>();
    put(values, ratio);
    return of(what, values);
  }

  private static void put(Map<String, Double> values, Ratio ratio) {
    values.put(RATIO, ratio.median());
    values.put(LOW, ratio.low());
    values.put(HIGH, ratio.high());
  }

  /** This row with one more figure to keep. */
  public Row goal(Goal goal) {
    List<Goal> more = new ArrayList<>(goals);
    more.add(goal);
    return new Row(what, values, more);
  }

  /** The ratio. */
  public double ratio() {
    return values.getOrDefault(RATIO, Double.NaN);
  }

  /** Whether every target is met. */
  public boolean kept() {
    return goals.stream().allMatch(goal -> goal.keptBy(value(goal)));
  }

  /** All targets, and whether they are met. */
  String verdict() {
    List<String> verdicts = new ArrayList<>();
    goals.forEach(goal -> verdicts.add(goal.verdict(value(goal))));
    return String.join("; ", verdicts);
  }

  private double value(Goal goal) {
    return values.getOrDefault(goal.column(), Double.NaN);
  }

  /** This row with one more column. */
  public Row with(String column, double value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(column, value);
    return new Row(what, more, goals);
  }
}
