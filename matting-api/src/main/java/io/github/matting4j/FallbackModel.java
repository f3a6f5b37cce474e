package io.github.matting4j;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException.Stage;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.runtime.DetachedCall;
import io.github.matting4j.runtime.RunStop;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model with fallbacks: when its matte raises a quality flag that puts the whole in doubt, the
 * next model runs, and the matte with the fewest such flags is returned, the earlier one of equals.
 * A fallback is opened once, when it is first needed, and stays open.
 *
 * <p>Once there is a matte, only an interrupt or a cancellation makes the run fail. A fallback that
 * cannot be opened or run, that has no time left, or whose model is being closed, becomes a warning
 * in the report.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
final class FallbackModel implements MattingModel {
  private final MattingModel first;
  private final List<String> fallbackIds;
  private final Function<String, MattingModel> opener;
  private final Map<String, CompletableFuture<MattingModel>> fallbacks = new TreeMap<>();
  private volatile boolean closed;

  FallbackModel(
      MattingModel first, List<String> fallbackIds, Function<String, MattingModel> opener) {
    this.first = first;
    this.fallbackIds = List.copyOf(fallbackIds);
    this.opener = opener;
  }

  @Override
  public ModelDescriptor descriptor() {
    return first.descriptor();
  }

  @Override
  public ModelIdentity identity() {
    return first.identity();
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return run(photo, RunControl.unlimited());
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    try (RunStop stop = RunStop.begin(control)) {
      return run(photo, control, stop);
    }
  }

  /** Frames of the first model alone: another model's matte between them would flicker. */
  @Override
  public FrameSequence sequence() {
    return first.sequence();
  }

  private MattingResult run(ArgbImage photo, RunControl control, RunStop stop) {
    MattingResult best = first.run(photo, control);
    Set<QualityFlag> fewest = doubts(best, photo);
    if (fewest.isEmpty()) {
      return best;
    }
    List<String> history = new ArrayList<>();
    history.add(best.report().modelId() + " raised " + fewest);
    for (int i = 0; i < fallbackIds.size() && !fewest.isEmpty(); i++) {
      MattingResult next;
      try {
        next = fallback(fallbackIds.get(i), stop).run(photo, stop.rest(control));
      } catch (RuntimeException | LinkageError e) {
        if (e instanceof MattingCancelledException && !closed) {
          throw e;
        }
        history.add(SubstituteModel.failure(fallbackIds.get(i), e));
        continue;
      }
      Set<QualityFlag> flags = doubts(next, photo);
      history.add(next.report().modelId() + " raised " + (flags.isEmpty() ? "no flag" : flags));
      if (flags.size() < fewest.size()) {
        best = next;
        fewest = flags;
      }
    }
    String warning =
        String.join(", ", history) + "; this is the matte of " + best.report().modelId();
    return new MattingResult(best.matte(), best.report().warning(List.of(warning)));
  }

  /** A flag about a single place is no reason for another model. */
  private static Set<QualityFlag> doubts(MattingResult result, ArgbImage photo) {
    return result.flags(photo).stream()
        .filter(QualityFlag::doubtsWhole)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(QualityFlag.class)));
  }

  /** Opens a fallback, or waits while another run does. */
  private MattingModel fallback(String id, RunStop stop) {
    stop.check(Stage.SLOT);
    CompletableFuture<MattingModel> opening;
    synchronized (fallbacks) {
      if (closed) {
        throw new IllegalStateException("the model was closed");
      }
      opening =
          fallbacks.computeIfAbsent(
              id, key -> DetachedCall.start("matting4j-open", () -> opener.apply(key)));
    }
    if (!DetachedCall.await(opening, stop)) {
      throw stop.exception(Stage.SLOT, null);
    }
    return DetachedCall.result(opening);
  }

  @Override
  public ModelLoad load() {
    return first.load();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    List<CompletableFuture<MattingModel>> opened;
    synchronized (fallbacks) {
      closed = true;
      opened = List.copyOf(fallbacks.values());
    }
    RuntimeException failure = close(first, null);
    for (CompletableFuture<MattingModel> opening : opened) {
      if (opening.isDone() && !opening.isCompletedExceptionally()) {
        failure = close(opening.join(), failure);
      } else {
        CompletableFuture<Void> ignored = opening.thenAccept(MattingModel::close);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes one of several, also if closing another failed. */
  private static @Nullable RuntimeException close(
      MattingModel model, @Nullable RuntimeException earlier) {
    try {
      model.close();
      return earlier;
    } catch (RuntimeException e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }

  @Override
  public String toString() {
    return "FallbackModel[" + first + ", then " + fallbackIds + "]";
  }
}
