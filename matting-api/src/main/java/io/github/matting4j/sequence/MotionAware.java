package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.motion.MotionFilter;
import java.util.Optional;

/** A video under {@link TemporalFilter#motionAware}. */
final class MotionAware implements TemporalFilter.MatteStream {
  private final MotionFilter filter = new MotionFilter();

  @Override
  public Optional<AlphaMatte> add(ArgbImage frame, AlphaMatte matte) {
    FrameSizes.check(frame, matte);
    return Optional.of(filter.next(frame, matte));
  }

  @Override
  public Optional<AlphaMatte> finish() {
    filter.reset();
    return Optional.empty();
  }

  @Override
  public void reset() {
    filter.reset();
  }
}
