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
  private final Consumer<String> told;
  private final List<String> passedOver = new ArrayList<>();
  private final List<MattingException> failures = new ArrayList<>();

  Selection(Recommendation advice, Function<String, MattingModel> opener, Consumer<String> told) {
    this.advice = advice;
    this.ids = advice.usable().stream().map(c -> c.candidate().id()).distinct().toList();
    this.opener = opener;
    this.told = told;
  }

  MattingModel open() {
    for (int i = 0; i < ids.size(); i++) {
      try {
        MattingModel model = opener.apply(ids.get(i));
        return passedOver.isEmpty()
            ? withStandIns(model, i + 1)
            : new SubstituteModel(withStandIns(model, i + 1), passedOver);
      } catch (DeviceUnavailableException | MattingCancelledException e) {
        throw e;
      } catch (MattingException e) {
        requireUninterrupted(ids.get(i), e);
        String line = SubstituteModel.failure(ids.get(i), e);
        told.accept(line);
        passedOver.add(line);
        failures.add(e);
      }
    }
    throw nothingOpened();
  }

  private MattingModel withStandIns(MattingModel model, int next) {
    int last = Math.min(ids.size(), next + advice.criteria().fallbacks());
    return next == last ? model : new FallbackModel(model, ids.subList(next, last), opener);
  }

  /** A user who interrupts wants an end, not the next model. */
  private static void requireUninterrupted(String id, MattingException e) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingCancelledException(
          "interrupted while " + id + " was being opened; no other model was tried", e);
    }
  }

  private NoSuitableModelException nothingOpened() {
    String cause =
        passedOver.isEmpty()
            ? "no installed model fits what was asked"
            : String.join("\n", passedOver);
    NoSuitableModelException none = new NoSuitableModelException(cause, advice.explain());
    failures.forEach(none::addSuppressed);
    return none;
  }
}
