package io.github.matting4j.io;

/** Carries a refusal out of a decoder's callback, where no checked exception may be thrown. */
final class ReadStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImageReadException refusal;

  ReadStop(ImageReadException refusal) {
    super(refusal.getMessage(), refusal, false, false);
    this.refusal = refusal;
  }

  ImageReadException refusal() {
    return refusal;
  }
}
