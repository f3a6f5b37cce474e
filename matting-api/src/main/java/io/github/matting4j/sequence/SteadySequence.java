package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunControl;

/** A sequence of a model with a filter that has no delay. */
final class SteadySequence implements MattingModel.FrameSequence {
  private final MattingModel.FrameSequence frames;
  private final TemporalFilter.MatteStream stream;

  SteadySequence(MattingModel.FrameSequence frames, TemporalFilter.MatteStream stream) {
    this.frames = frames;
    this.stream = stream;
  }

  @Override
  public MattingResult next(ArgbImage frame, RunControl control) {
    MattingResult result = frames.next(frame, control);
    AlphaMatte steady = stream.add(frame, result.matte()).orElseThrow();
    return new MattingResult(steady, result.report());
  }

  @Override
  public void reset() {
    frames.reset();
    stream.reset();
  }

  @Override
  public void close() {
    frames.close();
  }
}
