package io.github.matting4j.networks.check;

import io.github.matting4j.networks.check.CheckResult.Outcome;
import io.github.matting4j.networks.check.Finding.Severity;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One check: the recipe as given, then changes to it while they help. Not thread-safe. */
final class Diagnosis {
  private static final int MAX_CHANGES = 4;

  /** So many alternatives are named. */
  private static final int MAX_AS_GOOD = 2;

  private final NetworkRecipe given;
  private final Trials trials;
  private final long end;
  private final Set<NetworkRecipe> tried = new HashSet<>();
  private boolean complete = true;

  /**
   * A recipe that was tried.
   *
   * @param mistakes that it corrects
   * @param asGood recipes that do about as well in place of this one
   */
  private record Candidate(
      NetworkRecipe recipe, Score score, List<Mistake> mistakes, List<NetworkRecipe> asGood) {

    boolean isSameAs(Candidate other) {
      return recipe.equals(other.recipe);
    }
  }

  Diagnosis(NetworkRecipe given, Trials trials, Duration limit) {
    this.given = given;
    this.trials = trials;
    this.end = System.nanoTime() + limit.toNanos();
  }

  CheckResult run() {
    Trials.Baseline baseline = trials.asGiven();
    Score asGiven = baseline.score();
    Candidate start = new Candidate(given, asGiven, List.of(), List.of());
    Candidate best = asGiven.isGood() ? start : search(start);
    Outcome outcome = outcome(asGiven, best);
    List<Finding> findings = new ArrayList<>();
    findings.add(verdict(outcome, asGiven, best));
    if (outcome != Outcome.NO_PERSON_FOUND && !best.score().isGood()) {
      otherSize(best).ifPresent(findings::add);
    }
    baseline.warnings().forEach(text -> findings.add(Finding.warning(text)));
    MatteSigns.of(
            baseline.portraits().stream().flatMap(portrait -> portrait.matte().stream()).toList())
        .filter(sign -> asGiven.findsPeople() || sign.severity() != Severity.NOTE)
        .ifPresent(findings::add);
    if (!complete) {
      findings.add(
          Finding.note(
              "the time limit ended the check after "
                  + tried.size()
                  + " changed recipes; with more time it may find more"));
    }
    boolean better = outcome == Outcome.BETTER_FOUND;
    return new CheckResult(
        outcome,
        asGiven.agreement(),
        better ? best.score().agreement() : asGiven.agreement(),
        better ? Optional.of(best.recipe()) : Optional.empty(),
        findings,
        baseline.portraits(),
        tried.size(),
        complete);
  }

  private static Outcome outcome(Score asGiven, Candidate best) {
    if (!best.score().findsPeople()) {
      return Outcome.NO_PERSON_FOUND;
    }
    if (!best.mistakes().isEmpty()) {
      return Outcome.BETTER_FOUND;
    }
    return asGiven.isGood() ? Outcome.GOOD : Outcome.NOTHING_BETTER;
  }

  /**
   * One change after the other, the best one each time. Where that does not help, levels are
   * stretched; and where people are not found at all, the size is changed, or two parts at once.
   */
  private Candidate search(Candidate start) {
    GraphForm graph = trials.form();
    Candidate best = start;
    boolean improved = true;
    while (improved && best.mistakes().size() < MAX_CHANGES && !best.score().isGood()) {
      Candidate next =
          withOneChange(
              best, graph, mistake -> mistake != Mistake.SIZE && mistake != Mistake.STRETCH);
      if (next.isSameAs(best)) {
        next = withOneChange(best, graph, mistake -> mistake == Mistake.STRETCH);
      }
      if (next.isSameAs(best) && !best.score().findsPeople()) {
        next = withOneChange(best, graph, mistake -> mistake == Mistake.SIZE);
      }
      if (next.isSameAs(best) && !best.score().findsPeople()) {
        next = withTwoChanges(best, graph);
      }
      improved = !next.isSameAs(best);
      best = next;
    }
    return best;
  }

