package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.PixelRows;
import org.jspecify.annotations.Nullable;

/**
 * Multi-level foreground estimation as published (Germer, Uelwer, Conrad, Harmeling, 2020): the
 * colours F of the person and B of what is behind, such that {@code photo = α F + (1 − α) B} and
 * both are smooth where α changes. From 1x1 to the full size, each size begins with the result of
 * the one before; ten sweeps up to 32x32, two above. The 1x1 begins with the mean colours of pixels
 * with alpha above 0.9 and below 0.1.
 *
 * <p>Memory while it runs: 32 bytes per pixel, and about a third more for the smaller sizes. Same
 * input, same bits.
 */
public final class MultiLevelForeground implements PixelRows {
  private static final int SMALL = 32;
  private static final int SMALL_ITERATIONS = 10;
  private static final int BIG_ITERATIONS = 2;

  private final ArgbImage photo;
  private final ForegroundLevel full;

  /**
   * Estimates.
   *
   * @param matte of the photo's size
   */
  public MultiLevelForeground(ArgbImage photo, AlphaMatte matte) {
    this.photo = photo;
    float[] means = MeanColours.of(photo, matte, 1);
    int longSide = Math.max(photo.width(), photo.height());
    int last = Integer.SIZE - Integer.numberOfLeadingZeros(longSide - 1);
    ForegroundLevel level = level(1, 1, null, means, matte);
    for (int i = 1; i <= last; i++) {
      double power = (double) i / last;
      int width = (int) Math.rint(Math.pow(photo.width(), power));
      int height = (int) Math.rint(Math.pow(photo.height(), power));
      level = level(width, height, level, means, matte);
    }
    this.full = level;
  }

  private ForegroundLevel level(
      int width, int height, @Nullable ForegroundLevel smaller, float[] means, AlphaMatte matte) {
    ForegroundLevel level = new ForegroundLevel(width, height, smaller, means, photo, matte);
    level.solve(width <= SMALL && height <= SMALL ? SMALL_ITERATIONS : BIG_ITERATIONS);
    return level;
  }

  @Override
  public int width() {
    return photo.width();
  }

  @Override
  public int height() {
    return photo.height();
  }

  /**
   * Writes row {@code y} of the foreground, rounded, with the photo's own alpha: the photo's exact
   * colour where the matte is opaque or zero.
   */
  @Override
  public void read(int y, int[] argb) {
    photo.readRow(y, argb, 0);
    for (int x = 0; x < photo.width(); x++) {
      float alpha = full.alpha(x, y);
      if (alpha > 0f && alpha < AlphaCurvature.OPAQUE) {
        argb[x] = (argb[x] & 0xFF000000) | full.foreground(x, y);
      }
    }
  }

  /** Red, green, blue of the foreground, then of the background, 0..1, as solved. */
  float[] solution(int x, int y) {
    return full.values(x, y);
  }

  @Override
  public String toString() {
    return "MultiLevelForeground[" + photo.width() + "x" + photo.height() + "]";
  }
}
