package io.github.matting4j.advise.calibration;

import java.util.List;

/**
 * A cost that is linear in the picture sizes: constant + a · pixels of the network's picture + b ·
 * pixels of the photo, in seconds or bytes. No part is negative.
 *
 * @param constant cost independent of the size
 * @param perNetworkPixel cost per pixel of the network's picture
 * @param perPhotoPixel cost per pixel of the photo
 */
public record LinearCost(double constant, double perNetworkPixel, double perPhotoPixel) {
  private static final double MEGA = 1e6; // keeps the columns of similar size, for accuracy
  private static final double CLEARLY_BETTER =
      1e-10; // of squared relative errors; less is rounding

  /** Rejects parts that are negative, infinite or NaN. */
  public LinearCost {
    for (double part : new double[] {constant, perNetworkPixel, perPhotoPixel}) {
      if (!(part >= 0 && part < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a part of the cost is " + part + "; it must be 0 or more");
      }
    }
  }

  /**
   * One measurement.
   *
   * @param networkPixels pixels of the network's picture
   * @param photoPixels pixels of the photo
   * @param cost above 0, in seconds or bytes
   */
  public record Sample(double networkPixels, double photoPixels, double cost) {}

  /** The cost for these sizes. */
  public double at(double networkPixels, double photoPixels) {
    return constant + perNetworkPixel * networkPixels + perPhotoPixel * photoPixels;
  }

  /**
   * The cost that fits measurements best: least squares of the relative errors, so that small
   * photos count as much as large ones. A part that the measurements do not support is 0, such as
   * that of the network's pixels where these never changed.
   *
   * @throws IllegalArgumentException if there are no measurements, or one is not above 0
   */
  public static LinearCost fit(List<Sample> samples) {
    if (samples.isEmpty() || samples.stream().anyMatch(s -> !(s.cost() > 0))) {
      throw new IllegalArgumentException(
          "measurements are " + samples + "; there must be some, each above 0");
    }
    double[][] rows = new double[samples.size()][];
    for (int i = 0; i < rows.length; i++) {
      Sample s = samples.get(i);
      rows[i] =
          new double[] {
            1 / s.cost(), s.networkPixels() / MEGA / s.cost(), s.photoPixels() / MEGA / s.cost()
          };
    }
    double[] best = new double[3];
    double least = Double.MAX_VALUE;
    for (int columns : new int[] {0b001, 0b010, 0b100, 0b101, 0b110, 0b011, 0b111}) {
      double[] parts = LeastSquares.solve(rows, columns);
      double error = LeastSquares.squaredError(rows, parts);
      if (isPossible(parts) && error < least - CLEARLY_BETTER) {
        least = error;
        best = parts;
      }
    }
    return new LinearCost(best[0], best[1] / MEGA, best[2] / MEGA);
  }

  private static boolean isPossible(double[] parts) {
    for (double part : parts) {
      if (!(part >= 0 && part < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }
}
