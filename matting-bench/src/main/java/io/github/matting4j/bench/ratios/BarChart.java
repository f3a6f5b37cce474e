package io.github.matting4j.bench.ratios;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars in groups, as an SVG that suits light and dark pages. Not thread-safe. */
final class BarChart {
  private static final int WIDTH = 920;
  private static final int LABELS = 430;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final String STYLE =
      """
      <style>
        text { font: 13px sans-serif; fill: #24292f }
        .title { font-weight: bold; font-size: 15px }
        .group { font-weight: bold }
        .label { text-anchor: end }
        .ours { fill: #2f81c1 }
        .rival { fill: #a0a7b0 }
        .one { stroke: #d1603d; stroke-width: 1.5; stroke-dasharray: 4 3 }
        @media (prefers-color-scheme: dark) {
          text { fill: #d7dde4 }
          .rival { fill: #6b7480 }
        }
      </style>
      """;

  private final String title;
  private final List<Line> lines = new ArrayList<>();

  /** A bar, or the heading of a group: then the value is not a number. */
  private record Line(String text, double value, boolean rival) {}

  BarChart(String title) {
    this.title = title;
  }

  void group(String name) {
    lines.add(new Line(name, Double.NaN, false));
  }

  void bar(String label, double value, boolean rival) {
    lines.add(new Line(label, value, rival));
  }

  String svg() {
    double most = lines.stream().mapToDouble(Line::value).filter(v -> v > 0).max().orElse(1);
    double scale = (WIDTH - LABELS - 60) / most;
    int height = ROW * (lines.size() + 3);
    Svg svg = new Svg(WIDTH, height, title, STYLE);
    double one = LABELS + scale;
    svg.add(
        "<line class=\"one\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
        one, ROW * 2 - 8, one, height - ROW);
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), ROW * (i + 2), scale);
    }
    return svg.end();
  }

  private static void line(Svg svg, Line line, int top, double scale) {
    int baseline = top + BAR - 2;
    if (Double.isNaN(line.value())) {
      svg.add(
          "<text class=\"group\" x=\"12\" y=\"%d\">%s</text>", baseline, Svg.escaped(line.text()));
      return;
    }
    svg.add(
        "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>",
        LABELS - 8, baseline, Svg.escaped(line.text()));
    svg.add(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
        line.rival() ? "rival" : "ours", LABELS, top, scale * line.value(), BAR);
    svg.add(
        "<text x=\"%.1f\" y=\"%d\">%.2f</text>",
        LABELS + scale * line.value() + 6, baseline, line.value());
  }
}
