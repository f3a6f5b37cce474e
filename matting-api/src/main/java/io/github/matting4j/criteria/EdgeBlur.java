package io.github.matting4j.criteria;

import java.util.Arrays;

/**
 * Estimates how blurred the sharpest edges are, after Zhuo and Sim: blur a row once more by a
 * Gaussian of known σ0; at a step edge that was blurred by σ the gradient falls by R = √((σ² +
 * σ0²)/σ²), so σ = σ0/√(R² − 1). Not thread-safe.
 */
final class EdgeBlur {
  private static final double SIGMA_0 = 2;
  private static final int RADIUS = 6;
  private static final float[] KERNEL = kernel();
  private static final int MIN_GRADIENT = 12; // levels over two pixels
  private static final int MIN_EDGES = 30;
  private static final int MAX_EDGES = 20_000;
  private static final double SHARPEST = 0.2;

  private final float[] sigmas = new float[MAX_EDGES];
  private final float[] gradients = new float[MAX_EDGES];
  private int edges;
  private float[] smooth = new float[0];

  private static float[] kernel() {
    float[] k = new float[2 * RADIUS + 1];
    double sum = 0;
    for (int i = -RADIUS; i <= RADIUS; i++) {
      sum += Math.exp(-i * i / (2 * SIGMA_0 * SIGMA_0));
    }
    for (int i = -RADIUS; i <= RADIUS; i++) {
      k[i + RADIUS] = (float) (Math.exp(-i * i / (2 * SIGMA_0 * SIGMA_0)) / sum);
    }
    return k;
  }

  /** Looks for edges along a row. */
  void row(int[] row, int width) {
    if (smooth.length < width) {
      smooth = new float[width];
    }
    for (int x = RADIUS; x < width - RADIUS; x++) {
      float sum = 0;
      for (int i = -RADIUS; i <= RADIUS; i++) {
        sum += KERNEL[i + RADIUS] * row[x + i];
      }
      smooth[x] = sum;
    }
    for (int x = RADIUS + 2; x < width - RADIUS - 2 && edges < MAX_EDGES; x++) {
      int g = Math.abs(row[x + 1] - row[x - 1]);
      if (g >= MIN_GRADIENT && isPeak(row, x, g)) {
        edge(g, Math.abs(smooth[x + 1] - smooth[x - 1]));
      }
    }
  }

  private static boolean isPeak(int[] row, int x, int g) {
    return g >= Math.abs(row[x + 2] - row[x]) && g > Math.abs(row[x] - row[x - 2]);
  }

  private void edge(float sharp, float blurred) {
    double ratio = sharp / Math.max(blurred, 0.5);
    if (ratio > 1.02) {
      gradients[edges] = sharp;
      sigmas[edges++] = (float) (SIGMA_0 / Math.sqrt(ratio * ratio - 1));
    }
  }

  boolean isKnown() {
    return edges >= MIN_EDGES;
  }

  double confidence() {
    return edges >= 10 * MIN_EDGES ? 0.8 : 0.6;
  }

  /** The blur of the sharpest edges that rise out of this noise. */
  double sigma(double noise) {
    float[] clear = new float[edges];
    int n = 0;
    for (int i = 0; i < edges; i++) {
      if (gradients[i] > 8 * noise) {
        clear[n++] = sigmas[i];
      }
    }
    if (n < MIN_EDGES) {
      System.arraycopy(sigmas, 0, clear, 0, edges);
      n = edges;
    }
    Arrays.sort(clear, 0, n);
    return clear[(int) (n * SHARPEST)];
  }
}
