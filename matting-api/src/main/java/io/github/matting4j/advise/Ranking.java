package io.github.matting4j.advise;

import io.github.matting4j.advise.calibration.Forecaster;
import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.advise.figures.Inventory;
import io.github.matting4j.advise.figures.PublishedFigures;
import io.github.matting4j.advise.figures.Quantity;
import io.github.matting4j.advise.rules.CandidateContext;
import io.github.matting4j.advise.rules.Effect;
import io.github.matting4j.advise.rules.EffectKind;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.advise.rules.MeasuredRules;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.model.Availability;
import io.github.matting4j.text.Quantities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Weighs what the speaking rules say of every candidate and puts the candidates in order. */
final class Ranking {
  private static final Comparator<RankedCandidate> ORDER =
      Comparator.comparing(RankedCandidate::isRuledOut)
          .thenComparing(ranked -> ranked.candidate().isStarter())
          .thenComparing(RankedCandidate::points, Comparator.reverseOrder())
          .thenComparing(
              ranked ->
                  PublishedFigures.value(ranked.candidate(), Quantity.SAD).orElse(Double.MAX_VALUE))
          .thenComparing(ranked -> ranked.candidate().id())
          .thenComparing(ranked -> ranked.candidate().engine());

  private final MattingCriteria criteria;
  private final Inventory inventory;
  private final List<Rule> speaking;
  private final MeasuredRules measured;
  private final Forecaster forecaster;

  Ranking(
      MattingCriteria criteria,
      Inventory inventory,
      List<Rule> speaking,
      MeasuredRules measured,
      Forecaster forecaster) {
    this.criteria = criteria;
    this.inventory = inventory;
    this.speaking = speaking;
    this.measured = measured;
    this.forecaster = forecaster;
  }

  Recommendation recommendation(List<String> findings, List<String> wanted, List<String> notices) {
    List<RankedCandidate> all = new ArrayList<>();
    for (Candidate candidate : inventory.candidates()) {
      all.add(rank(candidate));
    }
    all.sort(ORDER);
    return new Recommendation(
        criteria,
        inventory.isKnown(),
        all,
        spoken(findings, all),
        Conflicts.of(all),
        wanted,
        notices,
        all.stream()
            .filter(RankedCandidate::isUsable)
            .findFirst()
            .flatMap(chosen -> forecaster.ofFolder(chosen.candidate())));
  }

  private RankedCandidate rank(Candidate candidate) {
    CandidateContext c = new CandidateContext(criteria, candidate, forecaster.of(candidate));
    List<RuleResult> opinions = opinions(c);
    int points = opinions.stream().mapToInt(RuleResult::points).sum();
    return new RankedCandidate(
        candidate, verdict(candidate, opinions), points, opinions, c.forecast());
  }

  private List<RuleResult> opinions(CandidateContext c) {
    List<RuleResult> opinions = new ArrayList<>();
    for (Rule rule : speaking) {
      Optional<String> fact = overruledBy(rule, c);
      if (fact.isPresent()) {
        opinions.add(overruledResult(rule, fact.get()));
      } else {
        opinion(rule, c).ifPresent(opinions::add);
      }
    }
    measured.opinion(c.candidate()).ifPresent(opinions::add);
    return opinions;
  }

  /** As {@link Rule#then} promises: the first matching effect decides, points are added up. */
  private static Optional<RuleResult> opinion(Rule rule, CandidateContext c) {
    Optional<RuleResult> found = Optional.empty();
    for (Effect effect : rule.effects()) {
      Optional<String> detail = effect.target().match().apply(c);
      if (detail.isPresent()) {
        RuleResult opinion =
            found.orElse(new RuleResult(rule, effect.stance(), 0, detail.get(), Optional.empty()));
        found = Optional.of(opinion.plus(effect.points()));
      }
    }
    return found;
  }

  private Optional<String> overruledBy(Rule rule, CandidateContext c) {
    for (Rule fact : speaking) {
      if (fact.overrules().contains(rule.id()) && opinion(fact, c).isPresent()) {
        return Optional.of(fact.id());
      }
    }
    return Optional.empty();
  }

  /** What the rule gives its favourites, this candidate gets too: the reason to differ is gone. */
  private static RuleResult overruledResult(Rule rule, String fact) {
    int points = rule.effects().stream().mapToInt(Effect::points).max().orElse(0);
    return new RuleResult(rule, EffectKind.NEUTRAL, Math.max(0, points), "", Optional.of(fact));
  }

  private Verdict verdict(Candidate candidate, List<RuleResult> opinions) {
    List<RuleResult> exclusions =
        opinions.stream().filter(opinion -> opinion.stance() == EffectKind.RULE_OUT).toList();
    if (!exclusions.isEmpty()) {
      return new Verdict.RuledOut(
          exclusions.stream().map(RuleResult::text).toList(),
          exclusions.stream().flatMap(opinion -> opinion.rule().remedy().stream()).toList());
    }
    List<String> because = reasons(candidate, opinions);
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
    return criteria.isOffline() ? "without a network, bring the file by hand: " + usual : usual;
  }

  private static List<String> reasons(Candidate candidate, List<RuleResult> opinions) {
    List<String> reasons = new ArrayList<>();
    opinions.stream()
        .filter(opinion -> opinion.points() != 0)
        .sorted(Comparator.comparing((RuleResult opinion) -> -Math.abs(opinion.points())))
        .map(RuleResult::text)
        .forEach(reasons::add);
    reasons.add(
        PublishedFigures.find(candidate, Quantity.SAD)
            .map(
                sad ->
                    "published SAD "
                        + Quantities.number(sad.value())
                        + " on PPM-AIM-195, lower is better, counts between equals")
            .orElse(
                candidate.isStarter()
                    ? "the stand-in for when no official model is usable"
                    : "no figure on PPM-AIM-195, so it comes last between equals"));
    return reasons;
  }

  private List<MatchedRule> spoken(List<String> findings, List<RankedCandidate> all) {
    List<MatchedRule> spoken = new ArrayList<>();
    for (int i = 0; i < speaking.size(); i++) {
      Rule rule = speaking.get(i);
      spoken.add(new MatchedRule(rule, findings.get(i), count(rule, all)));
    }
    measured
        .rule()
        .ifPresent(rule -> spoken.add(new MatchedRule(rule, "your calibration", count(rule, all))));
    return spoken;
  }

  private static int count(Rule rule, List<RankedCandidate> all) {
    return (int)
        all.stream()
            .filter(
                ranked ->
                    ranked.opinions().stream()
                        .anyMatch(o -> o.rule() == rule && o.overruledBy().isEmpty()))
            .count();
  }
}
