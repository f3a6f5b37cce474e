package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the results of {@code costs}. */
@Command(
    name = "costs-chart",
    mixinStandardHelpOptions = true,
    description = "Draws the results of \"costs\" as an SVG.")
final class CostChart implements Callable<Integer> {
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  /** A photo of 100.1 megapixels needs no axis up to 1,000. */
  private static final double ROUNDING = 1.05;

  @Mixin private final ResultsFolder results = new ResultsFolder();

  @Option(
      names = "--out",
      defaultValue = "docs/images/costs.svg",
      description = "the SVG (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    Report pixels = read(CostTables.PIXELS_SECONDS);
    Set<String> names = new LinkedHashSet<>();
    pixels.rows().forEach(row -> names.addAll(row.values().keySet()));
    LineChart chart = new LineChart("What photos cost, by model", List.copyOf(names));
    DoubleFunction<String> number = CostChart::number;
    panel(
        chart,
        pixels,
        1,
        "Time of a photo, all cores of the machine",
        CostChart::span,
        "megapixels",
        number);
    panel(
        chart,
        read(CostTables.PIXELS_MEMORY),
        1 / 1024.0,
        "Memory of the process, GiB",
        number,
        "megapixels, one photo at a time",
        number);
    panel(
        chart,
        read(CostTables.PHOTOS_MINUTES),
        MINUTE,
        "Time of a folder, all cores of the machine",
        CostChart::span,
        "photos",
        number);
    panel(
        chart,
        read(CostTables.CORES_RATE),
        1,
        "Photos a minute",
        number,
        "cores, a photo on each",
        number);
    Files.writeString(out, chart.svg());
    return 0;
  }

  private Report read(String name) throws IOException {
    return Report.read(results.get().resolve(name + ".json"));
  }

  private static void panel(
      LineChart chart,
      Report report,
      double unit,
      String title,
      DoubleFunction<String> label,
      String across,
      DoubleFunction<String> acrossLabel) {
    Set<String> names = new LinkedHashSet<>();
    report.rows().forEach(row -> names.addAll(row.values().keySet()));
    List<LineChart.Line> lines = new ArrayList<>();
    for (String name : names) {
      lines.add(
          new LineChart.Line(
              name, points(report, name, unit, true), points(report, name, unit, false)));
    }
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (LineChart.Line line : lines) {
      for (List<LineChart.Point> points : List.of(line.measured(), line.simulated())) {
        points.forEach(point -> xs.add(point.x()));
        points.forEach(point -> ys.add(point.y()));
      }
    }
    boolean isTime = label.apply(DAY).endsWith("d");
    List<Double> times =
        List.of(0.01, 0.1, 1.0, 10.0, MINUTE, 10 * MINUTE, HOUR, 10 * HOUR, 4 * DAY, 40 * DAY);
    chart.panel(
        new LineChart.Axis(across, around(xs, acrossTicks(xs)), acrossLabel),
        new LineChart.Axis(title, around(ys, isTime ? times : tens()), label),
        lines);
  }

  /** Doublings for cores, powers of ten for more. */
  private static List<Double> acrossTicks(List<Double> xs) {
    boolean doublings = xs.stream().allMatch(x -> x == Math.rint(x) && x <= 64);
    return doublings ? List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0) : tens();
  }

  private static List<Double> tens() {
    List<Double> ticks = new ArrayList<>();
    for (int power = -3; power <= 7; power++) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }

  /** The ticks from the last one below all values to the first one above all. */
  private static List<Double> around(List<Double> values, List<Double> ticks) {
    double least = values.stream().min(Double::compare).orElse(1.0);
    double most = values.stream().max(Double::compare).orElse(10.0);
    List<Double> needed = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i++) {
      boolean beforeAll = i + 1 < ticks.size() && ticks.get(i + 1) <= least;
      boolean afterAll = i > 0 && ticks.get(i - 1) * ROUNDING >= most;
      if (!beforeAll && !afterAll) {
        needed.add(ticks.get(i));
      }
    }
    return needed;
  }

  private static List<LineChart.Point> points(
      Report report, String name, double unit, boolean measured) {
    List<LineChart.Point> points = new ArrayList<>();
    for (Row row : report.rows()) {
      Double value = row.values().get(name);
      if (value != null && row.what().endsWith(CostTables.SIMULATED) != measured) {
        double x = Double.parseDouble(row.what().split(" ", 2)[0].replace(",", ""));
        points.add(new LineChart.Point(x, value * unit));
      }
    }
    return points;
  }

  private static String number(double value) {
    return value >= 1
        ? String.format(Locale.ROOT, "%,.0f", value)
        : Double.toString(Math.round(value * 1000) / 1000.0);
  }

  private static String span(double seconds) {
    if (seconds < MINUTE) {
      return number(seconds) + " s";
    }
    return seconds < HOUR
        ? number(seconds / MINUTE) + " min"
        : seconds < DAY ? number(seconds / HOUR) + " h" : number(seconds / DAY) + " d";
  }
}
