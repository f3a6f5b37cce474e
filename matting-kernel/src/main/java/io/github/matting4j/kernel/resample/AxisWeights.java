package io.github.matting4j.kernel.resample;

/**
 * For one axis of a scaling: which source samples, with which weights, make each result sample.
 * With {@code scale = length / size} source samples a result sample:
 *
 * <pre>
 * scale &gt; 1   area average: overlap of [start + i scale, start + (i + 1) scale) with each sample
 * scale &lt;= 1  bilinear between the two samples around start + (i + 0.5) scale - 0.5, edges repeated
 * </pre>
 *
 * Weights of a result sample add up to 1.
 *
 * <p>Immutable and thread-safe.
 */
public final class AxisWeights {
  private final int[] first;
  private final int[] taps;
  private final float[] weights;
  private final int stride;

  private AxisWeights(int size, int stride) {
    this.first = new int[size];
    this.taps = new int[size];
    this.weights = new float[Math.multiplyExact(size, stride)];
    this.stride = stride;
  }

  /**
   * The weights that bring a window of an axis to a new size.
   *
   * @param samples samples of the source axis
   * @param start where the window begins, 0..samples
   * @param length how much of the source the window covers, more than 0
   * @param size samples of the result axis
   */
  public static AxisWeights of(int samples, double start, double length, int size) {
    double scale = length / size;
    return scale > 1 ? area(samples, start, scale, size) : bilinear(samples, start, scale, size);
  }

  private static AxisWeights area(int samples, double start, double scale, int size) {
    AxisWeights axis = new AxisWeights(size, (int) Math.ceil(scale) + 1);
    for (int i = 0; i < size; i++) {
      double from = Math.max(0, start + i * scale);
      double to = Math.min(samples, start + (i + 1) * scale);
      int low = Math.min((int) from, samples - 1);
      int high = Math.max(low + 1, Math.min((int) Math.ceil(to), low + axis.stride));
      axis.first[i] = low;
      axis.taps[i] = high - low;
      for (int s = low; s < high; s++) {
        double overlap = Math.min(to, s + 1.0) - Math.max(from, s);
        axis.weights[i * axis.stride + s - low] = (float) (Math.max(0, overlap) / (to - from));
      }
    }
    return axis;
  }

  private static AxisWeights bilinear(int samples, double start, double scale, int size) {
    AxisWeights axis = new AxisWeights(size, 2);
    for (int i = 0; i < size; i++) {
      double centre = start + (i + 0.5) * scale - 0.5;
      double inside = Math.max(0, Math.min(samples - 1.0, centre));
      int low = (int) inside;
      float share = (float) (inside - low);
      axis.first[i] = low;
      axis.taps[i] = share == 0f ? 1 : 2;
      axis.weights[2 * i] = 1f - share;
      axis.weights[2 * i + 1] = share;
    }
    return axis;
  }

  /** Result samples. */
  public int size() {
    return first.length;
  }

  /** The first source sample of result sample {@code i}. */
  int first(int i) {
    return first[i];
  }

  /** How many source samples, from the first on, make result sample {@code i}. */
  int taps(int i) {
    return taps[i];
  }

  float weight(int i, int tap) {
    return weights[i * stride + tap];
  }
}
