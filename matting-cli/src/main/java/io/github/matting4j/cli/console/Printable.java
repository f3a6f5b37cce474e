package io.github.matting4j.cli.console;

/**
 * Makes text from outside, such as file names, safe for a terminal: what would move the cursor,
 * change colours, break the line or reverse the writing direction is shown as an escape. Stateless.
 */
public final class Printable {
  private Printable() {}

  /** One line of text. */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Several lines of text. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean keepsBreaks) {
    if (text.chars().noneMatch(Printable::isActive)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean kept = !isActive(c) || (keepsBreaks && c == '\n');
      shown.append(kept ? String.valueOf(c) : escape(c));
    }
    return shown.toString();
  }

  private static boolean isActive(int c) {
    return Character.isISOControl(c)
        || (c >= 0x200E && c <= 0x200F) // marks and overrides of the writing direction
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        String hex = Integer.toHexString(c);
        yield "\\u" + "0".repeat(4 - hex.length()) + hex;
      }
    };
  }
}
