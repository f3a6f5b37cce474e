package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;

/** Carries a refusal out of a decoder's callback, where no checked exception may be thrown. */
public final class ReadStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImageReadException refusal;

  public ReadStop(ImageReadException refusal) {
    super(refusal.getMessage(), refusal, false, false);
    this.refusal = refusal;
  }

  public ImageReadException refusal() {
    return refusal;
  }
}
