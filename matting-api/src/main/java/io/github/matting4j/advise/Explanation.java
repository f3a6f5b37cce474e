package io.github.matting4j.advise;

import io.github.matting4j.advise.rules.Effect;
import io.github.matting4j.advise.rules.EffectKind;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The full text of a recommendation: summary, rules, candidates, and what would change it. */
final class Explanation {
  private static final int LEADERS = 2;

  private final Recommendation advice;
  private final TextLayout out = new TextLayout();
  private final Map<Citation, Integer> sources = new LinkedHashMap<>();

  Explanation(Recommendation advice) {
    this.advice = advice;
  }

  String text() {
    verdict();
    steps();
    conflicts();
    ranking();
    changes();
    sources();
    return out.toString();
  }

  private void verdict() {
    for (String line : advice.summary().split("\n", -1)) {
      if (!line.isEmpty()) {
        out.line(line);
      }
    }
    advice.chosen().ifPresent(best -> out.wrapped("", "Basis: " + best.forecast().basis() + "."));
    if (!advice.isInventoryKnown()) {
      out.line("Installed models were not checked.");
    }
  }

  private void steps() {
    out.heading("Why");
    step(Step.PHOTO, "no rule about the photo matches, or nothing is known about it");
    step(Step.HARDWARE, unmatchedHardware());
    step(Step.BUSINESS, "no goal is given");
    for (Step step : List.of(Step.VARIANT, Step.FACT, Step.MEASURED)) {
      step(step, "");
    }
  }

  private String unmatchedHardware() {
    Hardware hardware = advice.criteria().hardware();
    return hardware.fingerprint().equals(Hardware.unknown().fingerprint())
        ? "nothing is known about the machine"
        : hardware + "; no rule about this hardware matches";
  }

  private void step(Step step, String otherwise) {
    boolean any = false;
    for (MatchedRule matched : advice.matchedRules()) {
      if (matched.rule().step() == step && matched.counts() > 0 && isRelevant(matched.rule())) {
        rule(matched);
        any = true;
      }
    }
    if (!any && !otherwise.isEmpty()) {
      out.wrapped(label(step.title()), otherwise);
    }
  }

  /** Facts and variants are listed only if they concern the leaders or rule a model out. */
  private boolean isRelevant(Rule rule) {
    if (rule.step() != Step.VARIANT && rule.step() != Step.FACT) {
      return true;
    }
    boolean concernsLeaders =
        advice.ranking().stream()
            .filter(ranked -> !ranked.isRuledOut())
            .limit(LEADERS)
            .anyMatch(ranked -> ranked.results().stream().anyMatch(o -> o.rule() == rule));
    return concernsLeaders
        || rule.effects().stream().anyMatch(effect -> effect.kind() == EffectKind.RULE_OUT);
  }

  private void rule(MatchedRule matched) {
    Rule rule = matched.rule();
    StringBuilder text = new StringBuilder();
    if (!matched.finding().isEmpty()) {
      text.append(matched.finding()).append(" → ");
    }
    text.append(effects(rule)).append(": ").append(rule.because());
    text.append(details(rule));
    text.append(" {").append(rule.id()).append("} [").append(number(rule.source())).append(']');
    out.wrapped(label(rule.step().title()), text.toString());
  }

  private static String effects(Rule rule) {
    Set<String> words = new LinkedHashSet<>();
    for (Effect effect : rule.effects()) {
      words.add(effect.kind().title() + " " + effect.target().name());
    }
    if (rule.effects().stream().allMatch(e -> e.kind() == EffectKind.NEUTRAL)) {
      words.clear();
      rule.effects().forEach(e -> words.add(e.target().name()));
      if (words.isEmpty()) {
        return "ranks by it";
      }
      String names = String.join(" and ", words);
      return rule.step() == Step.FACT
          ? "for " + names
          : names + (words.size() > 1 ? " fit" : " fits");
    }
    return String.join(", ", words);
  }

