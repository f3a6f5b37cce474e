package io.github.matting4j.kernel.blend;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.refine.BoxMean;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.FloatRows;
import java.nio.FloatBuffer;
import java.util.Arrays;

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
 * pixel, for larger windows on proportionally larger cells, and enlarged bilinearly.
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

  /** The result for this radius, in cells; larger windows have proportionally larger cells. */
  private static float[][] blurred(float[][] planes, int width, int height, int radius) {
    float[][] result;
    float epsilon;
    if (radius >= 2 * Math.max(width, height) || (width == 1 && height == 1)) {
      result = new float[CHANNELS][width * height];
      epsilon = 1e-12f; // nothing to fall back on
    } else {
      result = wider(planes, width, height, radius);
      epsilon = EPSILON;
    }
    BoxMean box = new BoxMean(width, height, Math.max(1, radius / PASSES));
    float[] scratch = new float[width * height];
    float[] blur = new float[width * height];
    float[] weight = new float[width * height];
    blur(box, planes[CHANNELS], scratch, weight);
    for (int c = 0; c < CHANNELS; c++) {
      blur(box, planes[c], scratch, blur);
      float[] mixed = result[c];
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] = (blur[i] + epsilon * mixed[i]) / (Math.max(0f, weight[i]) + epsilon);
      }
    }
    return result;
  }

  private static void blur(BoxMean box, float[] plane, float[] scratch, float[] target) {
    box.apply(plane, target);
    box.apply(target, scratch);
    box.apply(scratch, target);
  }

  /** The result for the next larger window, on these cells. */
  private static float[][] wider(float[][] planes, int width, int height, int radius) {
    int columns = (width + WINDOW_RATIO - 1) / WINDOW_RATIO;
    int rows = (height + WINDOW_RATIO - 1) / WINDOW_RATIO;
    float[][] means = new float[CHANNELS + 1][columns * rows];
    for (int c = 0; c <= CHANNELS; c++) {
      reduce(planes[c], width, height, means[c], columns);
    }
    float[][] blurred = blurred(means, columns, rows, radius);
    float[][] enlarged = new float[CHANNELS][width * height];
    AlphaResizer resizer = new AlphaResizer(columns, rows, width, height);
    for (int c = 0; c < CHANNELS; c++) {
      resizer.start(AlphaRows.of(FloatBuffer.wrap(blurred[c]), columns, columns, rows));
      for (int y = 0; y < height; y++) {
        resizer.read(y, enlarged[c], y * width);
      }
    }
    return enlarged;
  }

  /** Means of squares of cells, at the borders of those within the picture. */
  private static void reduce(float[] plane, int width, int height, float[] means, int columns) {
    float[] sums = new float[columns];
    for (int top = 0, row = 0; top < height; top += WINDOW_RATIO, row++) {
      int bottom = Math.min(height, top + WINDOW_RATIO);
      Arrays.fill(sums, 0f);
      for (int y = top; y < bottom; y++) {
        for (int x = 0, i = y * width; x < width; x++, i++) {
          sums[x / WINDOW_RATIO] += plane[i];
        }
      }
      for (int column = 0; column < columns; column++) {
        int across = Math.min(WINDOW_RATIO, width - column * WINDOW_RATIO);
        means[row * columns + column] = sums[column] / (across * (bottom - top));
      }
    }
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
