package io.github.matting4j.metrics;

import java.util.Arrays;

/**
 * The Conn error: for every pixel the lowest threshold (step 0.1) at which it leaves the largest
 * 4-connected body common to both mattes; what exceeds that level by 0.15 or more counts as
 * disconnected. Comparisons are in single precision, as in the reference. Stateless.
 */
final class Connectedness {
  private static final int LEVELS = 10;
  private static final float TOLERANCE = 0.15f;

  private Connectedness() {}

  static double difference(
      float[] prediction, float[] truth, boolean[] counted, int width, int height) {
    float[] p = unit(prediction);
    float[] g = unit(truth);
    float[] level = levels(p, g, width, height);
    double sum = 0;
    for (int i = 0; i < level.length; i++) {
      if (counted[i]) {
        sum += Math.abs(excess(p[i] - level[i]) - excess(g[i] - level[i]));
      }
    }
    return sum;
  }

  private static double excess(float above) {
    return above >= TOLERANCE ? above : 0;
  }

  private static float[] levels(float[] p, float[] g, int width, int height) {
    float[] level = new float[p.length];
    Arrays.fill(level, -1f);
    boolean[] common = new boolean[p.length];
    LargestBody body = new LargestBody(width, height);
    for (int k = 1; k <= LEVELS; k++) {
      float threshold = (float) (k * 0.1);
      for (int i = 0; i < common.length; i++) {
        common[i] = p[i] >= threshold && g[i] >= threshold;
      }
      body.keepOnly(common);
      float below = (float) ((k - 1) * 0.1);
      for (int i = 0; i < level.length; i++) {
        if (level[i] < 0 && !common[i]) {
          level[i] = below;
        }
      }
    }
    for (int i = 0; i < level.length; i++) {
      level[i] = level[i] < 0 ? 1f : level[i];
    }
    return level;
  }

  private static float[] unit(float[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] / 255f;
    }
    return out;
  }
}
