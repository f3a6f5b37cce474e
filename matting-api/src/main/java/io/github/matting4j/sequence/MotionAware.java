package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.motion.MotionFilter;
import java.util.Optional;

/** See {@link TemporalFilter#motionAware}. */
enum MotionAware implements TemporalFilter {
  INSTANCE;

  @Override
  public int delay() {
    return 0;
  }

  @Override
  public MatteStream start() {
    return new Stream();
  }

  @Override
  public String toString() {
    return "motion-aware";
  }

  private static final class Stream implements MatteStream {
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
}
