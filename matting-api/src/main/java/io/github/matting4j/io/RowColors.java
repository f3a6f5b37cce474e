package io.github.matting4j.io;

/** Turns rows of a picture's own colours into sRGB. Instances serve one read each. */
interface RowColors {
  /** For pictures that are sRGB already. */
  RowColors SRGB = (argb, offset, count) -> {};

  /** Converts {@code count} packed pixels in place; their alpha stays. */
  void toSrgb(int[] argb, int offset, int count);
}