  private String details(Rule rule) {
    Map<String, String> details = new LinkedHashMap<>();
    for (RankedCandidate ranked : advice.ranking()) {
      for (RuleResult result : ranked.results()) {
        if (result.rule() == rule && !result.detail().isEmpty()) {
          details.merge(result.detail(), ranked.candidate().label(), (a, b) -> a + ", " + b);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    details.forEach((detail, who) -> text.append("; ").append(who).append(": ").append(detail));
    return text.toString();
  }

  private void conflicts() {
    if (advice.conflicts().isEmpty()) {
      return;
    }
    out.heading("Where the rules disagree");
    for (Recommendation.Conflict conflict : advice.conflicts()) {
      out.wrapped(
          "  ",
          conflict.about()
              + ": "
              + conflict.oneSide()
              + " against "
              + conflict.otherSide()
              + ". Settled by: "
              + conflict.settledBy()
              + ".");
    }
  }

  private void ranking() {
    out.heading("All candidates");
    int place = 0;
    int widest =
        advice.ranking().stream().mapToInt(r -> r.candidate().label().length()).max().orElse(1);
    for (RankedCandidate ranked : advice.ranking()) {
      place++;
      out.line(
          String.format(
                  Locale.ROOT,
                  "  %2d  %-" + widest + "s  %-9s  %+3d  %8s  %9s",
                  place,
                  ranked.candidate().label(),
                  ranked.verdict().title(),
                  ranked.points(),
                  ranked.forecast().time().map(Quantities::time).orElse("?"),
                  memory(ranked))
              .stripTrailing());
    }
    out.line("      (points of all rules; expected time and memory per photo)");
  }

  private static String memory(RankedCandidate ranked) {
    return ranked.forecast().memoryBytes().isPresent()
        ? Quantities.bytes(ranked.forecast().memoryBytes().getAsLong())
        : "?";
  }

  private void changes() {
    List<String> changes = new ArrayList<>();
    advice.better().ifPresent(better -> changes.add(installationText(better)));
    remedies()
        .forEach(
            (remedy, who) ->
                changes.add("Ruled out: " + String.join(", ", who) + "; " + remedy + "."));
    advice.ranking().stream()
        .filter(ranked -> ranked.unproven() && !ranked.isRuledOut())
        .forEach(ranked -> changes.add(ranked.candidate().label() + ": " + Summary.UNPROVEN + "."));
    if (!advice.missingInputs().isEmpty()) {
      changes.add("Not known, so some rules could not be applied: " + missingInputs() + ".");
    }
    if (changes.isEmpty()) {
      return;
    }
    out.heading("What would change the answer");
    changes.forEach(change -> out.wrapped("  - ", change));
  }

  private static String installationText(RankedCandidate better) {
    Verdict.Missing missing = (Verdict.Missing) better.verdict();
    return better.candidate().label()
        + " would rank first: "
        + missing.what()
        + "; "
        + missing.remedy()
        + ".";
  }

  private Map<String, List<String>> remedies() {
    Map<String, List<String>> remedies = new LinkedHashMap<>();
    for (RankedCandidate ranked : advice.ranking()) {
      if (ranked.verdict() instanceof Verdict.RuledOut out && !out.remedies().isEmpty()) {
        remedies
            .computeIfAbsent(out.remedies().get(0), remedy -> new ArrayList<>())
            .add(ranked.candidate().label());
      }
    }
    return remedies;
  }

  /** Missing inputs, grouped by how to provide them. */
  private String missingInputs() {
    Map<String, List<String>> byRemedy = new LinkedHashMap<>();
    for (String text : advice.missingInputs()) {
      int colon = text.indexOf(": ");
      byRemedy
          .computeIfAbsent(
              colon < 0 ? "state it" : text.substring(colon + 2), remedy -> new ArrayList<>())
          .add(colon < 0 ? text : text.substring(0, colon));
    }
    List<String> parts = new ArrayList<>();
    byRemedy.forEach((remedy, what) -> parts.add(String.join(", ", what) + " → " + remedy));
    return String.join("; ", parts);
  }

  private void sources() {
    out.heading("Sources");
    sources.forEach((source, n) -> out.wrapped("  [" + n + "] ", source.toString()));
  }

  private int number(Citation source) {
    return sources.computeIfAbsent(source, s -> sources.size() + 1);
  }

  private static String label(String step) {
    return String.format(Locale.ROOT, "  %-9s ", step);
  }
}
