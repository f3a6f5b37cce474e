package io.github.matting4j.evaluate.report;

import java.io.IOException;

/** Writes markup; text from outside is escaped by {@link #text}. Not thread-safe. */
public final class Html {
  private static final char UNPRINTABLE = '\uFFFD';

  private final Appendable out;

  public Html(Appendable out) {
    this.out = out;
  }

  /** Markup of our own, as it is. */
  public Html raw(String markup) throws IOException {
    out.append(markup);
    return this;
  }

  /** Text or an attribute's value from anywhere, made harmless. */
  public Html text(String text) throws IOException {
    out.append(escaped(text));
    return this;
  }

  /** A picture, with what it shows in words. */
  public Html image(String dataUri, int width, int height, String shows) throws IOException {
    return raw("<img decoding=\"async\" src=\"")
        .raw(dataUri)
        .raw("\" width=\"" + width + "\" height=\"" + height + "\" alt=\"")
        .text(shows)
        .raw("\">");
  }

  /**
   * The text with everything replaced that could end a text or a quoted attribute, and with
   * characters that a page must not hold shown as U+FFFD.
   */
  public static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.appendCodePoint(isPrintable(c) ? c : UNPRINTABLE);
      }
    }
    return safe.toString();
  }

  private static boolean isPrintable(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !control && !half;
  }
}
