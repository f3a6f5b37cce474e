package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * The matting Laplacian L of a small picture (Levin, Lischinski, Weiss, 2008), as an operator: αᵀLα
 * is how far alpha is from a linear function of the colour, summed over 3x3 windows k of nine
 * pixels each,
 *
 * <pre>
 * (L α)_i = Σ_k  α_i − b_k − a_k · I_i     over windows that hold i
 * a_k = (Σ_k + ε/9)⁻¹ cov_k(I, α),   b_k = mean_k(α) − a_k · mean_k(I)
 * </pre>
 *
 * The matrix is not stored: 36 bytes per window, and 12 per pixel for the colours. Only windows
 * that hold a pixel to be solved are kept. Not thread-safe.
 */
public final class MattingLaplacian {
  private static final int SIDE = 3;
  private static final int COUNT = SIDE * SIDE;
  private static final int INVERSE = 6;

  private final int[] windows;
  private final int[] around;
  private final float[] colour;
  private final float[] means;
  private final float[] inverses;

  /**
   * @param rgb {@code 0x..RRGGBB}, row-major
   * @param unknown which alphas are to be solved
   * @param epsilon ε, the variance of colour above which alpha follows it
   */
  public MattingLaplacian(int width, int height, int[] rgb, boolean[] unknown, double epsilon) {
    this.around = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      around[i] = (i / SIDE - 1) * width + i % SIDE - 1;
    }
    this.windows = windows(width, height, unknown);
    this.colour = new float[SIDE * rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      colour[3 * i] = (rgb[i] >> 16 & 0xFF) / 255f;
      colour[3 * i + 1] = (rgb[i] >> 8 & 0xFF) / 255f;
      colour[3 * i + 2] = (rgb[i] & 0xFF) / 255f;
    }
    this.means = new float[3 * windows.length];
    this.inverses = new float[INVERSE * windows.length];
    for (int k = 0; k < windows.length; k++) {
      fit(k, epsilon);
    }
  }

  private int[] windows(int width, int height, boolean[] unknown) {
    int[] found = new int[Math.max(0, (width - 2) * (height - 2))];
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        for (int step : around) {
          if (unknown[y * width + x + step]) {
            found[count++] = y * width + x;
            break;
          }
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  private void fit(int k, double epsilon) {
    double red = 0;
    double green = 0;
    double blue = 0;
    double rr = 0;
    double rg = 0;
    double rb = 0;
    double gg = 0;
    double gb = 0;
    double bb = 0;
    for (int step : around) {
      int i = 3 * (windows[k] + step);
      double r = colour[i];
      double g = colour[i + 1];
      double b = colour[i + 2];
      red += r / COUNT;
      green += g / COUNT;
      blue += b / COUNT;
      rr += r * r / COUNT;
      rg += r * g / COUNT;
      rb += r * b / COUNT;
      gg += g * g / COUNT;
      gb += g * b / COUNT;
      bb += b * b / COUNT;
    }
    rr += epsilon / COUNT - red * red;
    rg -= red * green;
    rb -= red * blue;
    gg += epsilon / COUNT - green * green;
    gb -= green * blue;
    bb += epsilon / COUNT - blue * blue;
    // inverse of the symmetric 3x3 matrix by cofactors
    double c0 = gg * bb - gb * gb;
    double c1 = gb * rb - rg * bb;
    double c2 = rg * gb - gg * rb;
    double det = rr * c0 + rg * c1 + rb * c2;
    double[] inverse = {
      c0 / det,
      c1 / det,
      c2 / det,
      (rr * bb - rb * rb) / det,
      (rb * rg - rr * gb) / det,
      (rr * gg - rg * rg) / det
    };
    for (int i = 0; i < INVERSE; i++) {
      inverses[INVERSE * k + i] = (float) inverse[i];
    }
    means[3 * k] = (float) red;
    means[3 * k + 1] = (float) green;
    means[3 * k + 2] = (float) blue;
  }

  /** Writes L times {@code plane}; correct for pixels all of whose windows are kept. */
  public void multiply(float[] plane, float[] target) {
    Arrays.fill(target, 0f);
    float[] c = colour;
    for (int k = 0, m = 0, v = 0; k < windows.length; k++, m += 3, v += INVERSE) {
      float mean = 0;
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int step : around) {
        int i = windows[k] + step;
        float p = plane[i];
        mean += p;
        red += p * c[3 * i];
        green += p * c[3 * i + 1];
        blue += p * c[3 * i + 2];
      }
      mean /= COUNT;
      red = red / COUNT - mean * means[m];
      green = green / COUNT - mean * means[m + 1];
      blue = blue / COUNT - mean * means[m + 2];
      float a0 = inverses[v] * red + inverses[v + 1] * green + inverses[v + 2] * blue;
      float a1 = inverses[v + 1] * red + inverses[v + 3] * green + inverses[v + 4] * blue;
      float a2 = inverses[v + 2] * red + inverses[v + 4] * green + inverses[v + 5] * blue;
      float b = mean - a0 * means[m] - a1 * means[m + 1] - a2 * means[m + 2];
      for (int step : around) {
        int i = windows[k] + step;
        target[i] += plane[i] - b - a0 * c[3 * i] - a1 * c[3 * i + 1] - a2 * c[3 * i + 2];
      }
    }
  }
}
