package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelBusyException;
import io.github.matting4j.model.RunControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of one video: frames in, mattes or failures out. Used by as many threads at once as
 * there are {@link #lanes}.
 */
final class NetworkRuns implements AutoCloseable {
  /** More frames at once would only take memory: one thread reads and one steadies. */
  private static final int MAX_LANES = 4;

  /**
   * What the network gave for a frame: a matte, or a failure.
   *
   * @param warnings of the run
   */
  record Outcome(
      VideoFrame frame,
      @Nullable AlphaMatte matte,
      List<String> warnings,
      @Nullable MattingException failure) {}

  private final MattingModel.FrameSequence sequence;
  private final VideoSettings settings;
  private final int lanes;

  /** Whether a run has succeeded; the first one of a network may be slow. */
  private volatile boolean warm;

  NetworkRuns(MattingModel model, VideoSettings settings) {
    this.sequence = model.sequence();
    this.settings = settings;
    this.lanes =
        sequence.framesAreIndependent()
            ? Math.max(1, Math.min(MAX_LANES, model.load().capacity()))
            : 1;
  }

  /** How many frames may be in the network at once. */
  int lanes() {
    return lanes;
  }

  /** Computes the matte of a frame. */
  Outcome run(VideoFrame frame) {
    RunControl control = RunControl.unlimited();
    if (settings.cancellation != null) {
      control = control.cancelledBy(settings.cancellation);
    }
    if (settings.frameTimeout != null && warm) {
      control = control.timeout(settings.frameTimeout);
    }
    try {
      MattingResult result = sequence.next(frame.image(), control);
      warm = true;
      return new Outcome(frame, result.matte(), result.report().warnings(), null);
    } catch (InferenceException | MattingTimeoutException | ModelBusyException e) {
      return new Outcome(frame, null, List.of(), e);
    }
  }

  /** Forgets the states: the next frame is the first of another scene. */
  void reset() {
    sequence.reset();
  }

  @Override
  public void close() {
    sequence.close();
  }
}
