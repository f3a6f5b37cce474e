package io.github.matting4j.kernel.motion;

import io.github.matting4j.image.AlphaMatte;

/**
 * The one-frame delay of MODNet (Ke et al., AAAI 2022, section 3.4): where the alphas of the frame
 * before and of the frame after differ by at most ξ, and the one between from both by more, it
 * becomes their mean.
 */
public final class FlashRemoval {
  /** The published ξ. */
  private static final float CLOSE = 0.1f;

  private FlashRemoval() {}

  /** The matte of the middle frame; the same instance if nothing flashes. All of one size. */
  public static AlphaMatte between(AlphaMatte before, AlphaMatte middle, AlphaMatte after) {
    int width = middle.width();
    float[] last = new float[width];
    float[] next = new float[width];
    float[] alphas = middle.toArray();
    boolean changed = false;
    for (int y = 0; y < middle.height(); y++) {
      before.readRow(y, last, 0);
      after.readRow(y, next, 0);
      for (int x = 0, i = y * width; x < width; x++, i++) {
        float a = alphas[i];
        if (Math.abs(last[x] - next[x]) <= CLOSE
            && Math.abs(a - last[x]) > CLOSE
            && Math.abs(a - next[x]) > CLOSE) {
          alphas[i] = 0.5f * (last[x] + next[x]);
          changed = true;
        }
      }
    }
    return changed ? AlphaMatte.adopt(width, middle.height(), alphas) : middle;
  }
}
