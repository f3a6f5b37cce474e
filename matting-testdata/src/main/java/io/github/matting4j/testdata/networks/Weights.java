package io.github.matting4j.testdata.networks;

import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.onnx.TensorSink;
import java.io.IOException;

/**
 * Random weights as a pure function of seed, tensor and element, in integer arithmetic and exactly
 * rounded operations, so that they are the same on every machine. Tensors are told apart by the
 * order in which they are asked for. Not thread-safe.
 */
final class Weights {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Standard deviation of the sum of four uniform 16-bit integers. */
  private static final double SUM_DEVIATION = Math.sqrt((65536.0 * 65536.0 - 1) / 3.0);

  private static final double SUM_MEAN = 4 * 65535 / 2.0;

  private final long seed;
  private long tensors;

  Weights(long seed) {
    this.seed = seed;
  }

  /**
   * Filters of normally distributed taps.
   *
   * @param centred whether to take each filter's mean away, so that a constant offset common to all
   *     inputs, which ReLU leaves behind everywhere, does not drown what varies in space
   */
  TensorPayload filters(int filters, int taps, double deviation, boolean centred) {
    long key = nextKey();
    return sink -> {
      double[] filter = new double[taps];
      for (int f = 0; f < filters; f++) {
        double mean = 0;
        for (int t = 0; t < taps; t++) {
          filter[t] = normal(key, (long) f * taps + t);
          mean += filter[t];
        }
        put(sink, filter, centred ? mean / taps : 0, deviation);
      }
    };
  }

  /** {@code count} normally distributed values. */
  TensorPayload normal(int count, double mean, double deviation) {
    long key = nextKey();
    return sink -> {
      for (int i = 0; i < count; i++) {
        sink.putFloat((float) (mean + deviation * normal(key, i)));
      }
    };
  }

  /** {@code count} values spread evenly between {@code low} and {@code high}. */
  TensorPayload uniform(int count, double low, double high) {
    long key = nextKey();
    return sink -> {
      for (int i = 0; i < count; i++) {
        double unit = (hash(key, i) >>> 11) * 0x1.0p-53;
        sink.putFloat((float) (low + (high - low) * unit));
      }
    };
  }

  private static void put(TensorSink sink, double[] filter, double mean, double deviation)
      throws IOException {
    for (double tap : filter) {
      sink.putFloat((float) ((tap - mean) * deviation));
    }
  }

  /** Nearly normal: the sum of four uniform values, which is bounded by 3.5 deviations. */
  private static double normal(long key, long index) {
    long h = hash(key, index);
    long sum = (h & 0xFFFF) + (h >>> 16 & 0xFFFF) + (h >>> 32 & 0xFFFF) + (h >>> 48);
    return (sum - SUM_MEAN) / SUM_DEVIATION;
  }

  private long nextKey() {
    return hash(seed, ++tensors);
  }

  /** The index-th output of the SplitMix64 generator started at {@code key}. */
  private static long hash(long key, long index) {
    long z = key + GOLDEN_GAMMA * (index + 1);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
