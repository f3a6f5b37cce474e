package io.github.matting4j.kernel.motion;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Averages the mattes of a video recursively, along the motion that the photos show.
 *
 * <p>Only blocks where the matte differs from the one before are considered. {@link BlockMotion}
 * finds where each was. A cell's confidence is 1 where the photo there is the same within its
 * noise, 0 where it is not, or near such a place, or moves fast. With a the new alpha, p the
 * finished one of the frame before at the place the block came from, and d = p − a,
 *
 * <pre>
 * s  = 4 max(a (1 − a), p (1 − p)) + ε                 how much an error is to be expected
 * k  = Σ confidence s d (1 − g |d|) / Σ s²             over 5x5 cells
 * a' = a + β k s
 * </pre>
 *
 * <p>that is, the new matte is shifted to the old one as a whole, by what they differ by on average
 * over a neighbourhood. Its details are those of the new frame alone: what lies beside its old
 * place because of an inexact vector has an error of either sign, which cancels in the sum, and
 * repeated interpolation blurs nothing. Where nothing moved, each pixel is averaged by itself.
 *
 * <p>Not thread-safe.
 */
public final class MotionFilter {
  /** β: the share of the old matte where the confidence is 1. */
  private static final float SHARE_OF_OLD = 0.7f;

  /** ε: an error of an alpha of 0 or 1 beside one of 0.5. */
  private static final float SURE = 0.02f;

  /** g: large differences are flicker less often than motion. */
  private static final float SUSPICION = 0.7f;

  /** Confidence is 1 up to this multiple of the noise, and 0 from the next on. */
  private static final float SAME = 1.6f;

  private static final float DIFFERENT = 2.2f;

  /** Confidence is 1 up to this motion per frame, in short sides, and 0 from twice that on. */
  private static final float FAST = 0.03f;

  /** Differences of alpha that are no reason to look at a block. */
  private static final float EQUAL = 1 / 512f;

  /** Radius of the sums, in cells. */
  private static final int RADIUS = 2;

  private static final int SIDE = BlockMotion.SIDE;

  private @Nullable FrameCells cells;
  private @Nullable BlockMotion motion;
  private int width;
  private int height;

  /** The finished matte of the frame before. */
  private float[] old = {};

  /** The new matte. */
  private float[] alphas = {};

  // The current block: its pixels, and the finished alphas of where it was.
  private int side;
  private int left;
  private int top;
  private int right;
  private int bottom;
  private float[] was = {};
  private final float[] differences = new float[(SIDE + 2) * (SIDE + 2)];

  /** Makes the next frame the first one. */
  public void reset() {
    cells = null;
    motion = null;
    old = new float[0];
    alphas = old;
  }

  /** The averaged matte of the next frame. Both of one size; another size than before resets. */
  public AlphaMatte next(ArgbImage frame, AlphaMatte matte) {
    if (frame.width() != width || frame.height() != height) {
      reset();
    }
    width = frame.width();
    height = frame.height();
    FrameCells now = new FrameCells(frame);
    side = SIDE * now.pixels;
    alphas = matte.toArray();
    AlphaMatte finished = matte;
    if (cells != null && motion != null) {
      boolean[] changed = changed(now);
      BlockMotion found = new BlockMotion(cells, now, changed, motion);
      motion = found;
      finished = average(now, found, changed);
    } else {
      motion = new BlockMotion(now);
    }
    cells = now;
    old = alphas;
    return finished;
  }

