package io.github.matting4j.portraits.figure;

/** How a person wears the hair. Every style has stray strands far thinner than a pixel. */
public enum Hair {
  /** Cropped sides, a few centimetres on top. */
  SHORT,
  /** Smooth, to the chin. */
  BOB,
  /** Smooth, far over the shoulders. */
  LONG_STRAIGHT,
  /** Soft waves, far over the shoulders. */
  LONG_WAVY,
  /** A wide cloud of ringlets. */
  CURLY,
  /** Combed back into a bun on top, with loose strands. */
  UP_DO
}
