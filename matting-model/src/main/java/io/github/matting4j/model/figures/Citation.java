package io.github.matting4j.model.figures;

/**
 * The source of a statement or figure.
 *
 * @param text who published it, and where
 * @param date when it was published or looked up, such as {@code 2026-11-22}
 */
public record Citation(String text, String date) {
  @Override
  public String toString() {
    return text + ", " + date;
  }
}
