package io.github.matting4j.kernel.resample;

/** Rows of packed 8-bit pixels. Rows are best read from top to bottom. */
@FunctionalInterface
public interface PixelRows {
  /** Writes row {@code y} to the start of {@code row}, as {@code 0xAARRGGBB}. */
  void read(int y, int[] row);
}