  private Candidate withOneChange(Candidate from, GraphForm graph, Predicate<Mistake> considered) {
    Candidate best = from;
    for (Variant variant : Variants.of(from.recipe(), graph)) {
      if (considered.test(variant.mistake())) {
        best = better(from, best, variant.recipe(), List.of(variant.mistake()));
      }
    }
    return best;
  }

  /** What is wrong at one end hides what is wrong at the other. */
  private Candidate withTwoChanges(Candidate from, GraphForm graph) {
    Candidate best = from;
    for (Variant first : Variants.of(from.recipe(), graph)) {
      for (Variant second : Variants.of(first.recipe(), graph)) {
        if (first.mistake().side() == Mistake.Side.OUTPUT
            && second.mistake().side() == Mistake.Side.INPUT) {
          best = better(from, best, second.recipe(), List.of(first.mistake(), second.mistake()));
        }
      }
    }
    return best;
  }

  /** The best so far, or another recipe that is clearly better than before and than that. */
  private Candidate better(
      Candidate from, Candidate best, NetworkRecipe recipe, List<Mistake> mistakes) {
    if (recipe.equals(given) || tried.contains(recipe)) {
      return best;
    }
    if (System.nanoTime() - end >= 0) {
      complete = false;
      return best;
    }
    tried.add(recipe);
    Optional<Score> score =
        trials
            .score(recipe, best.score())
            .filter(reached -> reached.isClearlyBetterThan(from.score()));
    if (score.isEmpty()) {
      return best;
    }
    if (!best.isSameAs(from) && score.get().agreement() <= best.score().agreement() + Score.TIE) {
      return new Candidate(
          best.recipe(), best.score(), best.mistakes(), joined(best.asGood(), List.of(recipe)));
    }
    return new Candidate(recipe, score.get(), joined(from.mistakes(), mistakes), List.of());
  }

  /** Another size is no correction: it depends on the shape of the photos. */
  private Optional<Finding> otherSize(Candidate from) {
    Candidate best = withOneChange(from, trials.form(), mistake -> mistake == Mistake.SIZE);
    return best.isSameAs(from)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.NOTE,
                Mistake.SIZE.sentence()
                    + ": with '"
                    + RecipeDifference.of(from.recipe(), best.recipe())
                    + "' the agreement is "
                    + text(best.score())
                    + " instead of "
                    + text(from.score())
                    + "; they are upright, 4:5",
                Optional.of(best.recipe())));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private Finding verdict(Outcome outcome, Score asGiven, Candidate best) {
    String people = "the true mattes of " + asGiven.agreements().size() + " drawn portraits";
    return switch (outcome) {
      case GOOD ->
          Finding.note("the recipe fits: the agreement with " + people + " is " + text(asGiven));
      case NOTHING_BETTER ->
          Finding.note(
              "nothing better was found: the agreement with "
                  + people
                  + " is "
                  + text(asGiven)
                  + ", and none of "
                  + tried.size()
                  + " changed recipes does clearly better");
      case NO_PERSON_FOUND ->
          Finding.warning(
              "this network finds no person in drawn portraits, neither by its recipe nor by "
                  + tried.size()
                  + " changed ones, so the check can say nothing about the recipe");
      case BETTER_FOUND -> correction(asGiven, best, people);
    };
  }

  private Finding correction(Score asGiven, Candidate best, String people) {
    EnumSet<Mistake> kinds = EnumSet.copyOf(best.mistakes());
    Severity severity = asGiven.findsPeople() ? Severity.WARNING : Severity.ERROR;
    return new Finding(
        severity,
        kinds.stream().map(Mistake::sentence).collect(Collectors.joining("; "))
            + ": with '"
            + RecipeDifference.of(given, best.recipe())
            + "' the agreement with "
            + people
            + " is "
            + text(best.score())
            + " instead of "
            + text(asGiven)
            + best.asGood().stream()
                .limit(MAX_AS_GOOD)
                .map(other -> "; '" + RecipeDifference.of(given, other) + "' does as well")
                .collect(Collectors.joining()),
        Optional.of(best.recipe()));
  }

  private static String text(Score score) {
    return String.format(Locale.ROOT, "%.2f", score.agreement());
  }
}
