package io.github.matting4j.kernel.blend;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.refine.BoxMean;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.FloatRows;
import java.nio.FloatBuffer;

/**
 * A photo's background, blurred without the person: each pixel has the weight w = (1 − α)² times
 * its own alpha, so that the person's colours do not bleed into the surroundings, and pixels beyond
 * the photo have no weight.
 *
 * <pre>
 * result_r = (blur_r(w · colour) + δ · result_4r) / (blur_r(w) + δ)
 * </pre>
 *
 * from windows as wide as the picture down to the given radius: behind the person, where a small
 * window holds no background, the colour of the larger ones is kept, without a seam. Each blur is
 * three box means of a third of the radius. Computed on square cells of a 12th of the radius or one
 * pixel, enlarged bilinearly.
 *
 * <p>Not thread-safe. Holds 48 bytes per cell.
 */
public final class BackgroundBlur implements FloatRows {
  private static final int PASSES = 3;
  private static final int CELLS_PER_RADIUS = 12;
  private static final int CHANNELS = 3;
  private static final int WINDOW_RATIO = 4;
  private static final float EPSILON = 0.01f;

  private final AlphaRows[] rows = new AlphaRows[CHANNELS];
  private final float[][] line;

  /**
   * Blurs a photo.
   *
   * @param matte of the photo's size
   * @param radius distance over which a pixel's colour is spread, in pixels, at least 1
   */
  public BackgroundBlur(Picture photo, AlphaMatte matte, int radius) {
    int cell = Math.max(1, radius / CELLS_PER_RADIUS);
    int width = (photo.width() + cell - 1) / cell;
    int height = (photo.height() + cell - 1) / cell;
    float[][] planes = cells(photo, matte, cell, width, height);
    float[][] result = blurred(planes, width, height, Math.max(1, radius / cell));
    this.line = new float[CHANNELS][photo.width()];
    for (int c = 0; c < CHANNELS; c++) {
      AlphaRows plane = AlphaRows.of(FloatBuffer.wrap(result[c]), width, width, height);
      AlphaResizer resizer = new AlphaResizer(width, height, photo.width(), photo.height());
      resizer.start(plane);
      rows[c] = resizer;
    }
  }

  /** Weighted red, green, blue and the weight, means of each cell's pixels. */
  private static float[][] cells(Picture photo, AlphaMatte matte, int cell, int width, int height) {
    float[][] planes = new float[CHANNELS + 1][width * height];
    float[] pixels = new float[Picture.CHANNELS * photo.width()];
    float[] alphas = new float[photo.width()];
    for (int y = 0; y < photo.height(); y++) {
      photo.readColours(y, pixels);
      matte.readRow(y, alphas, 0);
      int rowsOfCell = Math.min(cell, photo.height() - y / cell * cell);
      for (int x = 0; x < alphas.length; x++) {
        int columnsOfCell = Math.min(cell, photo.width() - x / cell * cell);
        float background = 1f - alphas[x];
        int from = Picture.CHANNELS * x;
        float weight = background * background * pixels[from + 3] / (rowsOfCell * columnsOfCell);
        int at = y / cell * width + x / cell;
        planes[0][at] += weight * pixels[from];
        planes[1][at] += weight * pixels[from + 1];
        planes[2][at] += weight * pixels[from + 2];
        planes[CHANNELS][at] += weight;
      }
    }
    return planes;
  }

  private static float[][] blurred(float[][] planes, int width, int height, int radius) {
    float[][] result = new float[CHANNELS][width * height];
    int widest = radius;
    while (widest < 2 * Math.max(width, height)) {
      widest *= WINDOW_RATIO;
    }
    float[][] blur = new float[CHANNELS + 1][width * height];
    float[] scratch = new float[width * height];
    float epsilon = 1e-12f; // nothing to fall back on yet
    for (int r = widest; r >= radius; r /= WINDOW_RATIO) {
      BoxMean box = new BoxMean(width, height, Math.max(1, r / PASSES));
      for (int p = 0; p <= CHANNELS; p++) {
        box.apply(planes[p], blur[p]);
        box.apply(blur[p], scratch);
        box.apply(scratch, blur[p]);
      }
      for (int c = 0; c < CHANNELS; c++) {
        for (int i = 0; i < scratch.length; i++) {
          result[c][i] =
              (blur[c][i] + epsilon * result[c][i]) / (Math.max(0f, blur[CHANNELS][i]) + epsilon);
        }
      }
      epsilon = EPSILON;
    }
    return result;
  }

  /** Writes row {@code y}, opaque; rows are best asked for from top to bottom. */
  @Override
  public void read(int y, float[] rgba) {
    for (int c = 0; c < CHANNELS; c++) {
      rows[c].read(y, line[c], 0);
    }
    for (int x = 0, at = 0; x < line[0].length; x++, at += Picture.CHANNELS) {
      rgba[at] = line[0][x];
      rgba[at + 1] = line[1][x];
      rgba[at + 2] = line[2][x];
      rgba[at + 3] = 1f;
    }
  }
}
