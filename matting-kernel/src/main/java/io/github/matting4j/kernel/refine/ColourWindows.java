package io.github.matting4j.kernel.refine;

/**
 * Square windows of a picture and its alphas, in each of which alpha is fitted as a linear function
 * of the colour. Sums of colours and of their products are whole numbers, so exact.
 *
 * <p>{@link #load} a part of a row, then {@link #fit} its pixels one by one. Not thread-safe.
 */
final class ColourWindows {
  /** Sums of red, green and blue, and of the six different products of two of them. */
  private static final int COLOUR_SUMS = 9;

  /** Sums of alpha, its products with red, green and blue, and its square. */
  private static final int ALPHA_SUMS = 5;

  private static final double LEVELS = 255;

  private final int width;
  private final int height;
  private final int radius;
  private final double epsilon;
  private final int[] colours;
  private final double[] alphas;
  private int rows;

  private float red;
  private float green;
  private float blue;
  private float offset;
  private double variance;
  private double explained;

  /**
   * @param radius of the windows, in pixels
   * @param epsilon is added to the variances of colours of 0..1
   */
  ColourWindows(int width, int height, int radius, float epsilon) {
    this.width = width;
    this.height = height;
    this.radius = radius;
    this.epsilon = epsilon;
    this.colours = new int[Math.multiplyExact(COLOUR_SUMS, width)];
    this.alphas = new double[ALPHA_SUMS * width];
  }

  /**
   * Sums up the columns that the windows around columns {@code first} to before {@code end} of row
   * {@code y} have.
   */
  void load(int[] rgb, float[] alpha, int y, int first, int end) {
    int from = Math.max(0, first - radius);
    int to = Math.min(width, end + radius);
    int top = Math.max(0, y - radius);
    int bottom = Math.min(height - 1, y + radius);
    rows = bottom - top + 1;
    for (int x = from; x < to; x++) {
      int r1 = 0;
      int g1 = 0;
      int b1 = 0;
      int rr = 0;
      int rg = 0;
      int rb = 0;
      int gg = 0;
      int gb = 0;
      int bb = 0;
      double a1 = 0;
      double ra = 0;
      double ga = 0;
      double ba = 0;
      double aa = 0;
      for (int row = top, i = top * width + x; row <= bottom; row++, i += width) {
        int p = rgb[i];
        int r = p >> 16 & 0xFF;
        int g = p >> 8 & 0xFF;
        int b = p & 0xFF;
        double a = alpha[i];
        r1 += r;
        g1 += g;
        b1 += b;
        rr += r * r;
        rg += r * g;
        rb += r * b;
        gg += g * g;
        gb += g * b;
        bb += b * b;
        a1 += a;
        ra += r * a;
        ga += g * a;
        ba += b * a;
        aa += a * a;
      }
      int c = COLOUR_SUMS * x;
      colours[c] = r1;
      colours[c + 1] = g1;
      colours[c + 2] = b1;
      colours[c + 3] = rr;
      colours[c + 4] = rg;
      colours[c + 5] = rb;
      colours[c + 6] = gg;
      colours[c + 7] = gb;
      colours[c + 8] = bb;
      int d = ALPHA_SUMS * x;
      alphas[d] = a1;
      alphas[d + 1] = ra;
      alphas[d + 2] = ga;
      alphas[d + 3] = ba;
      alphas[d + 4] = aa;
    }
  }

  /** Fits the window around column {@code x}: the inverse of the 3x3 matrix by cofactors. */
  void fit(int x) {
    int from = Math.max(0, x - radius);
    int to = Math.min(width - 1, x + radius);
    long r1 = 0;
    long g1 = 0;
    long b1 = 0;
    long srr = 0;
    long srg = 0;
    long srb = 0;
    long sgg = 0;
    long sgb = 0;
    long sbb = 0;
    double a1 = 0;
    double ra = 0;
    double ga = 0;
    double ba = 0;
    double aa = 0;
    for (int column = from; column <= to; column++) {
      int c = COLOUR_SUMS * column;
      r1 += colours[c];
      g1 += colours[c + 1];
      b1 += colours[c + 2];
      srr += colours[c + 3];
      srg += colours[c + 4];
      srb += colours[c + 5];
      sgg += colours[c + 6];
      sgb += colours[c + 7];
      sbb += colours[c + 8];
      int d = ALPHA_SUMS * column;
      a1 += alphas[d];
      ra += alphas[d + 1];
      ga += alphas[d + 2];
      ba += alphas[d + 3];
      aa += alphas[d + 4];
    }
    double share = 1.0 / ((long) rows * (to - from + 1));
    double perLevel = share / LEVELS;
    double perProduct = perLevel / LEVELS;
    double meanRed = r1 * perLevel;
    double meanGreen = g1 * perLevel;
    double meanBlue = b1 * perLevel;
    double mean = a1 * share;
    double rr = srr * perProduct - meanRed * meanRed + epsilon;
    double rg = srg * perProduct - meanRed * meanGreen;
    double rb = srb * perProduct - meanRed * meanBlue;
    double gg = sgg * perProduct - meanGreen * meanGreen + epsilon;
    double gb = sgb * perProduct - meanGreen * meanBlue;
    double bb = sbb * perProduct - meanBlue * meanBlue + epsilon;
    double r = ra * perLevel - meanRed * mean;
    double g = ga * perLevel - meanGreen * mean;
    double b = ba * perLevel - meanBlue * mean;
    // a = (covariance + epsilon I)^-1 cov(colour, alpha): c0, c1, c2 are cofactors
    double c0 = gg * bb - gb * gb;
    double c1 = gb * rb - rg * bb;
    double c2 = rg * gb - gg * rb;
    double inverse = 1 / (rr * c0 + rg * c1 + rb * c2);
    double c12 = rb * rg - rr * gb;
    double s0 = (c0 * r + c1 * g + c2 * b) * inverse;
    double s1 = (c1 * r + (rr * bb - rb * rb) * g + c12 * b) * inverse;
    double s2 = (c2 * r + c12 * g + (rr * gg - rg * rg) * b) * inverse;
    red = (float) s0;
    green = (float) s1;
    blue = (float) s2;
    offset = (float) (mean - s0 * meanRed - s1 * meanGreen - s2 * meanBlue);
    variance = aa * share - mean * mean;
    explained = s0 * r + s1 * g + s2 * b;
  }

  /** How much the fitted alpha changes with red. */
  float red() {
    return red;
  }

  float green() {
    return green;
  }

  float blue() {
    return blue;
  }

  /** The fitted alpha of black. */
  float offset() {
    return offset;
  }

  /** The variance of the window's alphas. */
  double variance() {
    return variance;
  }

  /** How much of it the fitted function explains. */
  double explained() {
    return explained;
  }
}
