package io.github.matting4j.io.colour;

/** Converts rows from a picture's own colour space to sRGB. Not thread-safe: one per read. */
public interface ColourConversion {
  /** For pictures that are sRGB already. */
  ColourConversion SRGB =
      new ColourConversion() {
        @Override
        public void toSrgb(int[] argb, int offset, int count) {}

        @Override
        public void toSrgb(long[] argb, int offset, int count) {}
      };

  /** Converts {@code count} packed pixels in place; their alpha stays. */
  void toSrgb(int[] argb, int offset, int count);

  /** Converts {@code count} packed pixels of 16 bits per channel in place; their alpha stays. */
  void toSrgb(long[] argb, int offset, int count);
}
