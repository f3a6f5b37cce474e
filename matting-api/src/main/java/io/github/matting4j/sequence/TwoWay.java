package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.motion.TwoWayMotionFilter;
import java.util.Optional;

/** A video under {@link TemporalFilter#twoWay}. */
final class TwoWay implements TemporalFilter.MatteStream {
  private final TwoWayMotionFilter filter = new TwoWayMotionFilter();

  @Override
  public Optional<AlphaMatte> add(ArgbImage frame, AlphaMatte matte) {
    FrameSizes.check(frame, matte);
    return Optional.ofNullable(filter.add(frame, matte));
  }

  @Override
  public Optional<AlphaMatte> finish() {
    return Optional.ofNullable(filter.finish());
  }

  @Override
  public void reset() {
    filter.reset();
  }
}
