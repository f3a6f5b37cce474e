package io.github.matting4j;

import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.NoSuitableModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens the first recommended model that can be opened, and keeps what went wrong before it. */
final class Selection {
  private final Recommendation advice;
  private final List<String> ids;
  private final Function<String, MattingModel> opener;
  private final Consumer<String> onFailure;
  private final List<String> failed = new ArrayList<>();
  private final List<MattingException> failures = new ArrayList<>();

  Selection(
      Recommendation advice, Function<String, MattingModel> opener, Consumer<String> onFailure) {
    this.advice = advice;
    this.ids = advice.usable().stream().map(c -> c.candidate().id()).distinct().toList();
    this.opener = opener;
    this.onFailure = onFailure;
  }

  MattingModel open() {
    for (int i = 0; i < ids.size(); i++) {
      try {
        MattingModel model = opener.apply(ids.get(i));
        return failed.isEmpty()
            ? withFallbacks(model, i + 1)
            : new SubstituteModel(withFallbacks(model, i + 1), failed);
      } catch (DeviceUnavailableException | MattingCancelledException e) {
        throw e;
      } catch (MattingException e) {
        requireUninterrupted(ids.get(i), e);
        String line = SubstituteModel.failure(ids.get(i), e);
        onFailure.accept(line);
        failed.add(line);
        failures.add(e);
      }
    }
    throw nothingOpened();
  }

  private MattingModel withFallbacks(MattingModel model, int next) {
    int last = Math.min(ids.size(), next + advice.criteria().fallbacks());
    return next == last ? model : new FallbackModel(model, ids.subList(next, last), opener);
  }

  /** An interrupt ends the selection instead of moving on to the next model. */
  private static void requireUninterrupted(String id, MattingException e) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingCancelledException(
          "interrupted while " + id + " was being opened; no other model was tried", e);
    }
  }

  private NoSuitableModelException nothingOpened() {
    String cause =
        failed.isEmpty() ? "no installed model meets the criteria" : String.join("\n", failed);
    NoSuitableModelException none = new NoSuitableModelException(cause, advice.explain());
    failures.forEach(none::addSuppressed);
    return none;
  }
}
