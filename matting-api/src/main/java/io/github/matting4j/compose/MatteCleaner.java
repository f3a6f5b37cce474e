package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.Specks;

/**
 * Cleans a matte. Each step is off by default; they run in the order of the methods below. As a
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
  private static final MatteCleaner NONE = new MatteCleaner(false, false);

  private final boolean dropsSpecks;
  private final boolean hardensEdges;

  private MatteCleaner(boolean dropsSpecks, boolean hardensEdges) {
    this.dropsSpecks = dropsSpecks;
    this.hardensEdges = hardensEdges;
  }

  /** Does nothing. */
  public static MatteCleaner none() {
    return NONE;
  }

  /**
   * Clears detached specks: pieces (joined pixels of at least 5 % alpha) whose mass, the sum of
   * their alphas, is both below 1/400 of the largest piece's and below 1/5000 of the picture's
   * pixels. A second person stays, unless less than a 20th as tall as the first and, standing,
   * about 3 % of the picture's side.
   */
  public MatteCleaner droppingSpecks() {
    return new MatteCleaner(true, hardensEdges);
  }

  /** Sets every alpha of at least 0.5 to 1 and every other to 0. */
  public MatteCleaner hardeningEdges() {
    return new MatteCleaner(dropsSpecks, true);
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    return clean(matte);
  }

  /** The matte after the enabled steps; the same instance if they change nothing. */
  public AlphaMatte clean(AlphaMatte matte) {
    AlphaMatte kept =
        dropsSpecks ? Specks.cleared(matte, SPECK_OF_LARGEST, SPECK_OF_PICTURE) : matte;
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
    return "MatteCleaner[drops specks: " + dropsSpecks + ", hardens edges: " + hardensEdges + "]";
  }
}
