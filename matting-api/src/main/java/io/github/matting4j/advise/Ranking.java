package io.github.matting4j.advise;

import io.github.matting4j.advise.calibration.Forecaster;
import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.advise.rules.CandidateContext;
import io.github.matting4j.advise.rules.Effect;
import io.github.matting4j.advise.rules.EffectKind;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.advise.standard.MeasuredRules;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.text.Quantities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Applies the matching rules to every candidate and sorts the candidates. */
final class Ranking {
  private static final Comparator<RankedCandidate> ORDER =
      Comparator.comparing(RankedCandidate::isRuledOut)
          .thenComparing(ranked -> ranked.candidate().isStarter())
          .thenComparing(RankedCandidate::unproven)
          .thenComparing(RankedCandidate::points, Comparator.reverseOrder())
          .thenComparing(ranked -> ranked.candidate().value(Quantity.SAD).orElse(Double.MAX_VALUE))
          .thenComparing(ranked -> ranked.candidate().id())
          .thenComparing(ranked -> ranked.candidate().engine());

  private final MattingCriteria criteria;
  private final Inventory inventory;
  private final List<Rule> matching;
  private final MeasuredRules measured;
  private final Forecaster forecaster;

  Ranking(
      MattingCriteria criteria,
      Inventory inventory,
      List<Rule> matching,
      MeasuredRules measured,
      Forecaster forecaster) {
    this.criteria = criteria;
    this.inventory = inventory;
    this.matching = matching;
    this.measured = measured;
    this.forecaster = forecaster;
  }

  Recommendation recommendation(
      List<String> findings, List<String> missing, List<String> questions, List<String> notices) {
    List<RankedCandidate> all = new ArrayList<>();
    for (Candidate candidate : inventory.candidates()) {
      all.add(rank(candidate));
    }
    all.sort(ORDER);
    return new Recommendation(
        criteria,
        inventory.isKnown(),
        all,
        matched(findings, all),
        Conflicts.of(all),
        missing,
        questions,
        notices,
        all.stream()
            .filter(RankedCandidate::isUsable)
            .findFirst()
            .flatMap(chosen -> forecaster.ofFolder(chosen.candidate())));
  }

  private RankedCandidate rank(Candidate candidate) {
    CandidateContext c = new CandidateContext(criteria, candidate, forecaster.of(candidate));
    List<RuleResult> results = results(c);
    int points = results.stream().mapToInt(RuleResult::points).sum();
    return new RankedCandidate(
        candidate,
        verdict(candidate, results),
        points,
        results,
        c.forecast(),
        isUnproven(candidate));
  }

  /** An official network without any published figure is unproven as well. */
  private boolean isUnproven(Candidate candidate) {
    boolean published = !candidate.isThirdParty() && !candidate.model().figures().isEmpty();
    return !candidate.isStarter()
        && !published
        && candidate.value(Quantity.SAD).isEmpty()
        && !forecaster.isAccuracyMeasured(candidate);
  }

  private List<RuleResult> results(CandidateContext c) {
    List<RuleResult> results = new ArrayList<>();
    for (Rule rule : matching) {
      Optional<String> fact = overruledBy(rule, c);
      if (fact.isPresent()) {
        results.add(overruledResult(rule, fact.get()));
      } else {
        result(rule, c).ifPresent(results::add);
      }
    }
    measured.result(c.candidate()).ifPresent(results::add);
    return results;
  }

  /** As {@link Rule#then} promises: the first matching effect decides, points are added up. */
  private static Optional<RuleResult> result(Rule rule, CandidateContext c) {
    Optional<RuleResult> found = Optional.empty();
    for (Effect effect : rule.effects()) {
      Optional<String> detail = effect.target().match().apply(c);
      if (detail.isPresent()) {
        RuleResult result =
            found.orElse(new RuleResult(rule, effect.kind(), 0, detail.get(), Optional.empty()));
        found = Optional.of(result.plus(effect.points()));
      }
    }
    return found;
  }

  private Optional<String> overruledBy(Rule rule, CandidateContext c) {
    for (Rule fact : matching) {
      if (fact.overrules().contains(rule.id()) && result(fact, c).isPresent()) {
        return Optional.of(fact.id());
      }
    }
    return Optional.empty();
  }

  /** The candidate gets the points of those the rule prefers: its reason no longer applies. */
  private static RuleResult overruledResult(Rule rule, String fact) {
    int points = rule.effects().stream().mapToInt(Effect::points).max().orElse(0);
    return new RuleResult(rule, EffectKind.NEUTRAL, Math.max(0, points), "", Optional.of(fact));
  }

  private Verdict verdict(Candidate candidate, List<RuleResult> results) {
    List<RuleResult> exclusions =
        results.stream().filter(result -> result.kind() == EffectKind.RULE_OUT).toList();
    if (!exclusions.isEmpty()) {
      return new Verdict.RuledOut(
          exclusions.stream().map(RuleResult::text).toList(),
          exclusions.stream().flatMap(result -> result.rule().remedy().stream()).toList());
    }
    List<String> because = reasons(candidate, results);
    Availability availability = inventory.availability(candidate);
    if (availability instanceof Availability.Missing missing) {
      return new Verdict.Missing(because, missing.what(), remedy(missing.remedy()));
    }
    if (availability instanceof Availability.Broken fault) {
      return new Verdict.Missing(because, fault.what(), remedy(fault.remedy()));
    }
    return new Verdict.Usable(because);
  }

  private String remedy(String usual) {
    return criteria.isOffline()
        ? "without a network, fetch the file elsewhere and bring it here (--from FILE): " + usual
        : usual;
  }

  private List<String> reasons(Candidate candidate, List<RuleResult> results) {
    List<String> reasons = new ArrayList<>();
    results.stream()
        .filter(result -> result.points() != 0)
        .sorted(Comparator.comparing((RuleResult result) -> -Math.abs(result.points())))
        .map(RuleResult::text)
        .forEach(reasons::add);
    reasons.add(
        candidate
            .figure(Quantity.SAD)
            .map(
                sad ->
                    "published SAD "
                        + Quantities.number(sad.value())
                        + " on PPM-AIM-195, lower is better, counts between equals")
            .orElse(
                candidate.isStarter()
                    ? "used only when no other model is usable"
                    : isUnproven(candidate)
                        ? Summary.UNPROVEN
                        : "no figure on PPM-AIM-195, so it comes last between equals"));
    return reasons;
  }

  private List<MatchedRule> matched(List<String> findings, List<RankedCandidate> all) {
    List<MatchedRule> matched = new ArrayList<>();
    for (int i = 0; i < matching.size(); i++) {
      Rule rule = matching.get(i);
      matched.add(new MatchedRule(rule, findings.get(i), count(rule, all)));
    }
    measured
        .rule()
        .ifPresent(
            rule -> matched.add(new MatchedRule(rule, "your calibration", count(rule, all))));
    return matched;
  }

  private static int count(Rule rule, List<RankedCandidate> all) {
    return (int)
        all.stream()
            .filter(
                ranked ->
                    ranked.results().stream()
                        .anyMatch(o -> o.rule() == rule && o.overruledBy().isEmpty()))
            .count();
  }
}
