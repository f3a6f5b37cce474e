package io.github.matting4j.evaluate.measure;

import java.util.ArrayList;
import java.util.List;

/** Finds the squares of a photo where a matte differs most. Stateless. */
final class WorstPlaces {
  private static final int CELL = 16;

  /** Less than this a pixel, in the mean over a square, is not worth a picture. */
  private static final double MIN_MEAN = 1e-3;

  private WorstPlaces() {}

  /** Side of the squares for a photo: a tenth of its longest side, 96 to 192 pixels. */
  static int side(int width, int height) {
    return Math.max(96, Math.min(192, Math.max(width, height) / 10));
  }

  /**
   * Up to {@code count} squares with the greatest sums of absolute values, worst first; none
   * overlaps another or one of {@code taken}.
   */
  static List<Place> of(Difference difference, String model, int count, List<Place> taken) {
    int side = side(difference.width(), difference.height());
    int width = Math.min(side, difference.width());
    int height = Math.min(side, difference.height());
    double[][] sums = sums(difference);
    List<Place> found = new ArrayList<>();
    while (found.size() < count) {
      Place best = null;
      double most = MIN_MEAN * width * height;
      for (Place place : grid(difference, width, height, model)) {
        double sum = sum(sums, place);
        if (sum > most && taken.stream().noneMatch(place::overlaps) && clear(found, place)) {
          best = place;
          most = sum;
        }
      }
      if (best == null) {
        return found;
      }
      found.add(best);
    }
    return found;
  }

  private static boolean clear(List<Place> found, Place place) {
    return found.stream().noneMatch(place::overlaps);
  }

  private static List<Place> grid(Difference difference, int width, int height, String model) {
    List<Place> places = new ArrayList<>();
    int lastX = difference.width() - width;
    int lastY = difference.height() - height;
    for (int y = 0; y < lastY + CELL; y += CELL) {
      for (int x = 0; x < lastX + CELL; x += CELL) {
        places.add(new Place(Math.min(x, lastX), Math.min(y, lastY), width, height, model));
      }
    }
    return places;
  }

  /** Sums of all values above and left of a corner. */
  private static double[][] sums(Difference difference) {
    double[][] sums = new double[difference.height() + 1][difference.width() + 1];
    for (int y = 0; y < difference.height(); y++) {
      double row = 0;
      for (int x = 0; x < difference.width(); x++) {
        row += Math.abs(difference.value(x, y));
        sums[y + 1][x + 1] = sums[y][x + 1] + row;
      }
    }
    return sums;
  }

  private static double sum(double[][] sums, Place place) {
    int right = place.x() + place.width();
    int bottom = place.y() + place.height();
    return sums[bottom][right]
        - sums[place.y()][right]
        - sums[bottom][place.x()]
        + sums[place.y()][place.x()];
  }
}
