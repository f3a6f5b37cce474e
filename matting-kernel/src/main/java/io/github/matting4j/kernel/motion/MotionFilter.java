package io.github.matting4j.kernel.motion;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import org.jspecify.annotations.Nullable;

/**
 * Steadies the mattes of a video without delay: each is {@linkplain MatteCorrection corrected}
 * towards the finished one of the frame before.
 *
 * <p>Not thread-safe.
 */
public final class MotionFilter {
  /** The share of the old matte where the photos are the same. */
  static final float SHARE_OF_OLD = 0.7f;

  private @Nullable FrameCells cells;
  private @Nullable BlockMotion motion;
  private @Nullable MatteCorrection correction;
  private int width;
  private int height;

  /** The finished matte of the frame before. */
  private float[] old = {};

  /** Makes the next frame the first one. */
  public void reset() {
    cells = null;
    motion = null;
    correction = null;
    old = new float[0];
  }

  /** The steadied matte of the next frame. Both of one size; another size than before resets. */
  public AlphaMatte next(ArgbImage frame, AlphaMatte matte) {
    if (frame.width() != width || frame.height() != height) {
      reset();
    }
    width = frame.width();
    height = frame.height();
    FrameCells now = new FrameCells(frame);
    float[] alphas = matte.toArray();
    AlphaMatte finished = matte;
    if (cells != null && motion != null && correction != null) {
      boolean[] changed = MatteCorrection.differing(now, width, height, alphas, old);
      motion = new BlockMotion(cells, now, changed, motion);
      correction.apply(now, motion, changed, alphas, old, SHARE_OF_OLD);
      finished = AlphaMatte.adopt(width, height, alphas);
    } else {
      motion = new BlockMotion(now);
      correction = new MatteCorrection(width, height);
    }
    cells = now;
    old = alphas;
    return finished;
  }
}
