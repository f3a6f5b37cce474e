package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.kernel.analysis.DecidedAlphas;

/**
 * Which blocks of {@value #COLUMNS} columns of each row of a matte are decided throughout, so that
 * whoever looks for soft and steep alphas can leave most of a matte out. One byte per block.
 *
 * <p>Immutable.
 */
final class DecidedBlocks {
  /** The base-two logarithm of the columns of a block. */
  static final int SHIFT = 6;

  static final int COLUMNS = 1 << SHIFT;

  private static final byte MIXED = 0;
  private static final byte CLEAR = 1;
  private static final byte OPAQUE = 2;

  private final int perRow;
  private final byte[] kinds;

  private DecidedBlocks(int perRow, int rows) {
    this.perRow = perRow;
    this.kinds = new byte[Math.multiplyExact(perRow, rows)];
  }

  /**
   * Of a matte.
   *
   * @param clear alphas up to this, and from {@code 1 - clear} on, are decided
   */
  static DecidedBlocks of(AlphaMatte matte, float clear) {
    int width = matte.width();
    DecidedBlocks blocks = new DecidedBlocks((width + COLUMNS - 1) >> SHIFT, matte.height());
    float opaque = 1f - clear;
    float[] row = new float[width];
    int at = 0;
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int from = 0; from < width; from += COLUMNS) {
        int end = Math.min(width, from + COLUMNS);
        if (row[from] <= clear) {
          blocks.kinds[at] = DecidedAlphas.areAtMost(clear, row, from, end) ? CLEAR : MIXED;
        } else if (row[from] >= opaque) {
          blocks.kinds[at] = DecidedAlphas.areAtLeast(opaque, row, from, end) ? OPAQUE : MIXED;
        }
        at++;
      }
    }
    return blocks;
  }

  /** Blocks of a row. */
  int perRow() {
    return perRow;
  }

  /**
   * Whether a block of row {@code y} may hold an undecided alpha, or one that is decided otherwise
   * than the one to its left or than the one of row {@code upper}.
   */
  boolean mayChange(int block, int y, int upper) {
    int at = y * perRow + block;
    byte kind = kinds[at];
    return kind == MIXED
        || kind != kinds[upper * perRow + block]
        || (block > 0 && kind != kinds[at - 1]);
  }
}
