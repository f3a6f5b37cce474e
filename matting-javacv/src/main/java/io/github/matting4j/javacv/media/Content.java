package io.github.matting4j.javacv.media;

/** What the pictures of a written video are. */
public enum Content {
  /** Pictures with alpha. */
  CUT_OUT("a cut-out person with alpha"),
  /** Opaque pictures. */
  OPAQUE("opaque pictures"),
  /** Mattes as grey pictures: white where alpha is 1. */
  MATTE("mattes as grey pictures");

  private final String text;

  Content(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
