package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.sequence.TemporalFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows the network, in the order of the frames: where it failed or took too long, the matte
 * before is used again; then the temporal filter. Frames come out at most one later. Not
 * thread-safe.
 */
final class SteadyStage {
  /** So many failures one after the other are no accident. */
  private static final int MAX_FAILURES = 25;

  private final TemporalFilter.MatteStream filter;
  private final Deque<VideoFrame> waiting = new ArrayDeque<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable AlphaMatte last;
  private int failures;
  private long held;

  SteadyStage(TemporalFilter filter) {
    this.filter = filter.start();
  }

  /** Takes a frame; gives the frame whose matte is finished by it, if any. */
  Optional<MattedFrame> add(NetworkRuns.Outcome outcome) {
    AlphaMatte matte = matte(outcome);
    waiting.add(outcome.frame());
    return filter.add(outcome.frame().image(), matte).map(this::finished);
  }

  private AlphaMatte matte(NetworkRuns.Outcome outcome) {
    MattingException failure = outcome.failure();
    if (failure != null) {
      return held(outcome.frame(), failure);
    }
    AlphaMatte matte = Objects.requireNonNull(outcome.matte());
    warnings.addAll(outcome.warnings());
    failures = 0;
    last = matte;
    return matte;
  }

  private AlphaMatte held(VideoFrame frame, MattingException failure) {
    AlphaMatte before = last;
    failures++;
    if (before == null
        || failures > MAX_FAILURES
        || before.width() != frame.image().width()
        || before.height() != frame.image().height()) {
      throw failure;
    }
    if (held++ == 0) {
      warnings.add(
          "Frames without a matte of their own have that of the frame before; the first reason: "
              + failure.getMessage());
    }
    return before;
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
    filter.reset();
  }

  /** Frames so far that have the matte of the frame before. */
  long held() {
    return held;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
