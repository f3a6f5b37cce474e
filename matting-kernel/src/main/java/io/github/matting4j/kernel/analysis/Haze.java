package io.github.matting4j.kernel.analysis;

import io.github.matting4j.image.AlphaMatte;
import java.util.Arrays;

/**
 * Clears the film of faint alpha that networks leave over a background, and its counterpart, the
 * film of almost opaque alpha within a body.
 *
 * <p>With a floor f, d the distance from the nearest cell of the picture that has an alpha of 2 f
 * or more, and D a 32nd of the longer side,
 *
 * <pre>
 * far  = (d − D) / D,              clipped to 0..1
 * rise = (α − f) / f,              clipped to 0..1, and smoothed: rise² (3 − 2 rise)
 * α'   = α (1 − far (1 − rise))
 * </pre>
 *
 * <p>and the same for 1 − α, with the distance from the nearest alpha of 1 − 2 f or less. So faint
 * alphas near anything visible, such as the ends of hair, of a veil or of smoke, are kept, and no
 * step arises. A thing fainter than f throughout cannot be told from haze and is cleared.
 *
 * <p>Distances are those of a grid of at most 256 cells a side. Memory: 4 bytes per pixel for the
 * result.
 */
public final class Haze {
  private static final int MAX_SIDE = 256;
  private static final int DISTANCES_PER_SIDE = 32;
  private static final float DIAGONAL = (float) Math.sqrt(2);

  private final float floor;
  private final int cell;
  private final int width;
  private final int height;

  /** Per cell, 0 near a visible alpha to 1 far from all. */
  private final float[] far;

  private Haze(AlphaMatte matte, float floor, boolean ofOpacity) {
    this.floor = floor;
    int longer = Math.max(matte.width(), matte.height());
    this.cell = (longer + MAX_SIDE - 1) / MAX_SIDE;
    this.width = (matte.width() + cell - 1) / cell;
    this.height = (matte.height() + cell - 1) / cell;
    this.far = new float[width * height];
    markVisible(matte, ofOpacity);
    measure();
    float distance = (float) longer / cell / DISTANCES_PER_SIDE;
    for (int i = 0; i < far.length; i++) {
      far[i] = Math.max(0f, Math.min(1f, (far[i] - distance) / distance));
    }
  }

  /**
   * The matte without both films; the same instance if it has none.
   *
   * @param floor above 0, at most 0.25
   */
  public static AlphaMatte cleared(AlphaMatte matte, float floor) {
    Haze low = new Haze(matte, floor, false);
    Haze high = new Haze(matte, floor, true);
    float[] alphas = matte.toArray();
    float[] clearable = new float[matte.width()];
    boolean changed = false;
    for (int y = 0; y < matte.height(); y++) {
      for (boolean opacity : new boolean[] {false, true}) {
        (opacity ? high : low).readRow(y, clearable);
        for (int x = 0, i = y * clearable.length; x < clearable.length; x++, i++) {
          float value = opacity ? 1f - alphas[i] : alphas[i];
          if (clearable[x] > 0f && value > 0f && value < 2f * floor) {
            float kept = value * (1f - clearable[x] * (1f - low.rise(value)));
            alphas[i] = opacity ? 1f - kept : kept;
            changed = true;
          }
        }
      }
    }
    return changed ? AlphaMatte.adopt(matte.width(), matte.height(), alphas) : matte;
  }

  private float rise(float value) {
    float t = Math.max(0f, Math.min(1f, (value - floor) / floor));
    return t * t * (3f - 2f * t);
  }

  /** 0 where a pixel of the cell is visible, else more than any distance. */
  private void markVisible(AlphaMatte matte, boolean ofOpacity) {
    Arrays.fill(far, width + height);
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      int first = y / cell * width;
      for (int x = 0; x < row.length; x++) {
        if ((ofOpacity ? 1f - row[x] : row[x]) >= 2f * floor) {
          far[first + x / cell] = 0f;
        }
      }
    }
  }

  /** Distances in cells, over sides and corners: one pass down, one up. */
  private void measure() {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        reach(x, y, x - 1, y, 1f);
        reach(x, y, x - 1, y - 1, DIAGONAL);
        reach(x, y, x, y - 1, 1f);
        reach(x, y, x + 1, y - 1, DIAGONAL);
      }
    }
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        reach(x, y, x + 1, y, 1f);
        reach(x, y, x + 1, y + 1, DIAGONAL);
        reach(x, y, x, y + 1, 1f);
        reach(x, y, x - 1, y + 1, DIAGONAL);
      }
    }
  }

  private void reach(int x, int y, int fromX, int fromY, float step) {
    if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
      int i = y * width + x;
      far[i] = Math.min(far[i], far[fromY * width + fromX] + step);
    }
  }

  /** A row of pixels, bilinear between the centres of cells. */
  private void readRow(int y, float[] target) {
    float row = Math.max(0f, Math.min(height - 1f, (y + 0.5f) / cell - 0.5f));
    int first = (int) row;
    int upper = first * width;
    int lower = Math.min(first + 1, height - 1) * width;
    float down = row - first;
    for (int x = 0; x < target.length; x++) {
      float column = Math.max(0f, Math.min(width - 1f, (x + 0.5f) / cell - 0.5f));
      int left = (int) column;
      int right = Math.min(left + 1, width - 1);
      float across = column - left;
      float above = far[upper + left] + across * (far[upper + right] - far[upper + left]);
      float below = far[lower + left] + across * (far[lower + right] - far[lower + left]);
      target[x] = above + down * (below - above);
    }
  }
}
