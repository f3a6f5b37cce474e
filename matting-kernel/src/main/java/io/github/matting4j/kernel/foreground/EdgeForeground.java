package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.PixelRuns;
import io.github.matting4j.kernel.resample.PixelRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Foreground estimation near edges, after the multi-level method (Germer et al., 2020; see {@link
 * MultiLevelForeground}): F and B are smooth where α changes. Only pixels that need it are
 * estimated.
 *
 * <ul>
 *   <li>Only undecided pixels are estimated: those whose alpha does not round to 0 or 255 at 8
 *       bits, or is not within a given tolerance of 0 or 1.
 *   <li>Sizes are halved. Each begins with the next smaller one and the pixel's own colour ({@link
 *       EdgeLevel#begin}); three sweeps follow only where alpha is curved ({@link AlphaCurvature}),
 *       at hair and outlines. Along a wide soft edge, as in an enlarged matte, a quarter of the
 *       size represents F and B well enough, and pixels of the full size are computed row by row on
 *       demand.
 *   <li>Along wide soft edges alpha is corrected from the photo's colours before it unmixes them
 *       ({@link PhotoAlpha}).
 *   <li>Neighbours are weighted by what they show: a pixel of alpha 0.1 contributes little to F and
 *       much to B.
 * </ul>
 *
 * <p>Memory while it runs: 32 bytes per pixel near curved alphas and per pixel kept at a smaller
 * size (a third of the undecided ones, and a seam), and about 8 bits per pixel of the photo. Same
 * input, same bits. Not thread-safe.
 */
public final class EdgeForeground implements PixelRows {
  /** Alphas whose second differences add up to no more are not curved. */
  private static final float CURVATURE_THRESHOLD = 0.05f;

  /** A threshold with which every undecided alpha counts as curved. */
  private static final float ALWAYS_CURVED = -1f;

  /**
   * From this level on, a quarter of the size, all pixels are swept: the time does not matter
   * there.
   */
  private static final int FULL_SWEEP_LEVEL = 2;

  /** Sweeps visit pixels up to one away from a curved alpha, and read those up to two away. */
  private static final int REACH = 2;

  /** Mean colours are taken of about this many columns and rows. */
  private static final int MEAN_SAMPLES = 512;

  private static final float PER_LEVEL = 1f / 255f;

  /** A quarter of a level: smaller residuals are left. */
  private static final float RESIDUAL_TOLERANCE = 0.25f / 255f;

  private final ArgbImage photo;
  private final AlphaMatte matte;

  /** Alphas up to this, and from 1 less it on, are decided. */
  private final float clear;

  private final DecidedBlocks blocks;
  private final PixelRuns undecided;
  private final EdgeLevel full;
  private final int[] colours;

  /** The colours that F and B are to mix to, four floats per pixel as of {@link Picture}. */
  private final float[] rgba;

  private final float[] alphas;
  private final float[] values;

  /**
   * Estimates.
   *
   * @param matte of the photo's size
   */
  public EdgeForeground(ArgbImage photo, AlphaMatte matte) {
    this(photo, matte, AlphaCurvature.CLEAR);
  }

  /**
   * Estimates.
   *
   * @param matte of the photo's size
   * @param tolerance alphas within this of 0 or 1 count as decided: the photo's colour is kept
   */
  public EdgeForeground(ArgbImage photo, AlphaMatte matte, float tolerance) {
    this.clear = Math.max(tolerance, AlphaCurvature.CLEAR);
    this.photo = photo;
    this.matte = matte;
    this.colours = new int[photo.width()];
    this.rgba = new float[Picture.CHANNELS * photo.width()];
    this.alphas = new float[photo.width()];
    this.values = new float[EdgeLevel.VALUES * photo.width()];
    this.blocks = DecidedBlocks.of(matte, clear);
    AlphaCurvature curvature = AlphaCurvature.of(matte, blocks, 0, CURVATURE_THRESHOLD, clear);
    this.undecided = new PixelRuns(curvature.undecided());
    int step = Math.max(1, Math.max(photo.width(), photo.height()) / MEAN_SAMPLES);
    float[] means = MeanColours.of(photo, matte, step);
    EdgeLevel smaller = smaller(0, curvature.undecided().grown(REACH), means);
    this.full = solved(0, smaller, curvature.curved().grown(REACH), curvature, means);
  }

  /** The level after {@code shift}, solved, with the parents of {@code larger}; null after 1x1. */
  private @Nullable EdgeLevel smaller(int shift, BitRows larger, float[] means) {
    if (larger.width() == 1 && larger.height() == 1) {
      return null;
    }
    BitRows kept = larger.halved().grown(REACH); // the parents of odd pixels are two
    EdgeLevel smaller = smaller(shift + 1, kept, means);
    float threshold = shift + 1 < FULL_SWEEP_LEVEL ? CURVATURE_THRESHOLD : ALWAYS_CURVED;
    AlphaCurvature curvature = AlphaCurvature.of(matte, blocks, shift + 1, threshold, clear);
    return solved(shift + 1, smaller, kept, curvature, means);
  }

