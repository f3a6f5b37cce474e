package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.motion.FlashRemoval;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A video under {@link TemporalFilter#oneFrameDelay}, MODNet's rule. */
final class OneFrameDelay implements TemporalFilter.MatteStream {
  /** The matte of the frame before the held one; absent at the start of a scene. */
  private @Nullable AlphaMatte before;

  private @Nullable AlphaMatte held;

  /** Whether the next frame starts a scene, so that the held matte is the last one of its own. */
  private boolean sceneEnds;

  @Override
  public Optional<AlphaMatte> add(ArgbImage frame, AlphaMatte matte) {
    FrameSizes.check(frame, matte);
    AlphaMatte finished = held;
    AlphaMatte continued = null;
    if (finished != null && !sceneEnds && FrameSizes.equal(finished, matte)) {
      continued = finished;
      if (before != null) {
        finished = FlashRemoval.between(before, finished, matte);
      }
    }
    before = continued;
    held = matte;
    sceneEnds = false;
    return Optional.ofNullable(finished);
  }

  @Override
  public Optional<AlphaMatte> finish() {
    Optional<AlphaMatte> last = Optional.ofNullable(held);
    held = null;
    before = null;
    sceneEnds = false;
    return last;
  }

  @Override
  public void reset() {
    sceneEnds = true;
  }
}
