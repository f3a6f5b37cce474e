package io.github.matting4j.compose;

/** An estimated foreground, row by row. */
@FunctionalInterface
interface ForegroundRows {
  /** Writes row {@code y}, packed {@code 0xAARRGGBB}, to {@code target}, from {@code offset} on. */
  void read(int y, int[] target, int offset);
}