  private EdgeLevel solved(
      int shift,
      @Nullable EdgeLevel smaller,
      BitRows kept,
      AlphaCurvature curvature,
      float[] means) {
    EdgeLevel level;
    if (EdgeLevel.isSmall(kept.width(), kept.height())) {
      PixelRuns all = new PixelRuns(BitRows.full(kept.width(), kept.height()));
      level = new EdgeLevel(photo, matte, shift, smaller, all, all, curvature.steep());
    } else {
      PixelRuns swept = new PixelRuns(curvature.curved().grown(REACH - 1));
      level =
          new EdgeLevel(
              photo, matte, shift, smaller, new PixelRuns(kept), swept, curvature.steep());
    }
    level.solve(means);
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
   * colour wherever the matte is decided. Over the estimated background the foreground mixes to the
   * photo within two levels of 255, rounding included, at every pixel where the matte is steep, see
   * {@link PhotoAlpha}.
   */
  @Override
  public void read(int y, int[] argb) {
    photo.readRow(y, argb, 0);
    if (undecided.rowStart(y) == undecided.rowStart(y + 1)) {
      return;
    }
    solve(y, photo);
    for (int run = undecided.rowStart(y); run < undecided.rowStart(y + 1); run++) {
      for (int x = undecided.first(run); x < undecided.end(run); x++) {
        int at = EdgeLevel.VALUES * x;
        int rgb = level(values[at]) << 16 | level(values[at + 1]) << 8 | level(values[at + 2]);
        argb[x] = (argb[x] & 0xFF000000) | rgb;
      }
    }
  }

  /**
   * Writes row {@code y} of the foreground of a deeper photo, unrounded: that of {@link #read}
   * fitted to the deeper colours.
   *
   * @param deep the photo of which the one of the constructor is the 8-bit form
   */
  public void read(int y, Picture deep, float[] target) {
    deep.readColours(y, target);
    if (undecided.rowStart(y) == undecided.rowStart(y + 1)) {
      return;
    }
    solve(y, deep);
    for (int run = undecided.rowStart(y); run < undecided.rowStart(y + 1); run++) {
      for (int x = undecided.first(run); x < undecided.end(run); x++) {
        System.arraycopy(values, EdgeLevel.VALUES * x, target, Picture.CHANNELS * x, 3);
      }
    }
  }

  /** F and B of the undecided pixels of a row, in {@link #values}. */
  private void solve(int y, Picture colourSource) {
    int left = undecided.first(undecided.rowStart(y));
    int right = undecided.end(undecided.rowStart(y + 1) - 1);
    matte.readRow(y, left, right, alphas, left);
    photo.readRow(y, left, right, colours, left);
    readUndecided(y, colourSource);
    for (int run = undecided.rowStart(y); run < undecided.rowStart(y + 1); run++) {
      int first = undecided.first(run);
      int end = undecided.end(run);
      full.begin(y, first, end, alphas, colours, first, values, first);
      full.copySolved(y, first, end, values);
      fitToPhoto(y, first, end);
    }
  }

  /** The colours of the undecided pixels of a row, in {@link #rgba}. */
  private void readUndecided(int y, Picture colourSource) {
    if (colourSource != photo) {
      colourSource.readColours(y, rgba);
      return;
    }
    for (int run = undecided.rowStart(y); run < undecided.rowStart(y + 1); run++) {
      for (int x = undecided.first(run); x < undecided.end(run); x++) {
        int at = Picture.CHANNELS * x;
        rgba[at] = (colours[x] >> 16 & 0xFF) * PER_LEVEL;
        rgba[at + 1] = (colours[x] >> 8 & 0xFF) * PER_LEVEL;
        rgba[at + 2] = (colours[x] & 0xFF) * PER_LEVEL;
      }
    }
  }

  /**
   * Moves F and B of columns {@code x} to {@code end} of row {@code y} by the least change within
   * 0..1 that makes them mix to the photo's colour: the residual r is shared in the ratio α : (1 −
   * α), and what clipping takes from one goes to the other. F += α r / (α² + (1 − α)²), then B and
   * F once more from the mixing equation. Where the matte is not steep its alpha is not exact
   * enough for that, and the colour is fitted as {@link EdgeLevel#begin} does.
   */
  private void fitToPhoto(int y, int x, int end) {
    for (; x < end; x++) {
      int at = EdgeLevel.VALUES * x;
      int from = Picture.CHANNELS * x;
      if (full.isSteep(x, y)) {
        fitToPhoto(rgba[from], alphas[x], at);
        fitToPhoto(rgba[from + 1], alphas[x], at + 1);
        fitToPhoto(rgba[from + 2], alphas[x], at + 2);
      } else {
        float red = rgba[from];
        float green = rgba[from + 1];
        float blue = rgba[from + 2];
        float alpha = PhotoAlpha.of(alphas[x], red, green, blue, values, at);
        EdgeLevel.fit(red, green, blue, alpha, 0f, values, at);
      }
    }
  }

  private void fitToPhoto(float colour, float a, int at) {
    float b = 1f - a;
    float residual = colour - a * values[at] - b * values[at + 3];
    if (Math.abs(residual) > RESIDUAL_TOLERANCE) {
      float front = unit(values[at] + a * residual / (a * a + b * b));
      float back = unit((colour - a * front) / b); // undecided: neither is 0
      values[at + 3] = back;
      values[at] = unit((colour - b * back) / a);
    }
  }

  static float unit(float value) {
    return value > 0f ? value < 1f ? value : 1f : 0f;
  }

  private static int level(float value) {
    return (int) (value * 255f + 0.5f); // half up
  }

  /**
   * Red, green, blue of the foreground, then of the background, 0..1, as estimated; the photo's
   * colour for both where the matte is decided.
   */
  float[] solution(int x, int y) {
    int argb = photo.argb(x, y);
    float alpha = matte.alpha(x, y);
    if (alpha <= clear || alpha >= 1f - clear) {
      float red = (argb >> 16 & 0xFF) / 255f;
      float green = (argb >> 8 & 0xFF) / 255f;
      float blue = (argb & 0xFF) / 255f;
      return new float[] {red, green, blue, red, green, blue};
    }
    solve(y, photo);
    int at = EdgeLevel.VALUES * x;
    return Arrays.copyOfRange(values, at, at + EdgeLevel.VALUES);
  }

  @Override
  public String toString() {
    return "EdgeForeground[" + matte + ", " + undecided.size() + " pixels undecided]";
  }
}
