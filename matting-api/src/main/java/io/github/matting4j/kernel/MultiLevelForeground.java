package io.github.matting4j.kernel;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Multi-level foreground estimation (Germer, Uelwer, Conrad, Harmeling, 2020): the colours F of the
 * person and B of what is behind, such that {@code photo = α F + (1 − α) B} and both are smooth
 * where α changes. From 1x1 to the full size, each size begins with the result of the one before;
 * ten sweeps up to 32x32, two (three near edges) above. The 1x1 begins with the mean colours of
 * what is clearly the person and clearly not.
 *
 * <p>Either all pixels are solved, or those at most 3 pixels away from an undecided one: what is
 * farther is wholly F or wholly B, and needs no solving. Decided is an alpha that 8 bits would
 * round to 0 or 255.
 *
 * <p>Memory while it runs: 32 bytes a solved pixel of the full size and about 1/3 more for the
 * smaller sizes, and 3 bits a pixel. Stateless results: same input, same bits.
 */
public final class MultiLevelForeground {
  /** From here on a pixel is the person alone: 254.5 / 255. */
  static final float OPAQUE = 254.5f / 255f;

  /** Up to here a pixel is background alone: 0.5 / 255. */
  static final float CLEAR = 0.5f / 255f;

  private static final int SMALL = 32;
  private static final int SMALL_ITERATIONS = 10;
  private static final int BIG_ITERATIONS = 2;
  private static final int TRUSTING_BIG_ITERATIONS = 3;

  private final ArgbImage photo;
  private final AlphaMatte matte;
  private final ForegroundLevel full;

  private MultiLevelForeground(ArgbImage photo, AlphaMatte matte, ForegroundLevel full) {
    this.photo = photo;
    this.matte = matte;
    this.full = full;
  }

  /** As published, over the whole photo. The matte has the photo's size. */
  public static MultiLevelForeground published(ArgbImage photo, AlphaMatte matte) {
    return of(photo, matte, true, false);
  }

  /**
   * Only near edges, and with neighbours that count for what they show: a pixel of alpha 0.1 says
   * little of F and much of B. The matte has the photo's size.
   */
  public static MultiLevelForeground nearEdges(ArgbImage photo, AlphaMatte matte) {
    return of(photo, matte, false, true);
  }

  static MultiLevelForeground of(
      ArgbImage photo, AlphaMatte matte, boolean everywhere, boolean trusting) {
    int longSide = Math.max(photo.width(), photo.height());
    int last = Integer.SIZE - Integer.numberOfLeadingZeros(longSide - 1);
    ForegroundLevel level = null;
    for (int i = 0; i <= last; i++) {
      double power = last == 0 ? 1 : (double) i / last;
      int width = (int) Math.rint(Math.pow(photo.width(), power));
      int height = (int) Math.rint(Math.pow(photo.height(), power));
      level = next(level, width, height, photo, matte, everywhere, trusting);
    }
    if (level == null) {
      throw new IllegalStateException("a picture has at least one level");
    }
    return new MultiLevelForeground(photo, matte, level);
  }

  private static ForegroundLevel next(
      @Nullable ForegroundLevel smaller,
      int width,
      int height,
      ArgbImage photo,
      AlphaMatte matte,
      boolean everywhere,
      boolean trusting) {
    boolean small = width <= SMALL && height <= SMALL;
    ForegroundLevel level =
        new ForegroundLevel(width, height, smaller, photo, matte, everywhere || small, trusting);
    if (smaller == null) {
      level.start(means(photo, matte));
    } else {
      level.start();
    }
    int big = trusting ? TRUSTING_BIG_ITERATIONS : BIG_ITERATIONS;
    level.solve(small ? SMALL_ITERATIONS : big);
    return level;
  }

  /** Mean colours where alpha is above 0.9 and below 0.1; of everything where there is no such. */
  private static float[] means(ArgbImage photo, AlphaMatte matte) {
    double[] front = new double[4];
    double[] back = new double[4];
    double[] all = new double[4];
    int[] pixels = new int[photo.width()];
    float[] alphas = new float[photo.width()];
    for (int y = 0; y < photo.height(); y++) {
      photo.readRow(y, pixels, 0);
      matte.readRow(y, alphas, 0);
      long[] rows = new long[12];
      for (int x = 0; x < pixels.length; x++) {
        int group = alphas[x] > 0.9f ? 0 : alphas[x] < 0.1f ? 4 : 8;
        rows[group] += pixels[x] >> 16 & 0xFF;
        rows[group + 1] += pixels[x] >> 8 & 0xFF;
        rows[group + 2] += pixels[x] & 0xFF;
        rows[group + 3]++;
      }
      for (int i = 0; i < 4; i++) {
        front[i] += rows[i];
        back[i] += rows[4 + i];
        all[i] += rows[i] + rows[4 + i] + rows[8 + i];
      }
    }
    float[] means = new float[ForegroundLevel.VALUES];
    for (int c = 0; c < 3; c++) {
      means[c] = mean(front, all, c);
      means[3 + c] = mean(back, all, c);
    }
    return means;
  }

  private static float mean(double[] group, double[] all, int channel) {
    double[] used = group[3] > 0 ? group : all;
    return (float) (used[channel] / used[3] / 255);
  }

  /**
   * Writes row {@code y} of the foreground, rounded, with the photo's own alpha: the photo's exact
   * colour where the matte is opaque or zero, and where nothing was solved.
   */
  public void readForeground(int y, int[] target, int offset) {
    photo.readRow(y, target, offset);
    PixelRuns kept = full.kept();
    float[] values = full.values();
    for (int run = kept.rowStart(y); run < kept.rowStart(y + 1); run++) {
      for (int x = kept.first(run); x < kept.end(run); x++) {
        int pixel = kept.base(run) + x;
        float alpha = full.alpha(pixel);
        if (alpha > 0f && alpha < OPAQUE) {
          int at = ForegroundLevel.VALUES * pixel;
          int rgb = level(values[at]) << 16 | level(values[at + 1]) << 8 | level(values[at + 2]);
          target[offset + x] = (target[offset + x] & 0xFF000000) | rgb;
        }
      }
    }
  }

  private static int level(float value) {
    return (int) (value * 255f + 0.5f); // half up
  }

  /**
   * Red, green, blue of the foreground, then of the background, 0..1, as solved; the photo's colour
   * for both where nothing was solved.
   */
  float[] solution(int x, int y) {
    int pixel = full.kept().number(x, y);
    if (pixel < 0) {
      int argb = photo.argb(x, y);
      float red = (argb >> 16 & 0xFF) / 255f;
      float green = (argb >> 8 & 0xFF) / 255f;
      float blue = (argb & 0xFF) / 255f;
      return new float[] {red, green, blue, red, green, blue};
    }
    int at = ForegroundLevel.VALUES * pixel;
    return Arrays.copyOfRange(full.values(), at, at + ForegroundLevel.VALUES);
  }

  @Override
  public String toString() {
    return "MultiLevelForeground[" + matte + ", " + full.kept().size() + " pixels solved]";
  }
}
