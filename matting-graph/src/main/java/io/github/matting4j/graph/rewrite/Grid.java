package io.github.matting4j.graph.rewrite;

import java.util.Optional;

/**
 * Rows and columns of a value of N×C×H×W.
 *
 * @param height rows
 * @param width columns
 */
record Grid(int height, int width) {
  /** More than any picture has; bounds allocations for damaged files. */
  private static final int MAX = 1 << 14;

  /** The grid of these sizes, unless one of them is below 1 or larger than any picture. */
  static Optional<Grid> of(long height, long width) {
    return height >= 1 && height <= MAX && width >= 1 && width <= MAX
        ? Optional.of(new Grid((int) height, (int) width))
        : Optional.empty();
  }

  long cells() {
    return (long) height * width;
  }
}
