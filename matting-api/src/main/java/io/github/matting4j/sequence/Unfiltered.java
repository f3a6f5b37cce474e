package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Optional;

/** A video under {@link TemporalFilter#none}. */
final class Unfiltered implements TemporalFilter.MatteStream {
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
}
