package io.github.matting4j.kernel.refine;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.DecidedAlphas;
import io.github.matting4j.kernel.analysis.PixelRuns;
import java.util.Arrays;

/**
 * The fast guided filter with a colour guide (He and Sun, 2015; He, Sun and Tang, 2010): around
 * each pixel the alpha is modelled as a linear function of the colour,
 *
 * <pre>
 * alpha = a · colour + b,   a = (Σ + ε)⁻¹ cov(colour, alpha),   b = mean(alpha) − a · mean(colour)
 * </pre>
 *
 * with means over square windows; a and b are averaged over the same windows. Fitted at one size,
 * the functions are applied at any other, by bilinear interpolation of a and b: a small matte is
 * enlarged to the size of a photo along the photo's edges. Applied at the same size it refines.
 *
 * <p>Only windows that hold an edge are fitted: where all alphas of a window, rounded to 8 bits,
 * are 0, or all are 1, its function is the alpha alone. What is exactly 0 or 1 around a pixel stays
 * so.
 *
 * <p>Reusable for many pictures, fitted at one size. Not thread-safe. Holds 8 floats per fitted
 * pixel.
 */
public final class GuidedFilter {
  private static final int GUIDES = 3;

  /** Up to this, and from 1 less this on, an alpha is decided: half a level of 8 bits. */
  private static final float DECIDED = 0.5f / 255f;

  private static final float PER_LEVEL = 1f / 255f;

  private final int width;
  private final int height;
  private final int radius;
  private final Keep keep;
  private final ColourWindows windows;

  /** Slopes by red, green and blue, and offset, of the function of each window. */
  private final float[][] fitted;

  /** The same of the averaged functions. */
  private final float[][] functions;

  /** The guide, {@code 0x..RRGGBB}. */
  private int[] guide = new int[0];

  /** What the result is at the fitted size. */
  public enum Keep {
    /** The filtered alpha: edges follow the guide, noise is smoothed away. */
    FILTERED,
    /**
     * The fitted alpha itself, to rounding: only what lies between its pixels comes from the guide.
     */
    FITTED
  }

  /**
   * A filter for alphas of one size.
   *
   * @param radius of the windows, in pixels of the fitted size, at least 1
   * @param epsilon how much the colour must vary, as a variance of values of 0..1, before the alpha
   *     follows it; more is smoother
   */
  public GuidedFilter(int width, int height, int radius, float epsilon, Keep keep) {
    this.width = width;
    this.height = height;
    this.radius = radius;
    this.keep = keep;
    this.windows = new ColourWindows(width, height, radius, epsilon);
    int size = width * height;
    this.fitted = new float[GUIDES + 1][size];
    this.functions = new float[GUIDES + 1][size];
  }

  /**
   * Fits the linear functions.
   *
   * @param rgb the guide at the fitted size, {@code 0x..RRGGBB}
   * @param alpha 0..1, at the same size
   */
  public void fit(int[] rgb, float[] alpha) {
    guide(rgb);
    fit(alpha);
  }

  /**
   * Takes the guide, before alphas are fitted to it.
   *
   * @param rgb the guide at the fitted size, {@code 0x..RRGGBB}; not copied
   */
  public void guide(int[] rgb) {
    guide = rgb;
  }

  /**
   * Fits the linear functions to the guide.
   *
   * @param alpha 0..1, at the fitted size
   */
  public void fit(float[] alpha) {
    for (int c = 0; c < GUIDES; c++) {
      Arrays.fill(fitted[c], 0f);
      Arrays.fill(functions[c], 0f);
    }
    System.arraycopy(alpha, 0, fitted[GUIDES], 0, alpha.length);
    System.arraycopy(alpha, 0, functions[GUIDES], 0, alpha.length);
    BitRows edges = edges(alpha);
    fit(alpha, new PixelRuns(edges));
    smooth(alpha, new PixelRuns(edges.grown(radius)));
  }

