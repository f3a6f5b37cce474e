package io.github.matting4j.testdata.tensorflow;

import io.github.matting4j.testdata.onnx.TensorPayload;

/**
 * Random weights as a pure function of seed, tensor and element, so that two file formats that
 * order the elements differently hold the same values. Tensors are told apart by the order in which
 * they are asked for. Not thread-safe.
 */
final class TwinWeights {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long tensors;

  TwinWeights(long seed) {
    this.seed = seed;
  }

  /** Filters of a convolution, in the order of either format. */
  record Filters(TensorPayload hwio, TensorPayload oihw) {}

  /**
   * Uniform taps of this standard deviation, each filter without mean: else the offset that ReLU
   * leaves everywhere would drown what varies in space.
   */
  Filters filters(int outputs, int inputs, int side, double deviation) {
    long key = nextKey();
    int cells = side * side;
    int taps = inputs * cells;
    double scale = deviation * Math.sqrt(12);
    return new Filters(
        sink -> {
          double[] mean = means(key, outputs, taps);
          for (int cell = 0; cell < cells; cell++) {
            for (int i = 0; i < inputs; i++) {
              for (int o = 0; o < outputs; o++) {
                double tap = unit(key, (long) o * taps + (long) i * cells + cell);
                sink.putFloat((float) ((tap - mean[o]) * scale));
              }
            }
          }
        },
        sink -> {
          double[] mean = means(key, outputs, taps);
          for (int o = 0; o < outputs; o++) {
            for (int t = 0; t < taps; t++) {
              sink.putFloat((float) ((unit(key, (long) o * taps + t) - mean[o]) * scale));
            }
          }
        });
  }

  private static double[] means(long key, int outputs, int taps) {
    double[] means = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      for (int t = 0; t < taps; t++) {
        sum += unit(key, (long) o * taps + t);
      }
      means[o] = sum / taps;
    }
    return means;
  }

  /** {@code count} values spread evenly between {@code low} and {@code high}. */
  TensorPayload uniform(int count, double low, double high) {
    long key = nextKey();
    return sink -> {
      for (int i = 0; i < count; i++) {
        sink.putFloat((float) (low + (high - low) * unit(key, i)));
      }
    };
  }

  private long nextKey() {
    return hash(seed, ++tensors);
  }

  /** Evenly spread in 0..1. */
  private static double unit(long key, long index) {
    return (hash(key, index) >>> 11) * 0x1.0p-53;
  }

  /** The index-th output of the SplitMix64 generator started at {@code key}. */
  private static long hash(long key, long index) {
    long z = key + GOLDEN_GAMMA * (index + 1);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
