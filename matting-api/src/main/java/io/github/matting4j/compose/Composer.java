package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.blend.Blend;
import io.github.matting4j.kernel.blend.BlendSpace;
import io.github.matting4j.kernel.blend.FloatBlend;
import io.github.matting4j.kernel.resample.FloatRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbaPixels;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image from a photo and its matte: the person cut out, or in front of another background.
 *
 * <p>Immutable and thread-safe.
 */
public final class Composer {
  private static final Composer CUT_OUT =
      new Composer(
          null,
          false,
          BlendSpace.SRGB,
          MatteRefiner.none(),
          ForegroundEstimator.multiLevel(),
          Framing.photo());

  /** What comes behind the person; null for transparency. */
  private final @Nullable Background background;

  private final boolean premultiplied;
  private final BlendSpace space;
  private final MatteRefiner refiner;
  private final ForegroundEstimator estimator;
  private final Framing framing;

  private Composer(
      @Nullable Background background,
      boolean premultiplied,
      BlendSpace space,
      MatteRefiner refiner,
      ForegroundEstimator estimator,
      Framing framing) {
    this.background = background;
    this.premultiplied = premultiplied;
    this.space = space;
    this.refiner = refiner;
    this.estimator = estimator;
    this.framing = framing;
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
        BlendSpace.SRGB,
        CUT_OUT.refiner,
        CUT_OUT.estimator,
        CUT_OUT.framing);
  }

  /**
   * Finds the person's colours at soft edges with {@code newEstimator} instead of {@link
   * ForegroundEstimator#multiLevel()}; {@link ForegroundEstimator#none()} keeps the photo's.
   */
  public Composer estimating(ForegroundEstimator newEstimator) {
    return new Composer(
        background,
        premultiplied,
        space,
        refiner,
        Objects.requireNonNull(newEstimator, "estimator"),
        framing);
  }

  /** Refines each matte before anything else; the default is {@link MatteRefiner#none()}. */
  public Composer refining(MatteRefiner newRefiner) {
    return new Composer(
        background,
        premultiplied,
        space,
        Objects.requireNonNull(newRefiner, "refiner"),
        estimator,
        framing);
  }

  /** Crops, scales and positions by {@code newFraming}; the default is the whole photo. */
  public Composer framing(Framing newFraming) {
    return new Composer(
        background,
        premultiplied,
        space,
        refiner,
        estimator,
        Objects.requireNonNull(newFraming, "framing"));
  }

  /**
   * Multiplies the colours of a cut-out by its alpha, for programs that expect that. {@link
   * ArgbImage} and PNG files are defined as straight alpha and cannot express it, so the receiver
   * must know. An opaque result is the same either way.
   */
  public Composer premultiplied() {
    return new Composer(background, true, space, refiner, estimator, framing);
  }

  /**
   * Mixes with a background in linear light instead of in sRGB values: soft edges get lighter on
   * dark backgrounds. Image editors mix sRGB values by default, as this class does. A cut-out is
   * the same either way.
   */
  public Composer inLinearLight() {
    return new Composer(
        background, premultiplied, BlendSpace.LINEAR_LIGHT, refiner, estimator, framing);
  }

  /**
   * Composes a picture of the photo's size, or of the framing's. A result in front of a background
   * is computed with the matte's full precision and rounded once.
   *
   * @throws IllegalArgumentException if photo and matte differ in size
   */
  public ArgbImage compose(ArgbImage photo, AlphaMatte matte) {
    if (!framing.isPhoto()) {
      return eightBits(layer(photo, matte));
    }
    AlphaMatte refined = refined(photo, matte);
    AlphaMatte visible = refined.times(photo);
    return blended(opaqueColours(photo, refined), visible, rowBlend(photo, visible));
  }

  /**
   * The person's colours, opaque. Those of {@link ForegroundEstimator#multiLevel} are estimated row
   * by row while they are blended, so that there is no picture of them.
   */
  private PixelRows opaqueColours(ArgbImage photo, AlphaMatte refined) {
    if (estimator instanceof EdgeEstimator edges) {
      return edges.rows(photo.opaque(), refined);
    }
    return PixelRows.of(estimator.estimate(photo, refined).opaque());
  }

  /**
   * As {@link #compose(ArgbImage, AlphaMatte)}, at 16 bits, with one exception: a refiner reads the
   * photo rounded to 8 bits. Estimators other than {@link ForegroundEstimator#multiLevel} may
   * change a soft pixel's colour by a multiple of 1/255.
   *
   * @throws IllegalArgumentException if photo and matte differ in size
   */
  public Argb16Image compose(Argb16Image photo, AlphaMatte matte) {
    return sixteenBits(layer(photo, matte));
  }

  /**
   * The first half of composing: refines, estimates the person's colours, multiplies the matte by
   * the photo's own alpha, frames. For several pictures of one photo, each made by {@link
   * #compose(Layer)} of a composer of its own.
   *
   * @throws IllegalArgumentException if photo and matte differ in size
   */
  public Layer layer(Picture photo, AlphaMatte matte) {
    AlphaMatte refined = refined(photo, matte);
    Picture colours = estimated(photo, refined).opaque();
    AlphaMatte visible = refined.times(photo);
    Frame frame = framing.of(visible);
    return new Layer(
        frame.colours(colours, visible), frame.matte(visible), frame.photo(photo), frame.subject());
  }

  private AlphaMatte refined(Picture photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    AlphaMatte refined = refiner.refine(photo.toArgb(), matte);
    Sizes.check(photo, refined);
    return refined;
  }

  private Picture estimated(Picture photo, AlphaMatte matte) {
    if (photo instanceof Argb16Image argb16) {
      return estimator.estimate(argb16, matte);
    }
    return estimator.estimate(photo.toArgb(), matte);
  }

  /**
   * The second half of composing: the layer cut out, or in front of the background. The refiner,
   * the estimator and the framing of this composer are not applied again.
   *
   * @return a picture of the layer's depth
   */
  public Picture compose(Layer layer) {
    return layer.colours().bits() == Byte.SIZE ? eightBits(layer) : sixteenBits(layer);
  }

  private ArgbImage eightBits(Layer layer) {
    RowBlend blend = rowBlend(layer.photo(), layer.matte());
    return blended(PixelRows.of(layer.colours().toArgb()), layer.matte(), blend);
  }

  private static ArgbImage blended(PixelRows colours, AlphaMatte matte, RowBlend blend) {
    int width = matte.width();
    int height = matte.height();
    int[] result = new int[Math.multiplyExact(width, height)];
    int[] pixels = new int[width];
    float[] alphas = new float[width];
    for (int y = 0; y < height; y++) {
      colours.read(y, pixels);
      matte.readRow(y, alphas, 0);
      blend.blend(y, pixels, alphas, result, y * width);
    }
    return ArgbImage.adopt(width, height, result);
  }

  /** One row of the chosen kind of blending. */
  private interface RowBlend {
    void blend(int y, int[] pixels, float[] alphas, int[] result, int offset);
  }

  private RowBlend rowBlend(Picture photo, AlphaMatte matte) {
    if (background != null) {
      PixelRows rows = background.rows(photo, matte);
      int[] behind = new int[matte.width()];
      return (y, pixels, alphas, result, offset) -> {
        rows.read(y, behind);
        Blend.over(pixels, alphas, behind, space, result, offset);
      };
    }
    if (premultiplied) {
      return (y, pixels, alphas, result, offset) ->
          Blend.cutOutPremultiplied(pixels, alphas, result, offset);
    }
    return (y, pixels, alphas, result, offset) -> Blend.cutOut(pixels, alphas, result, offset);
  }

  private Argb16Image sixteenBits(Layer layer) {
    int width = layer.matte().width();
    float[] alphas = new float[width];
    FloatRows rows =
        (y, rgba) -> {
          layer.colours().readColours(y, rgba);
          layer.matte().readRow(y, alphas, 0);
          FloatBlend.cutOut(rgba, alphas);
        };
    return RgbaPixels.picture16(blended(rows, layer), width, layer.matte().height());
  }

  private FloatRows blended(FloatRows cutOut, Layer layer) {
    if (background != null) {
      FloatRows backdrop = background.colours(layer.photo(), layer.matte());
      float[] behind = new float[Picture.CHANNELS * layer.matte().width()];
      return (y, rgba) -> {
        cutOut.read(y, rgba);
        backdrop.read(y, behind);
        FloatBlend.over(rgba, behind, space);
      };
    }
    if (!premultiplied) {
      return cutOut;
    }
    return (y, rgba) -> {
      cutOut.read(y, rgba);
      FloatBlend.premultiply(rgba);
    };
  }

  /**
   * The intermediate result of composing: refined matte and estimated colours, framed. Several
   * images of one photo can share it; {@link Composer#layer} makes it.
   *
   * <p>Immutable and thread-safe.
   *
   * @param colours the person's own, opaque within the photo, of the photo's depth
   * @param matte of the same size; includes the photo's own alpha
   * @param photo the photo in the same frame
   * @param subject the person's box in the photo; empty if the frame found none
   */
  public record Layer(
      Picture colours, AlphaMatte matte, Picture photo, Optional<Frame.Box> subject) {
    /** Checks the sizes. */
    public Layer {
      Sizes.check(colours, matte);
      Sizes.check(photo, matte);
      Objects.requireNonNull(subject, "subject");
    }
  }
}
