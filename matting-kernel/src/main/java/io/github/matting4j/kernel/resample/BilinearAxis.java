package io.github.matting4j.kernel.resample;

/**
 * For one axis of a bilinear resize in float: which two source samples make each result sample.
 * Half-pixel centres, border samples repeated:
 *
 * <pre>
 * position = clamp((i + 0.5) * source / size - 0.5, 0, source - 1)
 * result[i] = (1 - weight[i]) * sample[index[i]] + weight[i] * sample[index[i] + 1]
 * </pre>
 *
 * Positions are computed in double, weights rounded to float. The last index may be that of the
 * last sample; its weight is then 0.
 */
public final class BilinearAxis {
  private final int[] index;
  private final float[] weight;

  private BilinearAxis(int size) {
    this.index = new int[size];
    this.weight = new float[size];
  }

  /** From {@code source} samples to {@code size}. */
  public static BilinearAxis of(int source, int size) {
    BilinearAxis axis = new BilinearAxis(size);
    double scale = (double) source / size;
    for (int i = 0; i < size; i++) {
      double position = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), source - 1.0);
      axis.index[i] = (int) position;
      axis.weight[i] = (float) (position - axis.index[i]);
    }
    return axis;
  }

  /** For each result sample the source sample before it; not to be modified. */
  public int[] index() {
    return index;
  }

  /** For each result sample the weight of the source sample after it, 0..1; not to be modified. */
  public float[] weight() {
    return weight;
  }
}
