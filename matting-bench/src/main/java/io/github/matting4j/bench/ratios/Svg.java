package io.github.matting4j.bench.ratios;

import java.util.Locale;

/** Writes an SVG with a title, line by line. Not thread-safe. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins the document.
   *
   * @param width in pixels
   * @param height in pixels
   * @param style its {@code <style>} element, with a class {@code title}
   */
  Svg(int width, int height, String title, String style) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-label=\"%s\">",
        width, height, width, height, escaped(title));
    text.append(style);
    add("<text class=\"title\" x=\"12\" y=\"24\">%s</text>", escaped(title));
  }

  /** Adds a line; numbers are formatted alike in every locale. */
  void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** The text with what XML reserves replaced by references. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** The whole document. */
  String end() {
    return text + "</svg>\n";
  }
}
