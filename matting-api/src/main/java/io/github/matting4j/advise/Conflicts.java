package io.github.matting4j.advise;

import io.github.matting4j.advise.rules.EffectKind;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.advise.rules.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds rules that contradict each other, and what settled it. */
final class Conflicts {
  private Conflicts() {}

  static List<Recommendation.Conflict> of(List<RankedCandidate> ranking) {
    List<Recommendation.Conflict> conflicts = new ArrayList<>();
    Optional<RankedCandidate> first =
        ranking.stream().filter(ranked -> !ranked.isRuledOut()).findFirst();
    first.flatMap(winner -> betweenFamilies(winner, ranking)).ifPresent(conflicts::add);
    for (RankedCandidate ranked : ranking) {
      factAgainstRule(ranked).ifPresent(conflicts::add);
    }
    overruled(ranking).ifPresent(conflicts::add);
    return together(conflicts);
  }

  /** Puts conflicts of the same kind about several candidates into one. */
  private static List<Recommendation.Conflict> together(List<Recommendation.Conflict> conflicts) {
    Map<Recommendation.Conflict, String> about = new LinkedHashMap<>();
    for (Recommendation.Conflict c : conflicts) {
      Recommendation.Conflict kind =
          new Recommendation.Conflict("", c.oneSide(), c.otherSide(), c.settledBy());
      about.merge(kind, c.about(), (a, b) -> a + ", " + b);
    }
    List<Recommendation.Conflict> merged = new ArrayList<>();
    about.forEach(
        (kind, who) ->
            merged.add(
                new Recommendation.Conflict(
                    who, kind.oneSide(), kind.otherSide(), kind.settledBy())));
    return merged;
  }

  private static Optional<Recommendation.Conflict> betweenFamilies(
      RankedCandidate winner, List<RankedCandidate> ranking) {
    Optional<RankedCandidate> rival =
        ranking.stream()
            .filter(ranked -> !ranked.isRuledOut() && !ranked.candidate().isStarter())
            .filter(r -> !r.candidate().is(winner.candidate().model().family()))
            .findFirst();
    return rival.flatMap(other -> between(winner, other));
  }

  private static Optional<Recommendation.Conflict> between(
      RankedCandidate winner, RankedCandidate rival) {
    TreeMap<String, Integer> gaps = new TreeMap<>();
    winner.results().forEach(o -> gaps.merge(o.rule().id(), o.points(), Integer::sum));
    rival.results().forEach(o -> gaps.merge(o.rule().id(), -o.points(), Integer::sum));
    List<String> forWinner = new ArrayList<>();
    List<String> forRival = new ArrayList<>();
    gaps.forEach(
        (id, gap) -> {
          if (gap > 0) {
            forWinner.add(id + " (" + gap + ")");
          } else if (gap < 0) {
            forRival.add(id + " (" + -gap + ")");
          }
        });
    if (forRival.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Recommendation.Conflict(
            winner.candidate().label() + " or " + rival.candidate().label(),
            String.join(", ", forWinner),
            String.join(", ", forRival),
            settledBy(winner, rival, forWinner)));
  }

  private static String settledBy(
      RankedCandidate winner, RankedCandidate rival, List<String> forWinner) {
    if (winner.points() == rival.points()) {
      return "equal points, so published accuracy decides";
    }
    return forWinner.stream().anyMatch(id -> id.startsWith("measured."))
        ? "a measurement outweighs published rules"
        : "more points";
  }

  private static Optional<Recommendation.Conflict> factAgainstRule(RankedCandidate ranked) {
    if (!ranked.isRuledOut()) {
      return Optional.empty();
    }
    List<String> reasonsFor =
        ranked.results().stream()
            .filter(o -> o.points() > 0 && o.overruledBy().isEmpty())
            .filter(o -> o.rule().step() != Step.VARIANT)
            .map(o -> o.rule().id())
            .toList();
    List<String> facts =
        ranked.results().stream()
            .filter(o -> o.kind() == EffectKind.RULE_OUT)
            .map(o -> o.rule().id())
            .toList();
    return reasonsFor.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Recommendation.Conflict(
                ranked.candidate().label(),
                String.join(", ", facts),
                String.join(", ", reasonsFor),
                "a fact rules the model out, regardless of its points"));
  }

  private static Optional<Recommendation.Conflict> overruled(List<RankedCandidate> ranking) {
    for (RankedCandidate ranked : ranking) {
      List<RuleResult> gone =
          ranked.results().stream().filter(o -> o.overruledBy().isPresent()).toList();
      if (!gone.isEmpty()) {
        return Optional.of(
            new Recommendation.Conflict(
                ranked.candidate().label(),
                gone.get(0).overruledBy().orElseThrow(),
                String.join(", ", gone.stream().map(o -> o.rule().id()).toList()),
                because(ranked, gone.get(0).overruledBy().orElseThrow())));
      }
    }
    return Optional.empty();
  }

  private static String because(RankedCandidate ranked, String fact) {
    return ranked.results().stream()
        .map(RuleResult::rule)
        .filter(rule -> rule.id().equals(fact))
        .map(Rule::because)
        .findFirst()
        .orElse("the fact overrules");
  }
}
