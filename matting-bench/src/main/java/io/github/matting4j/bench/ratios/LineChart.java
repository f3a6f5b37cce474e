package io.github.matting4j.bench.ratios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Panels of lines over logarithmic axes, two side by side, under one legend, as an SVG that suits
 * light and dark pages. Not thread-safe.
 */
final class LineChart {
  private static final int WIDTH = 920;
  private static final int HEAD = 96;
  private static final int PANEL_HEIGHT = 330;
  private static final int PANEL_WIDTH = WIDTH / 2;
  private static final int LEFT = 66;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 52;
  private static final int LEGEND_COLUMN = 148;
  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #24292f }
        .title { font-weight: bold; font-size: 15px }
        .panel { font-weight: bold; font-size: 13px }
        .tick { fill: #57606a; font-size: 11px }
        .grid { stroke: #d0d7de; stroke-width: 1 }
        .line { fill: none; stroke-width: 2 }
        .simulated { stroke-dasharray: 5 4 }
        .c0 { stroke: #2f81c1; color: #2f81c1 } .c1 { stroke: #d1603d; color: #d1603d }
        .c2 { stroke: #3a9a5c; color: #3a9a5c } .c3 { stroke: #9566c9; color: #9566c9 }
        .c4 { stroke: #b8860b; color: #b8860b } .c5 { stroke: #d0478f; color: #d0478f }
        .key { stroke: #57606a; color: #57606a }
        circle { fill: currentColor }
        @media (prefers-color-scheme: dark) {
          text { fill: #d7dde4 }
          .tick { fill: #9aa4ae }
          .grid { stroke: #3a424b }
          .key { stroke: #9aa4ae; color: #9aa4ae }
        }
      </style>
      """;

  private final String title;
  private final List<String> names;
  private final List<Panel> panels = new ArrayList<>();

  /**
   * A point of a line.
   *
   * @param x above 0
   * @param y above 0
   */
  record Point(double x, double y) {}

  /**
   * A line.
   *
   * @param name one of the chart's
   * @param measured drawn as dots, joined by a solid line
   * @param simulated drawn as a broken line
   */
  record Line(String name, List<Point> measured, List<Point> simulated) {}

  /**
   * An axis.
   *
   * @param title below or above it
   * @param ticks where it has grid lines, from its start to its end
   * @param label of a tick
   */
  record Axis(String title, List<Double> ticks, DoubleFunction<String> label) {
    /** The place of a value, 0 at the start of the axis and 1 at its end. */
    double place(double value) {
      double first = Math.log(ticks.get(0));
      return (Math.log(value) - first) / (Math.log(ticks.get(ticks.size() - 1)) - first);
    }
  }

  private record Panel(Axis x, Axis y, List<Line> lines) {}

  /**
   * A chart without panels.
   *
   * @param names of the lines, at most six, in the order of the colours
   */
  LineChart(String title, List<String> names) {
    this.title = title;
    this.names = List.copyOf(names);
  }

  void panel(Axis x, Axis y, List<Line> lines) {
    panels.add(new Panel(x, y, List.copyOf(lines)));
  }

  String svg() {
    int height = HEAD + (panels.size() + 1) / 2 * PANEL_HEIGHT;
    Svg svg = new Svg(WIDTH, height, title, STYLE);
    legend(svg);
    for (int i = 0; i < panels.size(); i++) {
      draw(svg, panels.get(i), i % 2 * PANEL_WIDTH, HEAD + i / 2 * PANEL_HEIGHT);
    }
    return svg.end();
  }

  private void legend(Svg svg) {
    for (int i = 0; i < names.size(); i++) {
      key(svg, "c" + i, "", true, 12 + i * LEGEND_COLUMN, 48, names.get(i));
    }
    key(svg, "key", "", true, 12, 72, "measured");
    key(svg, "key", " simulated", false, 12 + LEGEND_COLUMN, 72, "simulated by the cost model");
  }

  private static void key(
      Svg svg, String colour, String kind, boolean dot, int x, int y, String text) {
    svg.add("<path class=\"line %s%s\" d=\"M%d %dh26\"/>", colour, kind, x, y - 4);
    if (dot) {
      svg.add("<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"3\"/>", colour, x + 13, y - 4);
    }
    svg.add("<text x=\"%d\" y=\"%d\">%s</text>", x + 32, y, Svg.escaped(text));
  }

  private void draw(Svg svg, Panel panel, int left, int top) {
    int x0 = left + LEFT;
    int y0 = top + PANEL_HEIGHT - BOTTOM;
    int width = PANEL_WIDTH - LEFT - RIGHT;
    int height = PANEL_HEIGHT - TOP - BOTTOM;
    svg.add(
        "<text class=\"panel\" x=\"%d\" y=\"%d\">%s</text>",
        left + 12, top + 18, Svg.escaped(panel.y().title()));
    svg.add(
        "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        x0 + width / 2, y0 + 36, Svg.escaped(panel.x().title()));
    for (double tick : panel.x().ticks()) {
      double x = x0 + width * panel.x().place(tick);
      svg.add("<path class=\"grid\" d=\"M%.1f %dv%d\"/>", x, y0, -height);
      svg.add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x, y0 + 17, Svg.escaped(panel.x().label().apply(tick)));
    }
    for (double tick : panel.y().ticks()) {
      double y = y0 - height * panel.y().place(tick);
      svg.add("<path class=\"grid\" d=\"M%d %.1fh%d\"/>", x0, y, width);
      svg.add(
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          x0 - 7, y + 4, Svg.escaped(panel.y().label().apply(tick)));
    }
    for (Line line : panel.lines()) {
      String colour = "c" + names.indexOf(line.name());
      StringBuilder simulated = new StringBuilder();
      line.simulated().forEach(point -> step(simulated, panel, point, x0, y0, width, height));
      path(svg, colour + " simulated", simulated);
      StringBuilder measured = new StringBuilder();
      line.measured().forEach(point -> step(measured, panel, point, x0, y0, width, height));
      path(svg, colour, measured);
      for (Point point : line.measured()) {
        svg.add(
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
            colour,
            x0 + width * panel.x().place(point.x()),
            y0 - height * panel.y().place(point.y()));
      }
    }
  }

  private static void step(
      StringBuilder path, Panel panel, Point point, int x0, int y0, int width, int height) {
    path.append(
        String.format(
            Locale.ROOT,
            "%s%.1f %.1f",
            path.length() == 0 ? "M" : "L",
            x0 + width * panel.x().place(point.x()),
            y0 - height * panel.y().place(point.y())));
  }

  private static void path(Svg svg, String classes, StringBuilder path) {
    if (path.length() > 0) {
      svg.add("<path class=\"line %s\" d=\"%s\"/>", classes, path);
    }
  }
}
