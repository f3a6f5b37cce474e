package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;

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

  /** Of -0 too the bits are then those of 0. */
  private static final int WITHOUT_SIGN = 0x7FFFFFFF;

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
    // of values of 0..1 the bits are ordered as the values are
    int clearBits = Float.floatToRawIntBits(clear);
    int opaqueBits = Float.floatToRawIntBits(1f - clear);
    float[] row = new float[width];
    int at = 0;
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int from = 0; from < width; from += COLUMNS) {
        int end = Math.min(width, from + COLUMNS);
        if (row[from] <= clear) {
          blocks.kinds[at] = isAtMost(clearBits, row, from, end) ? CLEAR : MIXED;
        } else if (row[from] >= 1f - clear) {
          blocks.kinds[at] = isAtLeast(opaqueBits, row, from, end) ? OPAQUE : MIXED;
        }
        at++;
      }
    }
    return blocks;
  }

  private static boolean isAtMost(int bits, float[] row, int from, int end) {
    int signs = 0;
    for (int x = from; x < end; x++) {
      signs |= bits - (Float.floatToRawIntBits(row[x]) & WITHOUT_SIGN);
    }
    return signs >= 0;
  }

  private static boolean isAtLeast(int bits, float[] row, int from, int end) {
    int signs = 0;
    for (int x = from; x < end; x++) {
      signs |= (Float.floatToRawIntBits(row[x]) & WITHOUT_SIGN) - bits;
    }
    return signs >= 0;
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
