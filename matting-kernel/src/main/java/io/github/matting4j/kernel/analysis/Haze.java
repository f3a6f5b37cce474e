package io.github.matting4j.kernel.analysis;

import io.github.matting4j.image.AlphaMatte;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  private final int cell;
  private final int width;
  private final int height;

  /** Per cell, 0 near a visible alpha to 1 far from all. */
  private final float[] far;

  /** Where the two rows of cells around a row of pixels begin, and its distance from the former. */
  private int upper;

  private int lower;
  private float down;

  /** With every cell farther from a visible alpha than any distance. */
  private Haze(int matteWidth, int matteHeight) {
    int longer = Math.max(matteWidth, matteHeight);
    this.cell = (longer + MAX_SIDE - 1) / MAX_SIDE;
    this.width = (matteWidth + cell - 1) / cell;
    this.height = (matteHeight + cell - 1) / cell;
    this.far = new float[width * height];
    Arrays.fill(far, width + height);
  }

  /**
   * The matte without both films; the same instance if it has none.
   *
   * @param floor above 0, at most 0.25
   */
  public static AlphaMatte cleared(AlphaMatte matte, float floor) {
    float visible = 2f * floor;
    Haze faint = new Haze(matte.width(), matte.height());
    Haze dense = new Haze(matte.width(), matte.height());
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      markVisible(row, y, visible, faint, dense);
    }
    faint.measure(Math.max(matte.width(), matte.height()));
    dense.measure(Math.max(matte.width(), matte.height()));
    Columns columns = new Columns(matte.width(), faint);
    float @Nullable [] alphas = null;
    for (int y = 0; y < matte.height(); y++) {
      boolean low = faint.moveTo(y);
      boolean high = dense.moveTo(y);
      if (!low && !high) {
        continue;
      }
      matte.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        float alpha = row[x];
        float rest = 1f - alpha;
        boolean isFaint = alpha > 0f && alpha < visible;
        if (isFaint ? !low : !high || rest <= 0f || rest >= visible) {
          continue;
        }
        float clearable = (isFaint ? faint : dense).far(columns, x);
        if (clearable > 0f) {
          alphas = alphas == null ? matte.toArray() : alphas;
          alphas[y * row.length + x] =
              isFaint ? kept(alpha, clearable, floor) : 1f - kept(rest, clearable, floor);
        }
      }
    }
    return alphas == null ? matte : AlphaMatte.adopt(matte.width(), matte.height(), alphas);
  }

  /** What is left of a faint value. */
  private static float kept(float value, float clearable, float floor) {
    float t = Math.max(0f, Math.min(1f, (value - floor) / floor));
    return value * (1f - clearable * (1f - t * t * (3f - 2f * t)));
  }

  /**
   * Sets the cells to 0 in which a pixel of this row of the matte, or what it lacks, is visible.
   */
  private static void markVisible(float[] row, int y, float visible, Haze faint, Haze dense) {
    int cell = faint.cell;
    int at = y / cell * faint.width;
    for (int from = 0; from < row.length; from += cell, at++) {
      if (faint.far[at] == 0f && dense.far[at] == 0f) {
        continue;
      }
      for (int x = from, to = Math.min(from + cell, row.length); x < to; x++) {
        if (row[x] >= visible) {
          faint.far[at] = 0f;
        }
        if (1f - row[x] >= visible) {
          dense.far[at] = 0f;
        }
      }
    }
  }

  /** From distances in cells, over sides and corners, found in one pass down and one up. */
  private void measure(int longer) {
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
    float distance = (float) longer / cell / DISTANCES_PER_SIDE;
    for (int i = 0; i < far.length; i++) {
      far[i] = Math.max(0f, Math.min(1f, (far[i] - distance) / distance));
    }
  }

  private void reach(int x, int y, int fromX, int fromY, float step) {
    if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
      int i = y * width + x;
      far[i] = Math.min(far[i], far[fromY * width + fromX] + step);
    }
  }

  /** Goes to a row of pixels; false if {@link #far} is 0 in all of it. */
  private boolean moveTo(int y) {
    float row = Math.max(0f, Math.min(height - 1f, (y + 0.5f) / cell - 0.5f));
    int first = (int) row;
    upper = first * width;
    lower = Math.min(first + 1, height - 1) * width;
    down = row - first;
    return hasFar(upper) || hasFar(lower);
  }

  private boolean hasFar(int first) {
    for (int i = first; i < first + width; i++) {
      if (far[i] > 0f) {
        return true;
      }
    }
    return false;
  }

  /** Of a pixel of the row, bilinear between the centres of cells. */
  private float far(Columns columns, int x) {
    int left = columns.left[x];
    int right = Math.min(left + 1, width - 1);
    float across = columns.across[x];
    float above = far[upper + left] + across * (far[upper + right] - far[upper + left]);
    float below = far[lower + left] + across * (far[lower + right] - far[lower + left]);
    return above + down * (below - above);
  }

  /** Per column of pixels, the column of cells whose centre is left of it, and how far. */
  private static final class Columns {
    final int[] left;
    final float[] across;

    Columns(int count, Haze haze) {
      left = new int[count];
      across = new float[count];
      for (int x = 0; x < count; x++) {
        float column = Math.max(0f, Math.min(haze.width - 1f, (x + 0.5f) / haze.cell - 0.5f));
        left[x] = (int) column;
        across[x] = column - left[x];
      }
    }
  }
}
