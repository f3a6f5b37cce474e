package io.github.matting4j.advise;

import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.advise.figures.Source;
import io.github.matting4j.advise.rules.Conflict;
import io.github.matting4j.advise.rules.Effect;
import io.github.matting4j.advise.rules.EffectKind;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sets a recommendation as text: verdict first, then the steps, then what would change it. */
final class Explanation {
  private static final int WIDTH = 98;
  private static final int LEADERS = 2;

  private final Recommendation advice;
  private final StringBuilder out = new StringBuilder();
  private final Map<Source, Integer> sources = new LinkedHashMap<>();

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
    Optional<RankedCandidate> chosen = advice.chosen();
    if (chosen.isEmpty()) {
      line("No model is usable for this.");
      advice
          .better()
          .ifPresent(
              best -> wrapped("", "The best that only has to be got is " + title(best) + "."));
    } else {
      RankedCandidate best = chosen.get();
      line("Use " + title(best) + (advice.better().isPresent() ? " for now." : "."));
      advice
          .better()
          .ifPresent(
              better ->
                  wrapped("", "Better, once you have it: " + title(better) + "; see below how."));
      wrapped("", "Expect " + best.forecast().text() + ": " + best.forecast().basis() + ".");
      best.forecast()
          .whyNotGpu()
          .ifPresent(why -> wrapped("", "Not on the GPU, because " + why + "."));
      advice.folder().ifPresent(folder -> wrapped("", folder.text()));
      if (!advice.isInventoryKnown()) {
        line("Installed models were not checked.");
      }
    }
    advice.notices().forEach(notice -> wrapped("", "Note: " + notice + "."));
  }

  private static String title(RankedCandidate ranked) {
    Candidate candidate = ranked.candidate();
    return candidate.label() + " (" + candidate.model().title() + ")";
  }

  private void steps() {
    heading("Why");
    step(Step.PHOTO, "nothing that matters is known of the photo, or nothing speaks");
    step(Step.HARDWARE, silentHardware());
    step(Step.BUSINESS, "no goal is given");
    for (Step step : List.of(Step.VARIANT, Step.FACT, Step.MEASURED)) {
      step(step, "");
    }
  }

  private String silentHardware() {
    Hardware hardware = advice.criteria().hardware();
    return hardware.fingerprint().equals(Hardware.unknown().fingerprint())
        ? "nothing is known of the machine"
        : hardware + "; no rule speaks for or against a model on it";
  }

  private void step(Step step, String silence) {
    boolean spoke = false;
    for (MatchedRule spoken : advice.spoken()) {
      if (spoken.rule().step() == step && spoken.counts() > 0 && isTelling(spoken.rule())) {
        rule(spoken);
        spoke = true;
      }
    }
    if (!spoke && !silence.isEmpty()) {
      wrapped(label(step.title()), silence);
    }
  }

  /** Of facts and variants, leaves out what concerns neither the leaders nor rules out anyone. */
  private boolean isTelling(Rule rule) {
    if (rule.step() != Step.VARIANT && rule.step() != Step.FACT) {
      return true;
    }
    boolean concernsLeaders =
        advice.ranking().stream()
            .filter(ranked -> !ranked.isRuledOut())
            .limit(LEADERS)
            .anyMatch(ranked -> ranked.opinions().stream().anyMatch(o -> o.rule() == rule));
    return concernsLeaders
        || rule.effects().stream().anyMatch(effect -> effect.stance() == EffectKind.RULE_OUT);
  }

  private void rule(MatchedRule spoken) {
    Rule rule = spoken.rule();
    StringBuilder text = new StringBuilder();
    if (!spoken.finding().isEmpty()) {
      text.append(spoken.finding()).append(" → ");
    }
    text.append(effects(rule)).append(": ").append(rule.because());
    text.append(details(rule));
    text.append(" {").append(rule.id()).append("} [").append(number(rule.source())).append(']');
    wrapped(label(rule.step().title()), text.toString());
  }

  private static String effects(Rule rule) {
    Set<String> words = new LinkedHashSet<>();
    for (Effect effect : rule.effects()) {
      words.add(effect.stance().title() + " " + effect.target().name());
    }
    if (rule.effects().stream().allMatch(e -> e.stance() == EffectKind.NEUTRAL)) {
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
      for (RuleResult opinion : ranked.opinions()) {
        if (opinion.rule() == rule && !opinion.detail().isEmpty()) {
          details.merge(opinion.detail(), ranked.candidate().label(), (a, b) -> a + ", " + b);
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
    heading("Where the rules disagree");
    for (Conflict conflict : advice.conflicts()) {
      wrapped(
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
    heading("All candidates");
    int place = 0;
    int widest =
        advice.ranking().stream().mapToInt(r -> r.candidate().label().length()).max().orElse(1);
    for (RankedCandidate ranked : advice.ranking()) {
      place++;
      line(
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
    line("      (points of all rules; time and memory expected for one photo)");
  }

  private static String memory(RankedCandidate ranked) {
    return ranked.forecast().memoryBytes().isPresent()
        ? Quantities.bytes(ranked.forecast().memoryBytes().getAsLong())
        : "?";
  }

  private void changes() {
    List<String> changes = new ArrayList<>();
    advice.better().ifPresent(better -> changes.add(getting(better)));
    remedies()
        .forEach(
            (remedy, who) ->
                changes.add("Ruled out: " + String.join(", ", who) + "; " + remedy + "."));
    if (!advice.wanted().isEmpty()) {
      changes.add("Not known, so rules stayed silent: " + wanted() + ".");
    }
    if (changes.isEmpty()) {
      return;
    }
    heading("What would change the answer");
    changes.forEach(change -> wrapped("  - ", change));
  }

  private static String getting(RankedCandidate better) {
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

  /** What is wanted, put together by what makes it known. */
  private String wanted() {
    Map<String, List<String>> byRemedy = new LinkedHashMap<>();
    for (String text : advice.wanted()) {
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
    heading("Sources");
    sources.forEach((source, n) -> wrapped("  [" + n + "] ", source.toString()));
  }

  private int number(Source source) {
    return sources.computeIfAbsent(source, s -> sources.size() + 1);
  }

  private static String label(String step) {
    return String.format(Locale.ROOT, "  %-9s ", step);
  }

  private void heading(String text) {
    out.append('\n').append(text).append('\n');
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** Writes words after a first-line prefix, further lines indented as deep. */
  private void wrapped(String prefix, String text) {
    StringBuilder row = new StringBuilder(prefix);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && row.length() + 1 + word.length() > WIDTH) {
        line(row.toString());
        row = new StringBuilder(" ".repeat(prefix.length()));
        empty = true;
      }
      row.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(row.toString());
  }
}
