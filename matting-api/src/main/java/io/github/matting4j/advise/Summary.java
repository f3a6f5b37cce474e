package io.github.matting4j.advise;

import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.text.Quantities;
import java.util.Comparator;
import java.util.Optional;

/** The short text of a recommendation: what to use, why, what to expect, how to do better. */
final class Summary {
  /** Why a network ranks after every published one, and the command that may change it. */
  static final String UNPROVEN =
      "its accuracy is neither published nor measured, so it ranks after every published network;"
          + " 'matting calibrate PHOTOS --truth MATTES' would measure it";

  private final Recommendation advice;
  private final TextLayout out = new TextLayout();

  Summary(Recommendation advice) {
    this.advice = advice;
  }

  static String title(RankedCandidate ranked) {
    return ranked.candidate().label() + " (" + ranked.candidate().model().title() + ")";
  }

  /** {@code "pp-matting-512 (...): no weights in ...; 'matting models install ...' gets it"}. */
  private static String missing(RankedCandidate better) {
    if (!(better.verdict() instanceof Verdict.Missing missing)) {
      return title(better);
    }
    ModelDescriptor model = better.candidate().model();
    return title(better)
        + ": "
        + missing.what()
        + "; "
        + (model.downloads().isEmpty()
            ? missing.remedy()
            : "'matting models install " + model.id() + "' gets it");
  }

  String text() {
    advice.chosen().ifPresentOrElse(this::chosen, this::nothing);
    advice
        .better()
        .ifPresent(better -> out.wrapped("", "Best model not installed: " + missing(better) + "."));
    if (!advice.questions().isEmpty()) {
      out.wrapped(
          "",
          "Not known: "
              + String.join(", ", advice.questions())
              + "; state it, because rules about the hardware depend on it.");
    }
    advice.notices().forEach(notice -> out.wrapped("", "Note: " + notice + "."));
    return out.toString();
  }

  private void chosen(RankedCandidate best) {
    out.line("Use " + title(best) + ".");
    out.wrapped("", "Because " + reason(best) + ".");
    out.wrapped("", expectation(best.forecast()));
    advice.folder().ifPresent(folder -> out.wrapped("", folder.text()));
  }

  private void nothing() {
    out.line("No model is usable.");
    advice.ranking().stream()
        .findFirst()
        .ifPresent(
            first ->
                out.wrapped(
                    "", first.candidate().label() + ": " + first.verdict().because().get(0) + "."));
  }

  private String reason(RankedCandidate best) {
    if (advice.better().isPresent() && advice.usable().size() == 1) {
      return "it is the only usable model installed";
    }
    Optional<RuleResult> strongest =
        best.results().stream()
            .filter(result -> result.points() > 0 && result.overruledBy().isEmpty())
            .max(Comparator.comparingInt(RuleResult::points));
    if (strongest.isPresent()) {
      RuleResult rule = strongest.get();
      return rule.rule().because() + (rule.detail().isEmpty() ? "" : " (" + rule.detail() + ")");
    }
    return best.candidate()
        .figure(Quantity.SAD)
        .map(sad -> "of its published accuracy: SAD " + Quantities.number(sad.value()))
        .orElseGet(() -> withoutFigure(best));
  }

  private String withoutFigure(RankedCandidate best) {
    if (best.candidate().model().role() == ModelDescriptor.Role.STARTER) {
      return "no other model is usable";
    }
    return best.unproven()
        ? "no published model is usable; " + UNPROVEN
        : "no rule and no published figure is in favour of another usable model";
  }

  private static String expectation(Forecast forecast) {
    return "Expect "
        + forecast.text()
        + (forecast.measured()
            ? ", measured on this machine"
            : forecast.time().isPresent() ? ", within a factor of three" : "")
        + forecast.whyNotGpu().map(why -> "; not on the GPU, because " + why).orElse("")
        + ".";
  }
}