  private void fit(float[] alpha, PixelRuns edges) {
    for (int y = 0; y < height; y++) {
      for (int run = edges.rowStart(y); run < edges.rowStart(y + 1); run++) {
        windows.load(guide, alpha, y, edges.first(run), edges.end(run));
        for (int x = edges.first(run); x < edges.end(run); x++) {
          windows.fit(x);
          int i = y * width + x;
          fitted[0][i] = windows.red();
          fitted[1][i] = windows.green();
          fitted[2][i] = windows.blue();
          fitted[GUIDES][i] = windows.offset();
        }
      }
    }
  }

  /**
   * How badly the alphas of each window fit the guide, instead of {@link #fit(float[])}: the share
   * of their variance that no linear function of the colour explains.
   *
   * @param alpha 0..1, at the fitted size
   * @param minVariance of the alphas of a window, at least 1e-4; with less, its share is 0
   * @param target receives for the window around each pixel more than 0 and at most 1, or 0
   */
  public void misfits(float[] alpha, float minVariance, float[] target) {
    Arrays.fill(target, 0f);
    PixelRuns edges = new PixelRuns(edges(alpha));
    for (int y = 0; y < height; y++) {
      for (int run = edges.rowStart(y); run < edges.rowStart(y + 1); run++) {
        windows.load(guide, alpha, y, edges.first(run), edges.end(run));
        for (int x = edges.first(run); x < edges.end(run); x++) {
          windows.fit(x);
          if (windows.variance() >= minVariance) {
            double share = 1 - windows.explained() / windows.variance();
            target[y * width + x] = (float) Math.max(Float.MIN_NORMAL, Math.min(1, share));
          }
        }
      }
    }
  }

  /** The pixels whose windows hold alphas that are not all decided alike. */
  private BitRows edges(float[] alpha) {
    BitRows notClear = new BitRows(width, height);
    BitRows notOpaque = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int first = 0; first < width; first += Long.SIZE) {
        int end = Math.min(width, first + Long.SIZE);
        int from = y * width + first;
        int to = y * width + end;
        if (DecidedAlphas.areAtMost(DECIDED, alpha, from, to)) {
          notOpaque.set(first, end, y);
        } else if (DecidedAlphas.areAtLeast(1f - DECIDED, alpha, from, to)) {
          notClear.set(first, end, y);
        } else {
          for (int x = first; x < end; x++) {
            float a = alpha[y * width + x];
            if (a > DECIDED) {
              notClear.set(x, y);
            }
            if (a < 1f - DECIDED) {
              notOpaque.set(x, y);
            }
          }
        }
      }
    }
    return notClear.grown(radius).and(notOpaque.grown(radius));
  }

  /** Averages the functions; then, to keep the fitted alpha, sets the offsets anew. */
  private void smooth(float[] alpha, PixelRuns near) {
    RunSums sums = new RunSums(width, height, radius);
    int planes = keep == Keep.FILTERED ? GUIDES + 1 : GUIDES;
    for (int y = 0; y < height; y++) {
      for (int run = near.rowStart(y); run < near.rowStart(y + 1); run++) {
        for (int c = 0; c < planes; c++) {
          sums.mean(fitted[c], y, near.first(run), near.end(run), functions[c]);
        }
        if (keep == Keep.FITTED) {
          keepFitted(alpha, y * width + near.first(run), y * width + near.end(run));
        }
      }
    }
  }

  private void keepFitted(float[] alpha, int from, int end) {
    float[] red = functions[0];
    float[] green = functions[1];
    float[] blue = functions[2];
    for (int i = from; i < end; i++) {
      int p = guide[i];
      functions[GUIDES][i] =
          alpha[i]
              - red[i] * ((p >> 16 & 0xFF) * PER_LEVEL)
              - green[i] * ((p >> 8 & 0xFF) * PER_LEVEL)
              - blue[i] * ((p & 0xFF) * PER_LEVEL);
    }
  }

  /**
   * Applies the fitted functions to the same picture, of this or another size. Where the functions
   * around a pixel have no slope its colour is ignored.
   *
   * @return alphas of 0..1, row-major
   */
  public float[] apply(ArgbImage picture) {
    return new GuidedEnlargement(functions, width, height, picture).alphas();
  }
}
