package io.github.matting4j.zoom;

import io.github.matting4j.image.AlphaMatte;

/** The matte of a crop beside that of the whole photo. */
final class CropMatte {
  /** A second matte that is more undecided than this, compared with the first, is no better. */
  private static final double MAX_UNDECIDED = 1.1;

  /** A second matte with less than this share of the first's mass has lost the person. */
  private static final double MIN_MASS = 0.1;

  /**
   * The width of the transition at the border, as a share of the longer side; within the margin.
   */
  private static final double FEATHER = 0.1;

  private final Crop crop;
  private final AlphaMatte matte;

  CropMatte(Crop crop, AlphaMatte matte) {
    this.crop = crop;
    this.matte = matte;
  }

  /**
   * Whether the person is still there and the matte about as decided as the first, judged by the
   * sum of α (1 − α) over that of α.
   */
  boolean replaces(AlphaMatte first) {
    float[] before = new float[first.width()];
    float[] now = new float[crop.width()];
    double massBefore = 0;
    double undecidedBefore = 0;
    double mass = 0;
    double undecided = 0;
    for (int y = 0; y < crop.height(); y++) {
      first.readRow(crop.top() + y, before, 0);
      matte.readRow(y, now, 0);
      for (int x = 0; x < now.length; x++) {
        float a = before[crop.left() + x];
        massBefore += a;
        undecidedBefore += a * (1 - a);
        mass += now[x];
        undecided += now[x] * (1 - now[x]);
      }
    }
    return mass >= MIN_MASS * massBefore
        && undecided * massBefore <= MAX_UNDECIDED * undecidedBefore * mass;
  }

  /** Mixes the matte into the alphas of a photo, fading out towards the crop's border. */
  void join(float[] alphas, int photoWidth, int photoHeight) {
    double feather = Math.max(1, FEATHER * crop.longSide());
    float[] columns = weights(crop.left(), crop.right(), photoWidth, feather);
    float[] rows = weights(crop.top(), crop.bottom(), photoHeight, feather);
    float[] row = new float[crop.width()];
    for (int y = 0; y < crop.height(); y++) {
      matte.readRow(y, row, 0);
      int at = (crop.top() + y) * photoWidth + crop.left();
      for (int x = 0; x < row.length; x++) {
        alphas[at + x] += rows[y] * columns[x] * (row[x] - alphas[at + x]);
      }
    }
  }

  /** Along one side: near 0 at a border inside the photo, 1 at a border of the photo. */
  private static float[] weights(int from, int to, int photoSize, double feather) {
    float[] weights = new float[to - from];
    for (int i = 0; i < weights.length; i++) {
      double toStart = from == 0 ? feather : i + 0.5;
      double toEnd = to == photoSize ? feather : weights.length - i - 0.5;
      double t = Math.min(1, Math.min(toStart, toEnd) / feather);
      weights[i] = (float) (t * t * (3 - 2 * t));
    }
    return weights;
  }
}
