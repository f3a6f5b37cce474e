package io.github.matting4j.kernel.motion;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import org.jspecify.annotations.Nullable;

/**
 * Steadies the mattes of a video, one frame late: each is {@linkplain MatteCorrection corrected}
 * towards that of the frame before, as {@link MotionFilter} does, and then towards the new one of
 * the frame after.
 *
 * <p>Not thread-safe.
 */
public final class TwoWayMotionFilter {
  /** The share of the following matte where the photos are the same. */
  private static final float SHARE_OF_NEXT = 0.3f;

  /** The frame whose matte is not finished. */
  private static final class Held {
    private final FrameCells cells;
    private final int width;
    private final int height;

    /** To it from the frame before. */
    private final BlockMotion motion;

    /** Corrected towards the frame before. */
    private final float[] alphas;

    Held(FrameCells cells, int width, int height, BlockMotion motion, float[] alphas) {
      this.cells = cells;
      this.width = width;
      this.height = height;
      this.motion = motion;
      this.alphas = alphas;
    }

    static Held first(ArgbImage frame, AlphaMatte matte) {
      FrameCells cells = new FrameCells(frame);
      return new Held(
          cells, frame.width(), frame.height(), new BlockMotion(cells), matte.toArray());
    }

    AlphaMatte matte() {
      return AlphaMatte.adopt(width, height, alphas);
    }
  }

  private @Nullable Held held;
  private @Nullable MatteCorrection correction;

  /** Whether the next frame is the first of a scene. */
  private boolean sceneEnds;

  /**
   * Takes the next frame. Both of one size; another size than before begins a scene.
   *
   * @return the finished matte of the frame before; null if there is none
   */
  public @Nullable AlphaMatte add(ArgbImage frame, AlphaMatte matte) {
    Held before = held;
    if (before != null
        && correction != null
        && !sceneEnds
        && before.width == frame.width()
        && before.height == frame.height()) {
      return continued(before, correction, frame, matte);
    }
    sceneEnds = false;
    held = Held.first(frame, matte);
    correction = new MatteCorrection(frame.width(), frame.height());
    return before == null ? null : before.matte();
  }

  private AlphaMatte continued(
      Held before, MatteCorrection correcting, ArgbImage frame, AlphaMatte matte) {
    int width = before.width;
    int height = before.height;
    FrameCells now = new FrameCells(frame);
    float[] alphas = matte.toArray();
    boolean[] changed = MatteCorrection.differing(now, width, height, alphas, before.alphas);
    BlockMotion motion = new BlockMotion(before.cells, now, changed, before.motion);
    BlockMotion back = new BlockMotion(now, before.cells, changed, motion.reversed());
    float[] finished = before.alphas.clone();
    correcting.apply(before.cells, back, changed, finished, alphas, SHARE_OF_NEXT);
    correcting.apply(now, motion, changed, alphas, before.alphas, MotionFilter.SHARE_OF_OLD);
    held = new Held(now, width, height, motion, alphas);
    return AlphaMatte.adopt(width, height, finished);
  }

  /** The matte that is not finished, as it is, if any; then starts again. */
  public @Nullable AlphaMatte finish() {
    AlphaMatte last = held == null ? null : held.matte();
    held = null;
    correction = null;
    sceneEnds = false;
    return last;
  }

  /** Makes the next frame the first of a scene. */
  public void reset() {
    sceneEnds = true;
  }
}
