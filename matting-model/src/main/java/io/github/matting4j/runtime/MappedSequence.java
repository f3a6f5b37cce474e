package io.github.matting4j.runtime;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel.FrameSequence;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunControl;
import java.util.function.UnaryOperator;

/**
 * A sequence of another model, each result changed.
 *
 * @param frames is closed with this sequence
 * @param change applied to every result
 */
public record MappedSequence(FrameSequence frames, UnaryOperator<MattingResult> change)
    implements FrameSequence {
  @Override
  public MattingResult next(ArgbImage frame, RunControl control) {
    return change.apply(frames.next(frame, control));
  }

  @Override
  public boolean framesAreIndependent() {
    return frames.framesAreIndependent();
  }

  @Override
  public void reset() {
    frames.reset();
  }

  @Override
  public void close() {
    frames.close();
  }
}
