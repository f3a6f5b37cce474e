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
import io.github.matting4j.sequence.TemporalFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Network and temporal filter: frames in, frames with mattes out, at most one later. Where the
 * network fails or takes too long, the matte before is used again. Not thread-safe.
 */
final class MatteStage implements AutoCloseable {
  /** So many failures one after the other are no accident. */
  private static final int MAX_FAILURES = 25;

  private final MattingModel.FrameSequence sequence;
  private final TemporalFilter.MatteStream filter;
  private final VideoSettings settings;
  private final Deque<VideoFrame> waiting = new ArrayDeque<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable AlphaMatte last;
  private int failures;
  private long held;

  MatteStage(MattingModel model, VideoSettings settings) {
    this.sequence = model.sequence();
    this.filter = settings.temporal.start();
    this.settings = settings;
  }

  /** Takes a frame; gives the frame whose matte is finished by it, if any. */
  Optional<MattedFrame> add(VideoFrame frame) {
    AlphaMatte matte = matte(frame);
    waiting.add(frame);
    return filter.add(frame.image(), matte).map(this::finished);
  }

  /** Gives the frame that is left, if any; call it until there is none. */
  Optional<MattedFrame> finish() {
    return filter.finish().map(this::finished);
  }

  private MattedFrame finished(AlphaMatte matte) {
    return new MattedFrame(waiting.remove(), matte);
  }

  /** The next frame is the first of another scene. */
  void reset() {
    sequence.reset();
    filter.reset();
  }

  private AlphaMatte matte(VideoFrame frame) {
    AlphaMatte before = last;
    RunControl control = RunControl.unlimited();
    if (settings.cancellation != null) {
      control = control.cancelledBy(settings.cancellation);
    }
    if (settings.frameTimeout != null && before != null) {
      control = control.timeout(settings.frameTimeout); // the first run of a network may be slow
    }
    try {
      MattingResult result = sequence.next(frame.image(), control);
      warnings.addAll(result.report().warnings());
      failures = 0;
      last = result.matte();
      return result.matte();
    } catch (InferenceException | MattingTimeoutException | ModelBusyException e) {
      return held(frame, before, e);
    }
  }

  private AlphaMatte held(VideoFrame frame, @Nullable AlphaMatte before, MattingException e) {
    failures++;
    if (before == null
        || failures > MAX_FAILURES
        || before.width() != frame.image().width()
        || before.height() != frame.image().height()) {
      throw e;
    }
    if (held++ == 0) {
      warnings.add(
          "Frames without a matte of their own have that of the frame before; the first reason: "
              + e.getMessage());
    }
    return before;
  }

  /** Frames so far that have the matte of the frame before. */
  long held() {
    return held;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    sequence.close();
  }
}
