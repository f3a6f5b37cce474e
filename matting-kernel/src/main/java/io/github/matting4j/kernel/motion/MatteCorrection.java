package io.github.matting4j.kernel.motion;

import java.util.Arrays;

/**
 * Corrects the matte of a frame towards that of another one, along the motion that the photos show.
 *
 * <p>Only blocks where the two differ are considered. {@link BlockMotion} finds where each is in
 * the other frame. A cell's confidence is 1 where the photo there is the same within its noise, 0
 * where it is not, or near such a place, or moves fast. With a the alpha, p the one of the other
 * frame at the place that the block has there, and d = p − a,
 *
 * <pre>
 * s  = 4 max(a (1 − a), p (1 − p)) + ε                 how much an error is to be expected
 * k  = Σ confidence s d (1 − g |d|) / Σ s²             over 5x5 cells
 * a' = a + β k s
 * </pre>
 *
 * <p>that is, the matte is shifted to the other as a whole, by what they differ by on average over
 * a neighbourhood. Its details are those of its own frame: what lies beside its place because of an
 * inexact vector has an error of either sign, which cancels in the sum, and repeated interpolation
 * blurs nothing. Where nothing moved, each pixel is averaged by itself.
 *
 * <p>For frames of one size. Not thread-safe.
 */
final class MatteCorrection {
  /** ε: an error of an alpha of 0 or 1 beside one of 0.5. */
  private static final float SURE = 0.02f;

  /** g: large differences are flicker less often than motion. */
  private static final float SUSPICION = 0.7f;

  /** Confidence is 1 up to this multiple of the noise, and 0 from the next on. */
  private static final float SAME = 1.6f;

  private static final float DIFFERENT = 2.2f;

  /** Confidence is 1 up to this motion per frame, in short sides, and 0 from twice that on. */
  private static final float FAST = 0.03f;

  /** Differences of alpha that are no reason to look at a block: those that 8 bits do not show. */
  private static final float EQUAL = 1 / 255f;

  /** Radius of the sums, in cells. */
  private static final int RADIUS = 2;

  private static final int SIDE = BlockMotion.SIDE;

  private final int width;
  private final int height;

  /** Alphas of the other frame at the place of each pixel there; only of blocks that differ. */
  private final float[] there;

  private final float[] differences = new float[(SIDE + 2) * (SIDE + 2)];

  // Of the present call:
  private float[] alphas = {};
  private float[] other = {};
  private float share;

  /** Pixels along a side of a block. */
  private int side;

  MatteCorrection(int width, int height) {
    this.width = width;
    this.height = height;
    this.there = new float[width * height];
  }

