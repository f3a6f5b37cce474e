package io.github.matting4j.kernel.resample;

/**
 * Rows of interleaved floats, such as red, green, blue and alpha of each pixel. Rows are read from
 * top to bottom; a row may be read again before the next one is.
 */
@FunctionalInterface
public interface FloatRows {
  /** Writes row {@code y} to the start of {@code line}. */
  void read(int y, float[] line);
}
