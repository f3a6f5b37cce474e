package io.github.matting4j.kernel.refine;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import java.util.function.BooleanSupplier;

/**
 * Closed-form matting in the band that a matte leaves undecided: where an alpha at most {@value
 * #GROWTH} pixels away lies between 0.05 and 0.95. Solved in tiles that overlap as far as pixels
 * influence each other, so the result has the same bits for every tile size.
 *
 * <p>Memory: about 8 megabytes for a tile, and 2 bits per pixel of the photo. Thread-safe.
 */
public final class ClosedFormBand {
  private static final float MAX_BACKGROUND = 0.05f;
  private static final float MIN_FOREGROUND = 0.95f;
  private static final int GROWTH = 2;
  private static final int TILE = 192;

  private final int tile;

  /** With tiles of the usual size. */
  public ClosedFormBand() {
    this(TILE);
  }

  public ClosedFormBand(int tile) {
    this.tile = tile;
  }

  /**
   * Solves in place.
   *
   * @param matte that says where the band is, of the photo's size
   * @param alpha 0..1, row-major, the prior of the solution; changed in the band only
   * @param mayContinue asked before every tile that has work, row by row; false leaves all further
   *     tiles as they are
   */
  public void solve(ArgbImage photo, AlphaMatte matte, float[] alpha, BooleanSupplier mayContinue) {
    BitRows band = band(matte);
    float[] prior = alpha.clone(); // tiles overlap and must not read each other's results
    for (int top = 0; top < photo.height(); top += tile) {
      for (int left = 0; left < photo.width(); left += tile) {
        int right = Math.min(photo.width(), left + tile);
        int bottom = Math.min(photo.height(), top + tile);
        if (isTouched(band, left, top, right, bottom)) {
          if (!mayContinue.getAsBoolean()) {
            return;
          }
          solve(photo, band, prior, alpha, left, top, right, bottom);
        }
      }
    }
  }

  private static BitRows band(AlphaMatte matte) {
    BitRows soft = new BitRows(matte.width(), matte.height());
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        if (row[x] > MAX_BACKGROUND && row[x] < MIN_FOREGROUND) {
          soft.set(x, y);
        }
      }
    }
    return soft.grown(GROWTH);
  }

  private static boolean isTouched(BitRows band, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; y++) {
      if (band.next(left, y, true) < right) {
        return true;
      }
    }
    return false;
  }

  private static void solve(
      ArgbImage photo,
      BitRows band,
      float[] prior,
      float[] alpha,
      int left,
      int top,
      int right,
      int bottom) {
    int x0 = Math.max(0, left - ClosedFormTile.REACH);
    int y0 = Math.max(0, top - ClosedFormTile.REACH);
    int width = Math.min(photo.width(), right + ClosedFormTile.REACH) - x0;
    int height = Math.min(photo.height(), bottom + ClosedFormTile.REACH) - y0;
    int[] rgb = new int[width * height];
    float[] solved = new float[width * height];
    boolean[] unknown = new boolean[width * height];
    int[] row = new int[photo.width()];
    for (int y = 0; y < height; y++) {
      photo.readRow(y0 + y, row, 0);
      System.arraycopy(row, x0, rgb, y * width, width);
      System.arraycopy(prior, (y0 + y) * photo.width() + x0, solved, y * width, width);
      int x = band.next(x0, y0 + y, true);
      while (x < x0 + width) {
        unknown[y * width + x - x0] = true;
        x = x + 1 == band.width() ? x + 1 : band.next(x + 1, y0 + y, true);
      }
    }
    ClosedFormTile.solve(width, height, rgb, solved, unknown, ClosedFormTile.STEPS);
    for (int y = top; y < bottom; y++) {
      int from = (y - y0) * width + left - x0;
      System.arraycopy(solved, from, alpha, y * photo.width() + left, right - left);
    }
  }
}
