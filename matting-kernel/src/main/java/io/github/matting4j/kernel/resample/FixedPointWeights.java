package io.github.matting4j.kernel.resample;

/**
 * Where each target position of one axis falls on the source axis, and the two integer weights
 * (adding up to 2048) of the source samples around it: OpenCV's 8-bit bilinear rule.
 */
final class FixedPointWeights {
  private static final int ONE = 2048;

  /** For each target position the source sample before it. */
  final int[] index;

  /** The weight of that sample. */
  final int[] near;

  /** The weight of the sample after it. */
  final int[] far;

  private FixedPointWeights(int[] index, int[] near, int[] far) {
    this.index = index;
    this.near = near;
    this.far = far;
  }

  /** For columns: a position that leaves the row takes the border sample alone. */
  static FixedPointWeights insideRow(int source, int target) {
    return of(source, target, true);
  }

  /** For rows: indices may be −1 or the last one; the reader clamps them and keeps the weights. */
  static FixedPointWeights unclamped(int source, int target) {
    return of(source, target, false);
  }

  private static FixedPointWeights of(int source, int target, boolean clamp) {
    int[] index = new int[target];
    int[] near = new int[target];
    int[] far = new int[target];
    double scale = (double) source / target;
    for (int i = 0; i < target; i++) {
      float position = (float) ((i + 0.5) * scale - 0.5);
      int s = (int) Math.floor(position);
      float t = position - s;
      if (clamp && (s < 0 || s >= source - 1)) {
        s = s < 0 ? 0 : source - 1;
        t = 0f;
      }
      index[i] = s;
      near[i] = (int) Math.rint((1f - t) * ONE);
      far[i] = (int) Math.rint(t * ONE);
    }
    return new FixedPointWeights(index, near, far);
  }
}
