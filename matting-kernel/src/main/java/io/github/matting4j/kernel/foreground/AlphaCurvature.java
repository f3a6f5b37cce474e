package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.kernel.analysis.BitRows;

/**
 * Where the alphas of a matte, or of every {@code 2^shift}-th column and row of it, are undecided,
 * where among these they are curved, and where they are steep. Curved: {@code |a[x-1] - 2a[x] +
 * a[x+1]| + |a[y-1] - 2a[y] + a[y+1]|} is more than a threshold. Hair and outlines are curved; a
 * linear ramp of any slope is not. Steep: see {@link PhotoAlpha}.
 *
 * @param undecided alphas that are neither close to 0 nor to 1
 * @param curved those of them that are curved
 * @param steep alphas at most two columns and rows away from two neighbours that differ much
 */
record AlphaCurvature(BitRows undecided, BitRows curved, BitRows steep) {
  /** From here on a pixel is the person alone: 254.5 / 255. */
  static final float OPAQUE = 254.5f / 255f;

  /** Up to here a pixel is background alone: 0.5 / 255. */
  static final float CLEAR = 0.5f / 255f;

  /**
   * Of a matte.
   *
   * @param blocks of the matte, for this {@code clear}
   * @param clear alphas up to this, and from {@code 1 - clear} on, are decided
   */
  static AlphaCurvature of(
      AlphaMatte matte, DecidedBlocks blocks, int shift, float threshold, float clear) {
    return new Search(matte, blocks, shift, threshold, clear).find();
  }

  /** One size of a matte. */
  private static final class Search {
    private final AlphaMatte matte;
    private final DecidedBlocks blocks;
    private final int shift;
    private final float threshold;
    private final float clear;
    private final int width;
    private final int height;
    private final BitRows undecided;
    private final BitRows curved;
    private final BitRows steep;
    private final float[] full;
    private final float[] upper;
    private final float[] here;
    private final float[] lower;

    Search(AlphaMatte matte, DecidedBlocks blocks, int shift, float threshold, float clear) {
      this.matte = matte;
      this.blocks = blocks;
      this.shift = shift;
      this.threshold = threshold;
      this.clear = clear;
      this.width = EdgeLevel.size(matte.width(), shift);
      this.height = EdgeLevel.size(matte.height(), shift);
      this.undecided = new BitRows(width, height);
      this.curved = new BitRows(width, height);
      this.steep = new BitRows(width, height);
      this.full = new float[matte.width()];
      this.upper = new float[width + 2];
      this.here = new float[width + 2];
      this.lower = new float[width + 2];
    }

    AlphaCurvature find() {
      for (int y = 0; y < height; y++) {
        if (shift > DecidedBlocks.SHIFT) { // not every block has a sample
          find(y, 0, width);
          continue;
        }
        int row = y << shift;
        int above = Math.max(y - 1, 0) << shift;
        int perBlock = DecidedBlocks.COLUMNS >> shift;
        for (int block = 0; block < blocks.perRow(); block++) {
          if (blocks.mayChange(block, row, above)) {
            int first = block;
            while (block < blocks.perRow() && blocks.mayChange(block, row, above)) {
              block++;
            }
            find(y, first * perBlock, Math.min(width, block * perBlock));
          }
        }
      }
      return new AlphaCurvature(undecided, curved, steep.grown(PhotoAlpha.REACH));
    }

    /** Columns {@code from} to before {@code to} of row {@code y}. */
    private void find(int y, int from, int to) {
      int first = Math.max(0, from - 1);
      read(Math.max(y - 1, 0), first, to, upper);
      read(y, first, Math.min(width, to + 1), here);
      read(Math.min(y + 1, height - 1), first, to, lower);
      here[Math.min(width, to + 1) - first] = here[Math.min(width, to + 1) - 1 - first];
      float opaque = 1f - clear;
      for (int x = from; x < to; x++) {
        int i = x - first;
        float a = here[i];
        float left = here[Math.max(0, i - 1)];
        if (Math.abs(a - left) > PhotoAlpha.STEEP || Math.abs(a - upper[i]) > PhotoAlpha.STEEP) {
          steep.set(x, y);
        }
        if (a > clear && a < opaque) {
          undecided.set(x, y);
          float across = left + here[i + 1] - 2 * a;
          float down = upper[i] + lower[i] - 2 * a;
          if (Math.abs(across) + Math.abs(down) > threshold) {
            curved.set(x, y);
          }
        }
      }
    }

    /** Every {@code 2^shift}-th alpha of a row, from column {@code from} to before {@code to}. */
    private void read(int y, int from, int to, float[] target) {
      if (shift == 0) {
        matte.readRow(y, from, to, target, 0);
        return;
      }
      matte.readRow(y << shift, from << shift, ((to - 1) << shift) + 1, full, 0);
      for (int x = 0; x < to - from; x++) {
        target[x] = full[x << shift];
      }
    }
  }
}
