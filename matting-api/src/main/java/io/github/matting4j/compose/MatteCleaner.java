package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.Haze;
import io.github.matting4j.kernel.analysis.Specks;

/**
 * Cleans a matte. {@link #none} has no step; they run in the order of the methods below. As a
 * {@link MatteRefiner} it ignores the photo.
 *
 * <p>Immutable and thread-safe.
 */
public final class MatteCleaner implements MatteRefiner {
  /** A speck has less than this share of the mass of the largest piece: 1/400. */
  public static final double SPECK_OF_LARGEST = 1 / 400.0;

  /** A speck has less mass than this share of the picture's pixels: 1/5000. */
  public static final double SPECK_OF_PICTURE = 1 / 5000.0;

  private static final float HALF = 0.5f;
  private static final MatteCleaner NONE = new MatteCleaner(false, false, false);

  private final boolean clearsHaze;
  private final boolean dropsSpecks;
  private final boolean hardensEdges;

  private MatteCleaner(boolean clearsHaze, boolean dropsSpecks, boolean hardensEdges) {
    this.clearsHaze = clearsHaze;
    this.dropsSpecks = dropsSpecks;
    this.hardensEdges = hardensEdges;
  }

  /** Does nothing. */
  public static MatteCleaner none() {
    return NONE;
  }

  /** What the command line, batches and {@code Matting} apply by default: clears haze. */
  public static MatteCleaner standard() {
    return NONE.clearingHaze();
  }

  /**
   * Clears haze: an alpha up to 0.05 becomes 0 and one from 0.95 on becomes 1, if no
   * alpha from 0.1 on, or up to 0.9, is nearer than a 32nd of the picture's longer side. The step
   * fades in from a 64th of the side on, and between the alphas 0.05 and 0.1, 0.95 and 0.9. So the faint ends of hair,
   * veils and smoke are kept; a thing fainter than 0.05 throughout is cleared. Holes of a body, whose
   * alphas are lower than 0.9, are never filled.
   *
   * <p>Needs 4 bytes per pixel of the photo, for the result.
   */
  public MatteCleaner clearingHaze() {
    return new MatteCleaner(true, dropsSpecks, hardensEdges);
  }

  /**
   * Clears detached specks: pieces (joined pixels of at least 5 % alpha) whose mass, the sum of
   * their alphas, is both below 1/400 of the largest piece's and below 1/5000 of the picture's
   * pixels. A second person stays, unless less than a 20th as tall as the first and, standing,
   * about 3 % of the picture's side.
   */
  public MatteCleaner droppingSpecks() {
    return new MatteCleaner(clearsHaze, true, hardensEdges);
  }

  /** Sets every alpha of at least 0.5 to 1 and every other to 0. */
  public MatteCleaner hardeningEdges() {
    return new MatteCleaner(clearsHaze, dropsSpecks, true);
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    return clean(matte);
  }

  /** The matte after the enabled steps; the same instance if they change nothing. */
  public AlphaMatte clean(AlphaMatte matte) {
    AlphaMatte clear = clearsHaze ? Haze.cleared(matte) : matte;
    AlphaMatte kept =
        dropsSpecks ? Specks.cleared(clear, SPECK_OF_LARGEST, SPECK_OF_PICTURE) : clear;
    return hardensEdges ? hardened(kept) : kept;
  }

  private static AlphaMatte hardened(AlphaMatte matte) {
    float[] alphas = matte.toArray();
    for (int i = 0; i < alphas.length; i++) {
      alphas[i] = alphas[i] >= HALF ? 1f : 0f;
    }
    return AlphaMatte.adopt(matte.width(), matte.height(), alphas);
  }

  @Override
  public String toString() {
    return "MatteCleaner[clears haze: "
        + clearsHaze
        + ", drops specks: "
        + dropsSpecks
        + ", hardens edges: "
        + hardensEdges
        + "]";
  }
}
