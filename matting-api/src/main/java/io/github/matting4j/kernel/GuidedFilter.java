package io.github.matting4j.kernel;

import java.nio.FloatBuffer;

/**
 * The fast guided filter with a colour guide (He and Sun, 2015; He, Sun and Tang, 2010): around
 * each pixel the alpha is explained as a linear function of the colour,
 *
 * <pre>
 * alpha = a · colour + b,   a = (Σ + ε)⁻¹ cov(colour, alpha),   b = mean(alpha) − a · mean(colour)
 * </pre>
 *
 * with means over square windows; a and b are averaged over the same windows. Fitted at one size,
 * the functions are applied at any other, by bilinear interpolation of a and b: a small matte comes
 * to the size of a large photo along the photo's own edges. Applied at the same size it refines.
 *
 * <p>Where a window holds nothing but 0 or nothing but 1, so does the result, exactly.
 *
 * <p>Reusable for many pictures, fitted at one size. Not thread-safe. Holds 21 floats a fitted
 * pixel.
 */
public final class GuidedFilter {
  private static final int GUIDES = 3;

  /** Which two channels each of the six different entries of the covariance is of. */
  private static final int[][] PAIRS = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};

  private final int width;
  private final int height;
  private final float epsilon;
  private final Keep keep;
  private final BoxMean box;
  private final float[][] colour;
  private final float[][] colourMeans;
  private final float[][] covariances;
  private final float[][] slopes;
  private final float[] alphaMeans;
  private final float[][] alphaCovariances;
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
   *     is thought to follow it; more is smoother
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
    this.alphaCovariances = new float[GUIDES][size];
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
    split(rgb);
    for (int c = 0; c < GUIDES; c++) {
      box.apply(colour[c], colourMeans[c]);
    }
    box.apply(alpha, alphaMeans);
    for (int pair = 0; pair < PAIRS.length; pair++) {
      int c = PAIRS[pair][0];
      int d = PAIRS[pair][1];
      covariance(colour[c], colour[d], colourMeans[c], colourMeans[d], covariances[pair]);
    }
    for (int c = 0; c < GUIDES; c++) {
      covariance(colour[c], alpha, colourMeans[c], alphaMeans, alphaCovariances[c]);
    }
    solve();
    smooth(alpha);
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

  /** The inverse of the symmetric 3x3 matrix by cofactors, in double; slopes and offsets. */
  private void solve() {
    for (int i = 0; i < offsets.length; i++) {
      float mean = alphaMeans[i];
      if (mean == 0f || mean == 1f) { // exact: nothing but that value in the window
        set(i, 0, 0, 0, mean);
        continue;
      }
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
      double r = alphaCovariances[0][i];
      double g = alphaCovariances[1][i];
      double b = alphaCovariances[2][i];
      double a0 = (c0 * r + c1 * g + c2 * b) / det;
      double a1 = (c1 * r + (rr * bb - rb * rb) * g + (rb * rg - rr * gb) * b) / det;
      double a2 = (c2 * r + (rb * rg - rr * gb) * g + (rr * gg - rg * rg) * b) / det;
      double offset =
          mean - a0 * colourMeans[0][i] - a1 * colourMeans[1][i] - a2 * colourMeans[2][i];
      set(i, (float) a0, (float) a1, (float) a2, (float) offset);
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
      System.arraycopy(scratch, 0, slopes[c], 0, scratch.length);
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
   * Applies the fitted functions to the same picture, of this or another size.
   *
   * @param picture any size
   * @param target receives alphas of 0..1, row-major
   */
  public void apply(RgbRows picture, float[] target) {
    int columns = picture.width();
    int[] pixels = new int[columns];
    AlphaRows red = enlarged(slopes[0], picture);
    AlphaRows green = enlarged(slopes[1], picture);
    AlphaRows blue = enlarged(slopes[2], picture);
    AlphaRows offset = enlarged(offsets, picture);
    float[][] rows = new float[GUIDES][columns];
    for (int y = 0; y < picture.height(); y++) {
      picture.read(y, pixels);
      red.read(y, rows[0], 0);
      green.read(y, rows[1], 0);
      blue.read(y, rows[2], 0);
      offset.read(y, target, y * columns);
      combine(pixels, rows, target, y * columns);
    }
  }

  private AlphaRows enlarged(float[] plane, RgbRows picture) {
    AlphaRows rows = AlphaRows.of(FloatBuffer.wrap(plane), width, width, height);
    if (picture.width() == width && picture.height() == height) {
      return rows;
    }
    AlphaResizer resizer = new AlphaResizer(width, height, picture.width(), picture.height());
    resizer.start(rows);
    return resizer;
  }

  private static void combine(int[] pixels, float[][] rows, float[] target, int from) {
    float[] red = rows[0];
    float[] green = rows[1];
    float[] blue = rows[2];
    for (int x = 0; x < pixels.length; x++) {
      int p = pixels[x];
      float alpha =
          target[from + x]
              + (red[x] * (p >> 16 & 0xFF) + green[x] * (p >> 8 & 0xFF) + blue[x] * (p & 0xFF))
                  / 255f;
      target[from + x] = Math.max(0f, Math.min(1f, alpha));
    }
  }
}