  /** The blocks in which two mattes of a frame's size differ. */
  static boolean[] differing(FrameCells cells, int width, int height, float[] one, float[] other) {
    int side = SIDE * cells.pixels;
    int columns = (cells.width + SIDE - 1) / SIDE;
    boolean[] changed = new boolean[columns * ((cells.height + SIDE - 1) / SIDE)];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0, block = y / side * columns; x < width; x += side, block++) {
        int end = i + Math.min(side, width - x);
        if (changed[block]) {
          i = end;
        }
        for (; i < end; i++) {
          changed[block] |= Math.abs(one[i] - other[i]) > EQUAL;
        }
      }
    }
    return changed;
  }

  /**
   * Corrects a matte.
   *
   * @param now the frame of the matte
   * @param found where its blocks are in the other frame
   * @param changed the blocks to be looked at, those that were searched
   * @param matte is changed
   * @param towards the matte of the other frame
   * @param shareOfOther β: its share where the confidence is 1
   */
  void apply(
      FrameCells now,
      BlockMotion found,
      boolean[] changed,
      float[] matte,
      float[] towards,
      float shareOfOther) {
    alphas = matte;
    other = towards;
    share = shareOfOther;
    side = SIDE * now.pixels;
    int count = now.width * now.height;
    float[] same = new float[count];
    Arrays.fill(same, 1f);
    float[] products = new float[count];
    float[] squares = new float[count];
    for (int block = 0; block < changed.length; block++) {
      if (changed[block]) {
        measureConfidence(now, found, block, same);
        readOther(found, block);
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
    CellRows shifts = new CellRows(now, shift, width);
    CellRows confidences = new CellRows(now, confidence, width);
    for (int y = 0; y < height; y++) {
      int block = y / side * found.columns;
      for (int end = block + found.columns, left = 0; block < end; block++, left += side) {
        if (changed[block]) {
          shifts.start(y);
          confidences.start(y);
          boolean still = found.x[block] == 0 && found.y[block] == 0;
          shift(y, left, Math.min(width, left + side), still, shifts, confidences);
        }
      }
    }
  }

  /** By the mean difference of the 3x3 cells around each. */
  private void measureConfidence(FrameCells now, BlockMotion found, int block, float[] confidence) {
    int firstColumn = block % found.columns * SIDE;
    int firstRow = block / found.columns * SIDE;
    found.differences(block, firstColumn - 1, firstRow - 1, SIDE + 2, differences);
    float moved = Math.max(Math.abs(found.x[block]), Math.abs(found.y[block]));
    float speed = moved / BlockMotion.UNITS / Math.min(now.width, now.height) / FAST;
    float slow = Math.max(0, Math.min(1, 2 - speed));
    float different = DIFFERENT * 9 * found.noise();
    float steepness = 1 / ((DIFFERENT - SAME) * 9 * found.noise());
    for (int j = 0; j < Math.min(SIDE, now.height - firstRow); j++) {
      for (int k = 0; k < Math.min(SIDE, now.width - firstColumn); k++) {
        int at = j * (SIDE + 2) + k;
        float sum = three(at) + three(at + SIDE + 2) + three(at + 2 * (SIDE + 2));
        float same = (different - sum) * steepness;
        confidence[(firstRow + j) * now.width + firstColumn + k] =
            slow * Math.max(0, Math.min(1, same));
      }
    }
  }

  private float three(int first) {
    return differences[first] + differences[first + 1] + differences[first + 2];
  }

  private void sumDifferences(
      FrameCells now, BlockMotion found, int block, float[] products, float[] squares) {
    int left = block % found.columns * side;
    int top = block / found.columns * side;
    int right = Math.min(width, left + side);
    int bottom = Math.min(height, top + side);
    for (int y = top; y < bottom; y++) {
      int cell = y / now.pixels * now.width + left / now.pixels;
      for (int x = left; x < right; cell++) {
        float product = 0;
        float square = 0;
        for (int end = Math.min(right, x + now.pixels); x < end; x++) {
          int i = y * width + x;
          float s = expected(alphas[i], there[i]);
          product += s * difference(alphas[i], there[i]);
          square += s * s;
        }
        products[cell] += product;
        squares[cell] += square;
      }
    }
  }

  /** Corrects one row of a block. */
  private void shift(
      int y, int left, int right, boolean still, CellRows shifts, CellRows confidences) {
    for (int x = left, i = y * width + left; x < right; x++, i++) {
      float a = alphas[i];
      float by = shifts.at(x) * expected(a, there[i]);
      if (still) {
        by += confidences.at(x) * (difference(a, there[i]) - by);
      }
      alphas[i] = Math.max(0, Math.min(1, a + share * by));
    }
  }

  private static float expected(float a, float p) {
    return 4 * Math.max(a * (1 - a), p * (1 - p)) + SURE;
  }

  private static float difference(float a, float p) {
    float d = p - a;
    return d * (1 - SUSPICION * Math.abs(d));
  }

  /** Reads the alphas of the other frame where a block is there; beyond the picture its border. */
  private void readOther(BlockMotion found, int block) {
    int left = block % found.columns * side;
    int top = block / found.columns * side;
    int right = Math.min(width, left + side);
    int bottom = Math.min(height, top + side);
    float moveX = (float) (found.x[block] * side) / (SIDE * BlockMotion.UNITS);
    float moveY = (float) (found.y[block] * side) / (SIDE * BlockMotion.UNITS);
    int shiftX = (int) Math.floor(moveX);
    int shiftY = (int) Math.floor(moveY);
    float across = moveX - shiftX;
    float down = moveY - shiftY;
    boolean inside = left + shiftX >= 0 && right + shiftX < width;
    for (int y = top; y < bottom; y++) {
      int above = Math.max(0, Math.min(height - 1, y + shiftY)) * width;
      int below = Math.max(0, Math.min(height - 1, y + shiftY + 1)) * width;
      int row = y * width;
      if (inside && across == 0 && down == 0) {
        System.arraycopy(other, above + left + shiftX, there, row + left, right - left);
        continue;
      }
      for (int x = left; x < right; x++) {
        int from = inside ? x + shiftX : Math.max(0, Math.min(width - 1, x + shiftX));
        int next = inside ? from + 1 : Math.max(0, Math.min(width - 1, x + shiftX + 1));
        float high = other[above + from] + across * (other[above + next] - other[above + from]);
        float low = other[below + from] + across * (other[below + next] - other[below + from]);
        there[row + x] = high + down * (low - high);
      }
    }
  }
}
