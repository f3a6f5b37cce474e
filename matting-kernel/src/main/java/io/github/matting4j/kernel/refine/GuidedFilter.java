package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.resample.BilinearAxis;
import io.github.matting4j.kernel.resample.PixelRows;

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
 * <p>Where a window holds nothing but 0 or nothing but 1, so does the result, exactly.
 *
 * <p>Reusable for many pictures, fitted at one size. Not thread-safe. Holds 18 floats per fitted
 * pixel.
 */
public final class GuidedFilter {
  private static final int GUIDES = 3;

  /** Which two channels each of the six different entries of the covariance is of. */
  private static final int[][] PAIRS = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};

  /** Smaller slopes are rounding errors of running sums and change no alpha. */
  private static final float NO_SLOPE = 1e-6f;

  private final int width;
  private final int height;
  private final float epsilon;
  private final Keep keep;
  private final BoxMean box;
  private final float[][] colour;
  private final float[][] colourMeans;
  private final float[][] covariances;

  /** First the covariances of colour and alpha, of which the slopes are made in place. */
  private final float[][] slopes;

  private final float[] alphaMeans;
  private final float[] offsets;
  private final float[] scratch;

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
    this.epsilon = epsilon;
    this.keep = keep;
    this.box = new BoxMean(width, height, radius);
    int size = width * height;
    this.colour = new float[GUIDES][size];
    this.colourMeans = new float[GUIDES][size];
    this.covariances = new float[PAIRS.length][size];
    this.slopes = new float[GUIDES][size];
    this.alphaMeans = new float[size];
    this.offsets = new float[size];
    this.scratch = new float[size];
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
   * @param rgb the guide at the fitted size, {@code 0x..RRGGBB}
   */
  public void guide(int[] rgb) {
    split(rgb);
    for (int c = 0; c < GUIDES; c++) {
      box.apply(colour[c], colourMeans[c]);
    }
    for (int pair = 0; pair < PAIRS.length; pair++) {
      int c = PAIRS[pair][0];
      int d = PAIRS[pair][1];
      covariance(colour[c], colour[d], colourMeans[c], colourMeans[d], covariances[pair]);
    }
  }

  /**
   * Fits the linear functions to the guide.
   *
   * @param alpha 0..1, at the fitted size
   */
  public void fit(float[] alpha) {
    box.apply(alpha, alphaMeans);
    solve(alpha);
    smooth(alpha);
  }

  /**
   * How badly the alphas of each window fit the guide, instead of {@link #fit(float[])}: the share
   * of their variance that no linear function of the colour explains.
   *
   * @param alpha 0..1, at the fitted size
   * @param minVariance of the alphas of a window; with less, its share is 0
   * @param target receives for the window around each pixel more than 0 and at most 1, or 0
   */
  public void misfits(float[] alpha, float minVariance, float[] target) {
    box.apply(alpha, alphaMeans);
    covariance(alpha, alpha, alphaMeans, alphaMeans, target);
    solve(alpha);
    float[] explained = scratch;
    for (int i = 0; i < target.length; i++) {
      float share = Math.max(Float.MIN_NORMAL, Math.min(1f, 1 - explained[i] / target[i]));
      target[i] = target[i] < minVariance ? 0f : share;
    }
  }

  private void split(int[] rgb) {
    float[] red = colour[0];
    float[] green = colour[1];
    float[] blue = colour[2];
    for (int i = 0; i < red.length; i++) {
      int p = rgb[i];
      red[i] = (p >> 16 & 0xFF) / 255f;
      green[i] = (p >> 8 & 0xFF) / 255f;
      blue[i] = (p & 0xFF) / 255f;
    }
  }

  private void covariance(float[] a, float[] b, float[] meanA, float[] meanB, float[] target) {
    float[] product = scratch;
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
    box.apply(product, target);
    for (int i = 0; i < target.length; i++) {
      target[i] -= meanA[i] * meanB[i];
    }
  }

  /**
   * Slopes and offsets of each window: the inverse of the symmetric 3x3 matrix by cofactors, in
   * double. Leaves the variance of alpha that they explain in the scratch plane.
   */
  private void solve(float[] alpha) {
    for (int c = 0; c < GUIDES; c++) {
      covariance(colour[c], alpha, colourMeans[c], alphaMeans, slopes[c]);
    }
    for (int i = 0; i < offsets.length; i++) {
      float mean = alphaMeans[i];
      if (mean == 0f || mean == 1f) { // exact: all of the window has that value
        set(i, 0, 0, 0, mean);
        scratch[i] = 0f;
        continue;
      }
      // a = (covariance + epsilon I)^-1 cov(colour, alpha): c0, c1, c2 are cofactors
      double rr = covariances[0][i] + (double) epsilon;
      double rg = covariances[1][i];
      double rb = covariances[2][i];
      double gg = covariances[3][i] + (double) epsilon;
      double gb = covariances[4][i];
      double bb = covariances[5][i] + (double) epsilon;
      double c0 = gg * bb - gb * gb;
      double c1 = gb * rb - rg * bb;
      double c2 = rg * gb - gg * rb;
      double det = rr * c0 + rg * c1 + rb * c2;
      double r = slopes[0][i];
      double g = slopes[1][i];
      double b = slopes[2][i];
      double a0 = (c0 * r + c1 * g + c2 * b) / det;
      double a1 = (c1 * r + (rr * bb - rb * rb) * g + (rb * rg - rr * gb) * b) / det;
      double a2 = (c2 * r + (rb * rg - rr * gb) * g + (rr * gg - rg * rg) * b) / det;
      double offset =
          mean - a0 * colourMeans[0][i] - a1 * colourMeans[1][i] - a2 * colourMeans[2][i];
      set(i, (float) a0, (float) a1, (float) a2, (float) offset);
      scratch[i] = (float) (a0 * r + a1 * g + a2 * b);
    }
  }

  private void set(int i, float red, float green, float blue, float offset) {
    slopes[0][i] = red;
    slopes[1][i] = green;
    slopes[2][i] = blue;
    offsets[i] = offset;
  }

  /** Averages the functions; then, to keep the fitted alpha, sets the offsets anew. */
  private void smooth(float[] alpha) {
    for (int c = 0; c < GUIDES; c++) {
      box.apply(slopes[c], scratch);
      float[] smooth = slopes[c];
      for (int i = 0; i < smooth.length; i++) {
        smooth[i] = Math.abs(scratch[i]) < NO_SLOPE ? 0f : scratch[i];
      }
    }
    if (keep == Keep.FILTERED) {
      box.apply(offsets, scratch);
      System.arraycopy(scratch, 0, offsets, 0, scratch.length);
      return;
    }
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] =
          alpha[i]
              - slopes[0][i] * colour[0][i]
              - slopes[1][i] * colour[1][i]
              - slopes[2][i] * colour[2][i];
    }
  }

  /**
   * Applies the fitted functions to the same picture, of this or another size. Where the functions
   * around a pixel have no slope its colour is ignored.
   *
   * @param picture any size
   * @param target receives alphas of 0..1, row-major
   */
  public void apply(PixelRows picture, float[] target) {
    int columns = picture.width();
    int[] pixels = new int[columns];
    BilinearAxis across = BilinearAxis.of(width, columns);
    BilinearAxis down = BilinearAxis.of(height, picture.height());
    float[][] functions = new float[GUIDES + 1][width + 1];
    boolean[] sloped = new boolean[width];
    for (int y = 0; y < picture.height(); y++) {
      mix(down.index()[y], down.weight()[y], functions, sloped);
      picture.read(y, pixels);
      combine(pixels, across.index(), across.weight(), functions, sloped, target, y * columns);
    }
  }

  /**
   * The functions between row {@code top} and the one below; the last is there twice. And whether
   * they or the ones to their right have a slope.
   */
  private void mix(int top, float share, float[][] functions, boolean[] sloped) {
    int upper = top * width;
    int lower = Math.min(top + 1, height - 1) * width;
    for (int c = 0; c <= GUIDES; c++) {
      float[] plane = c < GUIDES ? slopes[c] : offsets;
      float[] row = functions[c];
      for (int x = 0; x < width; x++) {
        float near = plane[upper + x];
        row[x] = near + share * (plane[lower + x] - near);
      }
      row[width] = row[width - 1];
    }
    boolean next = false;
    for (int x = width - 1; x >= 0; x--) {
      boolean here = functions[0][x] != 0 || functions[1][x] != 0 || functions[2][x] != 0;
      sloped[x] = here || next;
      next = here;
    }
  }

  private static void combine(
      int[] pixels,
      int[] left,
      float[] shares,
      float[][] functions,
      boolean[] sloped,
      float[] target,
      int from) {
    float[] red = functions[0];
    float[] green = functions[1];
    float[] blue = functions[2];
    float[] offset = functions[3];
    for (int x = 0; x < pixels.length; x++) {
      int i = left[x];
      float t = shares[x];
      float alpha = offset[i] + t * (offset[i + 1] - offset[i]);
      if (sloped[i]) {
        int p = pixels[x];
        float r = red[i] + t * (red[i + 1] - red[i]);
        float g = green[i] + t * (green[i + 1] - green[i]);
        float b = blue[i] + t * (blue[i + 1] - blue[i]);
        alpha += (r * (p >> 16 & 0xFF) + g * (p >> 8 & 0xFF) + b * (p & 0xFF)) / 255f;
        alpha = Math.max(0f, Math.min(1f, alpha));
      }
      target[from + x] = alpha;
    }
  }
}
