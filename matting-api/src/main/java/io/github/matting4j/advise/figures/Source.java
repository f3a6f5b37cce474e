package io.github.matting4j.advise.figures;

/**
 * Where a statement comes from.
 *
 * @param text who says so, and where
 * @param date when it was said or looked up, such as {@code 2026-11-22}
 */
public record Source(String text, String date) {
  @Override
  public String toString() {
    return text + ", " + date;
  }
}
