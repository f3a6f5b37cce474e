package io.github.matting4j.advise;

/** Collects lines of text, wrapped at a fixed width. Not thread-safe. */
final class TextLayout {
  private static final int WIDTH = 98;

  private final StringBuilder out = new StringBuilder();

  void heading(String text) {
    out.append('\n').append(text).append('\n');
  }

  void line(String text) {
    out.append(text).append('\n');
  }

  /** Adds a paragraph after a prefix; continuation lines are indented by the prefix's length. */
  void wrapped(String prefix, String text) {
    StringBuilder row = new StringBuilder(prefix);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && row.length() + 1 + word.length() > WIDTH) {
        line(row.toString());
        row = new StringBuilder(" ".repeat(prefix.length()));
        empty = true;
      }
      row.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(row.toString());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
