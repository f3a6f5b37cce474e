package io.github.matting4j.io.colour;

import java.util.Optional;

/**
 * The chromaticities of a picture's white and of its red, green and blue, and the conversion from
 * its linear colours to those of sRGB (Bradford-adapted where the whites differ).
 */
public record Primaries(
    double whiteX,
    double whiteY,
    double redX,
    double redY,
    double greenX,
    double greenY,
    double blueX,
    double blueY) {
  public static final Primaries SRGB =
      new Primaries(0.3127, 0.3290, 0.640, 0.330, 0.300, 0.600, 0.150, 0.060);
  public static final Primaries DISPLAY_P3 =
      new Primaries(0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060);
  public static final Primaries BT2020 =
      new Primaries(0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046);

  /** Differences below this cannot be seen; files round to 5 digits or fewer. */
  private static final double SAME = 0.005;

  private static final double[] BRADFORD = {
    0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296
  };

  /** From the eight numbers in the order of PNG's cHRM chunk. */
  public static Primaries of(double[] xy) {
    return new Primaries(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]);
  }

  public boolean isSrgb() {
    return near(whiteX, SRGB.whiteX)
        && near(whiteY, SRGB.whiteY)
        && near(redX, SRGB.redX)
        && near(redY, SRGB.redY)
        && near(greenX, SRGB.greenX)
        && near(greenY, SRGB.greenY)
        && near(blueX, SRGB.blueX)
        && near(blueY, SRGB.blueY);
  }

  /** Row-major 3x3 from linear colours of these primaries to linear sRGB; empty if impossible. */
  public Optional<double[]> toLinearSrgb() {
    double[] from = toXyz();
    double[] white = xyz(whiteX, whiteY);
    double[] cone = apply(BRADFORD, white);
    double[] wanted = apply(BRADFORD, xyz(SRGB.whiteX, SRGB.whiteY));
    double[] scale = {
      wanted[0] / cone[0], 0, 0, 0, wanted[1] / cone[1], 0, 0, 0, wanted[2] / cone[2]
    };
    double[] adapt = multiply(inverse(BRADFORD), multiply(scale, BRADFORD));
    double[] matrix = multiply(inverse(SRGB.toXyz()), multiply(adapt, from));
    for (double value : matrix) {
      if (!(Math.abs(value) < 100)) { // also not a number, from primaries on one line
        return Optional.empty();
      }
    }
    return Optional.of(matrix);
  }

  /** Columns are the XYZ of red, green and blue, scaled so that they add up to white. */
  private double[] toXyz() {
    double[] r = xyz(redX, redY);
    double[] g = xyz(greenX, greenY);
    double[] b = xyz(blueX, blueY);
    double[] columns = {r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]};
    double[] amounts = apply(inverse(columns), xyz(whiteX, whiteY));
    for (int i = 0; i < 9; i++) {
      columns[i] *= amounts[i % 3];
    }
    return columns;
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) < SAME;
  }

  private static double[] xyz(double x, double y) {
    return new double[] {x / y, 1, (1 - x - y) / y};
  }

  private static double[] apply(double[] m, double[] v) {
    return new double[] {
      m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
      m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
      m[6] * v[0] + m[7] * v[1] + m[8] * v[2]
    };
  }

  private static double[] multiply(double[] a, double[] b) {
    double[] product = new double[9];
    for (int i = 0; i < 9; i++) {
      int row = i / 3 * 3;
      int column = i % 3;
      product[i] = a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
    }
    return product;
  }

  private static double[] inverse(double[] m) {
    double[] cofactors = {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
    };
    double determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6];
    for (int i = 0; i < 9; i++) {
      cofactors[i] /= determinant;
    }
    return cofactors;
  }
}
