package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Optional;

/** Returns every matte as it is. */
enum NoFilter implements TemporalFilter, TemporalFilter.MatteStream {
  INSTANCE;

  @Override
  public int delay() {
    return 0;
  }

  @Override
  public MatteStream start() {
    return this;
  }

  @Override
  public Optional<AlphaMatte> add(ArgbImage frame, AlphaMatte matte) {
    FrameSizes.check(frame, matte);
    return Optional.of(matte);
  }

  @Override
  public Optional<AlphaMatte> finish() {
    return Optional.empty();
  }

  @Override
  public void reset() {}

  @Override
  public String toString() {
    return "off";
  }
}
