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

  /** Alphas up to here, far from anything visible, are haze. */
  public static final double HAZE_FLOOR = 0.05;

  private static final double MAX_HAZE_FLOOR = 0.25;
  private static final float HALF = 0.5f;
  private static final MatteCleaner NONE = new MatteCleaner(0f, false, false);

  private final float floor;
  private final boolean dropsSpecks;
  private final boolean hardensEdges;

  private MatteCleaner(float floor, boolean dropsSpecks, boolean hardensEdges) {
    this.floor = floor;
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

  /** Clears haze with {@link #HAZE_FLOOR}. */
  public MatteCleaner clearingHaze() {
    return clearingHaze(HAZE_FLOOR);
  }

  /**
   * Clears haze: an alpha up to {@code newFloor} becomes 0 if no alpha of twice that is nearer than
   * a 16th of the picture's longer side; and an alpha from 1 − {@code newFloor} on becomes 1 if no
   * lower one than 1 − 2 {@code newFloor} is. This fades in from a 32nd of the side on, and between
   * once and twice the floor. So the faint ends of hair, veils and smoke are kept; a thing fainter
   * than the floor throughout is cleared. Soft holes of a body are never filled.
   *
   * <p>Needs 4 bytes per pixel of the photo, for the result.
   *
   * @param newFloor 0 (clears nothing) to 0.25
   * @throws IllegalArgumentException if out of that range
   */
  public MatteCleaner clearingHaze(double newFloor) {
    if (!(newFloor >= 0 && newFloor <= MAX_HAZE_FLOOR)) {
      throw new IllegalArgumentException(
          "floor of haze is " + newFloor + "; it must be 0 (off) to " + MAX_HAZE_FLOOR);
    }
    return new MatteCleaner((float) newFloor, dropsSpecks, hardensEdges);
  }

  /**
   * Clears detached specks: pieces (joined pixels of at least 5 % alpha) whose mass, the sum of
   * their alphas, is both below 1/400 of the largest piece's and below 1/5000 of the picture's
   * pixels. A second person stays, unless less than a 20th as tall as the first and, standing,
   * about 3 % of the picture's side.
   */
  public MatteCleaner droppingSpecks() {
    return new MatteCleaner(floor, true, hardensEdges);
  }

  /** Sets every alpha of at least 0.5 to 1 and every other to 0. */
  public MatteCleaner hardeningEdges() {
    return new MatteCleaner(floor, dropsSpecks, true);
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    return clean(matte);
  }

  /** The matte after the enabled steps; the same instance if they change nothing. */
  public AlphaMatte clean(AlphaMatte matte) {
    AlphaMatte clear = floor > 0f ? Haze.cleared(matte, floor) : matte;
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
    return "MatteCleaner[floor of haze: "
        + floor
        + ", drops specks: "
        + dropsSpecks
        + ", hardens edges: "
        + hardensEdges
        + "]";
  }
}