  /** The blocks in which an alpha changed. */
  private boolean[] changed(FrameCells now) {
    int columns = (now.width + SIDE - 1) / SIDE;
    boolean[] changed = new boolean[columns * ((now.height + SIDE - 1) / SIDE)];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0, block = y / side * columns; x < width; x += side, block++) {
        int end = i + Math.min(side, width - x);
        if (changed[block]) {
          i = end;
        }
        for (; i < end; i++) {
          changed[block] |= Math.abs(alphas[i] - old[i]) > EQUAL;
        }
      }
    }
    return changed;
  }

  private AlphaMatte average(FrameCells now, BlockMotion found, boolean[] changed) {
    int count = now.width * now.height;
    was = new float[side * side];
    float[] same = new float[count];
    Arrays.fill(same, 1f);
    float[] products = new float[count];
    float[] squares = new float[count];
    for (int block = 0; block < changed.length; block++) {
      if (changed[block]) {
        measureConfidence(now, found, block, same);
        sumDifferences(now, found, block, products, squares);
      }
    }
    float[] confidence = CellPlane.minima(same, now.width, now.height);
    for (int i = 0; i < count; i++) {
      products[i] *= confidence[i];
    }
    float[] shift = CellPlane.sums(products, now.width, now.height, RADIUS);
    float[] weight = CellPlane.sums(squares, now.width, now.height, RADIUS);
    for (int i = 0; i < count; i++) {
      shift[i] = weight[i] > 0 ? shift[i] / weight[i] : 0;
    }
    CellSampler sampler = new CellSampler(now, width);
    for (int block = 0; block < changed.length; block++) {
      if (changed[block]) {
        shift(found, block, shift, confidence, sampler);
      }
    }
    return AlphaMatte.adopt(width, height, alphas);
  }

  /** By the mean difference of the 3x3 cells around each. */
  private void measureConfidence(FrameCells now, BlockMotion found, int block, float[] confidence) {
    int firstColumn = block % found.columns * SIDE;
    int firstRow = block / found.columns * SIDE;
    found.differences(block, firstColumn - 1, firstRow - 1, SIDE + 2, differences);
    float moved = Math.max(Math.abs(found.x[block]), Math.abs(found.y[block]));
    float speed = moved / BlockMotion.UNITS / Math.min(now.width, now.height) / FAST;
    float slow = Math.max(0, Math.min(1, 2 - speed));
    for (int j = 0; j < Math.min(SIDE, now.height - firstRow); j++) {
      for (int k = 0; k < Math.min(SIDE, now.width - firstColumn); k++) {
        float sum = 0;
        for (int n = 0; n < 9; n++) {
          sum += differences[(j + n / 3) * (SIDE + 2) + k + n % 3];
        }
        float same = (DIFFERENT - sum / 9 / found.noise()) / (DIFFERENT - SAME);
        confidence[(firstRow + j) * now.width + firstColumn + k] =
            slow * Math.max(0, Math.min(1, same));
      }
    }
  }

  private void sumDifferences(
      FrameCells now, BlockMotion found, int block, float[] products, float[] squares) {
    readOld(found, block);
    for (int y = top; y < bottom; y++) {
      int row = y / now.pixels * now.width;
      for (int x = left, k = (y - top) * side; x < right; x++, k++) {
        float a = alphas[y * width + x];
        float s = expected(a, was[k]);
        int cell = row + x / now.pixels;
        products[cell] += s * difference(a, was[k]);
        squares[cell] += s * s;
      }
    }
  }

  private void shift(
      BlockMotion found, int block, float[] shift, float[] confidence, CellSampler cells) {
    readOld(found, block);
    boolean still = found.x[block] == 0 && found.y[block] == 0;
    for (int y = top; y < bottom; y++) {
      cells.startRow(y);
      for (int x = left, k = (y - top) * side; x < right; x++, k++) {
        float a = alphas[y * width + x];
        float by = cells.at(shift, x) * expected(a, was[k]);
        if (still) {
          by += cells.at(confidence, x) * (difference(a, was[k]) - by);
        }
        alphas[y * width + x] = Math.max(0, Math.min(1, a + SHARE_OF_OLD * by));
      }
    }
  }

  private static float expected(float a, float p) {
    return 4 * Math.max(a * (1 - a), p * (1 - p)) + SURE;
  }

  private static float difference(float a, float p) {
    float d = p - a;
    return d * (1 - SUSPICION * Math.abs(d));
  }

  /** Makes a block the current one and reads the finished alphas of where it was. */
  private void readOld(BlockMotion found, int block) {
    left = block % found.columns * side;
    top = block / found.columns * side;
    right = Math.min(width, left + side);
    bottom = Math.min(height, top + side);
    float moveX = (float) (found.x[block] * side) / (SIDE * BlockMotion.UNITS);
    float moveY = (float) (found.y[block] * side) / (SIDE * BlockMotion.UNITS);
    int shiftX = (int) Math.floor(moveX);
    int shiftY = (int) Math.floor(moveY);
    float across = moveX - shiftX;
    float down = moveY - shiftY;
    for (int y = top; y < bottom; y++) {
      int above = Math.max(0, Math.min(height - 1, y + shiftY)) * width;
      int below = Math.max(0, Math.min(height - 1, y + shiftY + 1)) * width;
      for (int x = left, k = (y - top) * side; x < right; x++, k++) {
        int from = Math.max(0, Math.min(width - 1, x + shiftX));
        int next = Math.max(0, Math.min(width - 1, x + shiftX + 1));
        float high = old[above + from] + across * (old[above + next] - old[above + from]);
        float low = old[below + from] + across * (old[below + next] - old[below + from]);
        was[k] = high + down * (low - high);
      }
    }
  }
}
