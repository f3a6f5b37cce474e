package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.Blend;
import io.github.matting4j.kernel.LinearLight;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a picture of a photo and its matte: the person cut out, or in front of another background.
 *
 * <p>Immutable and thread-safe.
 */
public final class Composer {
  private static final Composer CUT_OUT =
      new Composer(null, false, false, MatteRefiner.none(), ForegroundEstimator.multiLevel());

  /** What comes behind the person; null for transparency. */
  private final @Nullable Background background;

  private final boolean premultiplied;
  private final boolean linearLight;
  private final MatteRefiner refiner;
  private final ForegroundEstimator estimator;

  private Composer(
      @Nullable Background background,
      boolean premultiplied,
      boolean linearLight,
      MatteRefiner refiner,
      ForegroundEstimator estimator) {
    this.background = background;
    this.premultiplied = premultiplied;
    this.linearLight = linearLight;
    this.refiner = refiner;
    this.estimator = estimator;
  }

  /**
   * Cuts the person out: every pixel gets the matte's alpha, times the photo's own where that is
   * transparent already. Opaque pixels keep the photo's colour exactly; soft ones get the person's
   * own colour, see {@link #estimating}.
   */
  public static Composer cutOut() {
    return CUT_OUT;
  }

  /** Puts the person in front of {@code background}; the result is opaque. */
  public static Composer onto(Background background) {
    return new Composer(
        Objects.requireNonNull(background, "background"),
        false,
        false,
        CUT_OUT.refiner,
        CUT_OUT.estimator);
  }

  /**
   * Finds the person's colours at soft edges with {@code newEstimator} instead of {@link
   * ForegroundEstimator#multiLevel()}; {@link ForegroundEstimator#none()} keeps the photo's.
   */
  public Composer estimating(ForegroundEstimator newEstimator) {
    return new Composer(
        background,
        premultiplied,
        linearLight,
        refiner,
        Objects.requireNonNull(newEstimator, "estimator"));
  }

  /** Refines each matte before anything else; the default is {@link MatteRefiner#none()}. */
  public Composer refining(MatteRefiner newRefiner) {
    return new Composer(
        background,
        premultiplied,
        linearLight,
        Objects.requireNonNull(newRefiner, "refiner"),
        estimator);
  }

  /**
   * Multiplies the colours of a cut-out by its alpha, for programs that expect that. Note that
   * {@link ArgbImage} and PNG files mean straight alpha: only the receiver can know. An opaque
   * result is the same either way.
   */
  public Composer premultiplied() {
    return new Composer(background, true, linearLight, refiner, estimator);
  }

  /**
   * Mixes with a background as light does instead of mixing sRGB numbers: soft edges get lighter on
   * dark grounds. Image editors mix sRGB numbers unless told otherwise, which is the default here
   * too. A cut-out is the same either way.
   */
  public Composer inLinearLight() {
    return new Composer(background, premultiplied, true, refiner, estimator);
  }

  /**
   * Composes a picture of the photo's size. A result in front of a background is computed with the
   * matte's full precision and rounded once.
   *
   * @throws IllegalArgumentException if photo and matte differ in size
   */
  public ArgbImage compose(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    AlphaMatte refined = refiner.refine(photo, matte);
    Sizes.check(photo, refined);
    ArgbImage front = estimator.estimate(photo, refined);
    Sizes.check(front, refined);
    return blended(front, refined, rowBlend(photo, refined));
  }

  private static ArgbImage blended(ArgbImage front, AlphaMatte matte, RowBlend blend) {
    int width = front.width();
    int height = front.height();
    int[] result = new int[width * height];
    int[] pixels = new int[width];
    float[] alphas = new float[width];
    for (int y = 0; y < height; y++) {
      front.readRow(y, pixels, 0);
      matte.readRow(y, alphas, 0);
      blend.blend(y, pixels, alphas, result, y * width);
    }
    return ArgbImage.adopt(width, height, result);
  }

  /** One row of the chosen kind of blending. */
  private interface RowBlend {
    void blend(int y, int[] pixels, float[] alphas, int[] result, int offset);
  }

  private RowBlend rowBlend(ArgbImage photo, AlphaMatte matte) {
    if (background != null) {
      Background.Rows rows = background.rows(photo, matte);
      int[] behind = new int[photo.width()];
      return (y, pixels, alphas, result, offset) -> {
        rows.read(y, behind);
        if (linearLight) {
          LinearLight.over(pixels, alphas, behind, result, offset);
        } else {
          Blend.over(pixels, alphas, behind, result, offset);
        }
      };
    }
    if (premultiplied) {
      return (y, pixels, alphas, result, offset) ->
          Blend.cutOutPremultiplied(pixels, alphas, result, offset);
    }
    return (y, pixels, alphas, result, offset) -> Blend.cutOut(pixels, alphas, result, offset);
  }
}
