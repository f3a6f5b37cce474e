package io.github.matting4j.kernel.refine;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.BilinearAxis;
import java.util.Arrays;

/**
 * Linear functions of the colour, fitted at one size, applied to a picture of another, with
 * bilinear interpolation of the functions. A row of the picture lies between two rows of functions;
 * where these and their neighbours are one and the same alpha, so is the result, and no pixel is
 * looked at.
 *
 * <p>Used once. Not thread-safe.
 */
final class GuidedEnlargement {
  /** Slopes by red, green and blue, then the offset. */
  private static final int FUNCTIONS = 4;

  private static final int OFFSET = 3;

  private final float[][] functions;
  private final int width;
  private final int height;
  private final ArgbImage picture;
  private final BilinearAxis across;
  private final BilinearAxis down;
  private final float[] result;

  /** For each column of functions the first of the picture that is not to its left. */
  private final int[] starts;

  /** Whether the four functions around each cell between two columns and rows are one alpha. */
  private final boolean[] flat;

  private int[] upperSlopes;
  private int[] lowerSlopes;

  /** The row of functions that the lower slopes are of. */
  private int below = -1;

  private final float[][] mixed;
  private final boolean[] sloped;
  private final int[] pixels;

  /**
   * @param functions slopes by red, green and blue, and offset, of each fitted pixel
   * @param width of the fitted size
   * @param height of the fitted size
   */
  GuidedEnlargement(float[][] functions, int width, int height, ArgbImage picture) {
    this.functions = functions;
    this.width = width;
    this.height = height;
    this.picture = picture;
    this.across = BilinearAxis.of(width, picture.width());
    this.down = BilinearAxis.of(height, picture.height());
    this.result = new float[Math.multiplyExact(picture.width(), picture.height())];
    this.starts = starts(across.index(), width);
    this.flat = new boolean[width];
    this.upperSlopes = new int[width];
    this.lowerSlopes = new int[width];
    this.mixed = new float[FUNCTIONS][width + 1];
    this.sloped = new boolean[width];
    this.pixels = new int[picture.width()];
  }

  private static int[] starts(int[] index, int width) {
    int[] starts = new int[width + 1];
    int x = 0;
    for (int i = 0; i < width; i++) {
      while (x < index.length && index[x] < i) {
        x++;
      }
      starts[i] = x;
    }
    starts[width] = index.length;
    return starts;
  }

  /** The alphas, 0..1, row-major. */
  float[] alphas() {
    int above = -1;
    for (int y = 0; y < picture.height(); y++) {
      int top = down.index()[y];
      if (top != above) {
        findFlat(top);
        above = top;
      }
      row(y, top);
    }
    return result;
  }

  private void findFlat(int top) {
    int bottom = Math.min(top + 1, height - 1);
    if (top == below) {
      int[] free = upperSlopes;
      upperSlopes = lowerSlopes;
      lowerSlopes = free;
    } else {
      readSlopes(top, upperSlopes);
    }
    readSlopes(bottom, lowerSlopes);
    below = bottom;
    float[] offsets = functions[OFFSET];
    int upper = top * width;
    int lower = bottom * width;
    int[] above = upperSlopes;
    int[] under = lowerSlopes;
    for (int x = 0; x < width - 1; x++) {
      float alpha = offsets[upper + x];
      flat[x] =
          (above[x] | above[x + 1] | under[x] | under[x + 1]) == 0
              && alpha == offsets[lower + x]
              && alpha == offsets[upper + x + 1]
              && alpha == offsets[lower + x + 1];
    }
    int last = width - 1;
    flat[last] = (above[last] | under[last]) == 0 && offsets[upper + last] == offsets[lower + last];
  }

  /** Writes 0 for each function of a row that has no slope. */
  private void readSlopes(int y, int[] target) {
    int row = y * width;
    float[] red = functions[0];
    float[] green = functions[1];
    float[] blue = functions[2];
    for (int x = 0; x < target.length; x++) {
      target[x] =
          Float.floatToRawIntBits(red[row + x])
              | Float.floatToRawIntBits(green[row + x])
              | Float.floatToRawIntBits(blue[row + x]);
    }
  }

  private void row(int y, int top) {
    int upper = top * width;
    int to = y * picture.width();
    int cell = 0;
    while (cell < width) {
      int first = cell;
      if (flat[cell]) {
        float alpha = functions[OFFSET][upper + cell];
        while (cell < width && flat[cell] && functions[OFFSET][upper + cell] == alpha) {
          cell++;
        }
        if (alpha != 0f) { // what the new array has already
          Arrays.fill(result, to + starts[first], to + starts[cell], alpha);
        }
      } else {
        while (cell < width && !flat[cell]) {
          cell++;
        }
        mix(top, down.weight()[y], first, cell);
        picture.readRow(y, starts[first], starts[cell], pixels, starts[first]);
        combine(starts[first], starts[cell], to);
      }
    }
  }

  /**
   * The functions of columns {@code first} to {@code last} between row {@code top} and the one
   * below; the last of a row is there twice. And whether they or the ones to their right have a
   * slope.
   */
  private void mix(int top, float share, int first, int last) {
    int upper = top * width;
    int lower = Math.min(top + 1, height - 1) * width;
    int end = Math.min(last + 1, width);
    for (int c = 0; c < FUNCTIONS; c++) {
      float[] plane = functions[c];
      float[] row = mixed[c];
      for (int x = first; x < end; x++) {
        float near = plane[upper + x];
        row[x] = near + share * (plane[lower + x] - near);
      }
      row[width] = row[width - 1];
    }
    boolean next = last < width && hasSlope(last);
    for (int x = Math.min(last, width) - 1; x >= first; x--) {
      boolean here = hasSlope(x);
      sloped[x] = here || next;
      next = here;
    }
  }

  private boolean hasSlope(int x) {
    return mixed[0][x] != 0 || mixed[1][x] != 0 || mixed[2][x] != 0;
  }

  private void combine(int from, int end, int to) {
    int[] left = across.index();
    float[] shares = across.weight();
    float[] red = mixed[0];
    float[] green = mixed[1];
    float[] blue = mixed[2];
    float[] offset = mixed[OFFSET];
    for (int x = from; x < end; x++) {
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
      result[to + x] = alpha;
    }
  }
}
