package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * The matting Laplacian L (Levin, Lischinski and Weiss, 2008) of the pixels of a {@link
 * BandLayout}, stored: αᵀLα is how far alpha is from a linear function of the colour, summed over
 * the 3x3 windows that hold a pixel to be solved,
 *
 * <pre>
 * L_ij = Σ_k  δ_ij − (1 + (I_i − μ_k)ᵀ (Σ_k + ε/9)⁻¹ (I_j − μ_k)) / 9     over windows k of i and j
 * </pre>
 *
 * and to that the squared differences of neighbours are added with a weight of 1e-7.
 *
 * <p>A pixel has 25 coefficients, of which symmetry leaves 13: a double for the pixel itself, and
 * floats for the twelve neighbours that follow it in the order of rows. The pixel's own is the
 * negative sum of the others, so that rounding does not change what is exact for a constant alpha.
 *
 * <p>All methods take and write values of pixels to be solved; elsewhere vectors must be 0, but for
 * {@link #multiply}, which takes known alphas there. Immutable.
 */
final class MattingStencil {
  private static final int COUNT = 9;
  private static final int NEIGHBOURS = 12;

  /** Where the coefficients of the row below, and of the one two below, begin. */
  private static final int ROW1 = 2;

  private static final int ROW2 = 7;

  /** Which of the following neighbours is the one below. */
  private static final int BELOW = 4;

  /** Of the squared difference of neighbours; about what floats round away. */
  private static final float SMOOTHNESS = 1e-7f;

  private static final double MIN_OWN = 1e-7;

  private final BandLayout.Runs runs;
  private final double[] own;
  private final float[][] next;

  /**
   * @param rgb {@code 0x..RRGGBB} of the stored pixels
   * @param epsilon ε, for colours of 0..1
   * @param prior is added to the coefficient of each pixel to be solved
   */
  MattingStencil(BandLayout layout, int[] rgb, double epsilon, double prior) {
    BandLayout.Runs centres = layout.centres();
    runs = layout.unknown();
    own = new double[layout.size()];
    next = new float[NEIGHBOURS][layout.size()];
    double[] window = new double[COUNT * COUNT];
    double[] colours = new double[3 * COUNT];
    int[] at = new int[COUNT];
    for (int r = 0; r < centres.count(); r++) {
      int first = centres.first()[r];
      int up = centres.up1()[r];
      int down = centres.down1()[r];
      for (int i = first; i < first + centres.length()[r]; i++) {
        smooth(i, i + 1, 0);
        smooth(i, i + down, BELOW);
        for (int x = 0; x < 3; x++) {
          at[x] = i + up + x - 1;
          at[3 + x] = i + x - 1;
          at[6 + x] = i + down + x - 1;
        }
        fit(rgb, at, epsilon, colours, window);
        add(at, window);
      }
    }
    for (int r = 0; r < runs.count(); r++) {
      for (int i = runs.first()[r]; i < runs.first()[r] + runs.length()[r]; i++) {
        own[i] = Math.max(own[i], MIN_OWN) + prior;
      }
    }
  }

  /** Couples neighbours, so that a pixel that alone has its colour is not undetermined. */
  private void smooth(int pixel, int other, int k) {
    next[k][pixel] -= SMOOTHNESS;
    own[pixel] += SMOOTHNESS;
    own[other] += SMOOTHNESS;
  }

  /** The coefficients of one window's pixels, rows and columns in the order of {@code at}. */
  private static void fit(int[] rgb, int[] at, double epsilon, double[] c, double[] window) {
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int k = 0; k < COUNT; k++) {
      int p = rgb[at[k]];
      c[3 * k] = (p >> 16 & 0xFF) / 255.0;
      c[3 * k + 1] = (p >> 8 & 0xFF) / 255.0;
      c[3 * k + 2] = (p & 0xFF) / 255.0;
      red += c[3 * k];
      green += c[3 * k + 1];
      blue += c[3 * k + 2];
    }
    double rr = epsilon;
    double rg = 0;
    double rb = 0;
    double gg = epsilon;
    double gb = 0;
    double bb = epsilon;
    for (int k = 0; k < 3 * COUNT; k += 3) {
      double r = c[k] - red / COUNT;
      double g = c[k + 1] - green / COUNT;
      double b = c[k + 2] - blue / COUNT;
      c[k] = r;
      c[k + 1] = g;
      c[k + 2] = b;
      rr += r * r;
      rg += r * g;
      rb += r * b;
      gg += g * g;
      gb += g * b;
      bb += b * b;
    }
    // inverse of the symmetric 3x3 matrix by cofactors; both factors 1/9 cancel
    double c0 = gg * bb - gb * gb;
    double c1 = gb * rb - rg * bb;
    double c2 = rg * gb - gg * rb;
    double det = rr * c0 + rg * c1 + rb * c2;
    double c11 = rr * bb - rb * rb;
    double c12 = rb * rg - rr * gb;
    double c22 = rr * gg - rg * rg;
    for (int i = 0; i < COUNT; i++) {
      double r = c[3 * i];
      double g = c[3 * i + 1];
      double b = c[3 * i + 2];
      double u = (c0 * r + c1 * g + c2 * b) / det;
      double v = (c1 * r + c11 * g + c12 * b) / det;
      double w = (c2 * r + c12 * g + c22 * b) / det;
      for (int j = i + 1; j < COUNT; j++) {
        window[i * COUNT + j] = -1.0 / COUNT - u * c[3 * j] - v * c[3 * j + 1] - w * c[3 * j + 2];
      }
    }
  }

  private void add(int[] at, double[] window) {
    for (int i = 0; i < COUNT; i++) {
      for (int j = i + 1; j < COUNT; j++) {
        int row = j / 3 - i / 3;
        int column = j % 3 - i % 3;
        int k = row == 0 ? column - 1 : 5 * row + column - 1;
        float[] plane = next[k];
        float before = plane[at[i]];
        float after = (float) (before + window[i * COUNT + j]);
        plane[at[i]] = after;
        double change = (double) after - before;
        own[at[i]] -= change;
        own[at[j]] -= change;
      }
    }
  }

  /** The coefficient of a pixel and the one {@code dx} columns and {@code dy} rows after it. */
  double coefficient(int pixel, int dx, int dy) {
    return dx == 0 && dy == 0 ? own[pixel] : next[dy == 0 ? dx - 1 : 5 * dy + dx - 1][pixel];
  }

  /** Writes L times {@code x}. */
  void multiply(double[] x, double[] target) {
    float[] a1 = next[0];
    float[] a2 = next[1];
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      int end = first + runs.length()[r];
      for (int i = first; i < end; i++) {
        target[i] =
            own[i] * x[i]
                + a1[i] * x[i + 1]
                + a2[i] * x[i + 2]
                + a1[i - 1] * x[i - 1]
                + a2[i - 2] * x[i - 2];
      }
      addBelow(ROW1, x, runs.down1()[r], 1, target, first, end);
      addBelow(ROW2, x, runs.down2()[r], 1, target, first, end);
      addAbove(ROW1, x, runs.up1()[r], 1, target, first, end);
      addAbove(ROW2, x, runs.up2()[r], 1, target, first, end);
    }
  }

  private void addBelow(
      int row, double[] x, int distance, double sign, double[] target, int first, int end) {
    float[] c0 = next[row];
    float[] c1 = next[row + 1];
    float[] c2 = next[row + 2];
    float[] c3 = next[row + 3];
    float[] c4 = next[row + 4];
    for (int i = first; i < end; i++) {
      int j = i + distance;
      target[i] +=
          sign
              * (c0[i] * x[j - 2]
                  + c1[i] * x[j - 1]
                  + c2[i] * x[j]
                  + c3[i] * x[j + 1]
                  + c4[i] * x[j + 2]);
    }
  }

  private void addAbove(
      int row, double[] x, int distance, double sign, double[] target, int first, int end) {
    float[] c0 = next[row];
    float[] c1 = next[row + 1];
    float[] c2 = next[row + 2];
    float[] c3 = next[row + 3];
    float[] c4 = next[row + 4];
    for (int i = first; i < end; i++) {
      int j = i + distance;
      target[i] +=
          sign
              * (c0[j + 2] * x[j + 2]
                  + c1[j + 1] * x[j + 1]
                  + c2[j] * x[j]
                  + c3[j - 1] * x[j - 1]
                  + c4[j - 2] * x[j - 2]);
    }
  }

  /**
   * A Gauss-Seidel sweep from the first pixel to the last, from x = 0.
   *
   * @param b right-hand side
   * @param x receives the result
   * @param rest receives b − L x
   */
  void sweepDown(double[] b, double[] x, double[] rest) {
    float[] a1 = next[0];
    float[] a2 = next[1];
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      int end = first + runs.length()[r];
      System.arraycopy(b, first, rest, first, end - first);
      addAbove(ROW1, x, runs.up1()[r], -1, rest, first, end);
      addAbove(ROW2, x, runs.up2()[r], -1, rest, first, end);
      double last = 0;
      double last2 = x[first - 2]; // may belong to the run before
      for (int i = first; i < end; i++) {
        double value = (rest[i] - a2[i - 2] * last2 - a1[i - 1] * last) / own[i];
        x[i] = value;
        last2 = last;
        last = value;
      }
    }
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      int end = first + runs.length()[r];
      for (int i = first; i < end; i++) {
        rest[i] = -(a1[i] * x[i + 1] + a2[i] * x[i + 2]);
      }
      addBelow(ROW1, x, runs.down1()[r], -1, rest, first, end);
      addBelow(ROW2, x, runs.down2()[r], -1, rest, first, end);
    }
  }

  /**
   * A Gauss-Seidel sweep from the last pixel to the first.
   *
   * @param b right-hand side
   * @param x is improved
   * @param scratch is overwritten
   */
  void sweepUp(double[] b, double[] x, double[] scratch) {
    float[] a1 = next[0];
    float[] a2 = next[1];
    for (int r = runs.count() - 1; r >= 0; r--) {
      int first = runs.first()[r];
      int end = first + runs.length()[r];
      for (int i = first; i < end; i++) {
        scratch[i] = b[i] - (a1[i - 1] * x[i - 1] + a2[i - 2] * x[i - 2]);
      }
      addAbove(ROW1, x, runs.up1()[r], -1, scratch, first, end);
      addAbove(ROW2, x, runs.up2()[r], -1, scratch, first, end);
      addBelow(ROW1, x, runs.down1()[r], -1, scratch, first, end);
      addBelow(ROW2, x, runs.down2()[r], -1, scratch, first, end);
      double last = 0;
      double last2 = x[end + 1]; // may belong to the run after
      for (int i = end - 1; i >= first; i--) {
        double value = (scratch[i] - a1[i] * last - a2[i] * last2) / own[i];
        x[i] = value;
        last2 = last;
        last = value;
      }
    }
  }

  /** Sets the pixels to be solved to 0. */
  void clear(double[] x) {
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      Arrays.fill(x, first, first + runs.length()[r], 0);
    }
  }

  /** The sum of products over the pixels to be solved. */
  double dot(double[] a, double[] b) {
    double sum = 0;
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      double part = 0;
      for (int i = first; i < first + runs.length()[r]; i++) {
        part += a[i] * b[i];
      }
      sum += part;
    }
    return sum;
  }

  /** Adds {@code factor} times {@code x} to the target, where pixels are to be solved. */
  void add(double factor, double[] x, double[] target) {
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      for (int i = first; i < first + runs.length()[r]; i++) {
        target[i] += factor * x[i];
      }
    }
  }

  /** Sets the target to {@code x} plus {@code factor} times itself. */
  void combine(double[] x, double factor, double[] target) {
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.first()[r];
      for (int i = first; i < first + runs.length()[r]; i++) {
        target[i] = x[i] + factor * target[i];
      }
    }
  }
}
