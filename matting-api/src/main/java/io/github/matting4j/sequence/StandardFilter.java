package io.github.matting4j.sequence;

import java.util.function.Supplier;

/** The filters that {@link TemporalFilter} offers, described there. */
enum StandardFilter implements TemporalFilter {
  NONE("off", 0, Unfiltered::new),
  ONE_FRAME_DELAY("one-frame-delay", 1, OneFrameDelay::new),
  MOTION_AWARE("motion-aware", 0, MotionAware::new),
  TWO_WAY("two-way", 1, TwoWay::new);

  private final String name;
  private final int delay;
  private final Supplier<MatteStream> streams;

  StandardFilter(String name, int delay, Supplier<MatteStream> streams) {
    this.name = name;
    this.delay = delay;
    this.streams = streams;
  }

  @Override
  public int delay() {
    return delay;
  }

  @Override
  public MatteStream start() {
    return streams.get();
  }

  @Override
  public String toString() {
    return name;
  }
}
