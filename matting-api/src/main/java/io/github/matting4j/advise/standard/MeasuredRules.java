package io.github.matting4j.advise.standard;

import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.Placement;
import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.rules.EffectKind;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.RuleResult;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.advise.rules.Strength;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Derives points from a calibration. The best model by the criterion of the goal, quality or speed,
 * gets {@link Strength#MEASURED} points, the worst none, the others a share. Only measurements on
 * the device on which a model would run are used.
 */
public final class MeasuredRules {
  static final String QUALITY = "measured.quality";
  static final String SPEED = "measured.speed";

  private final Map<String, Double> share = new TreeMap<>();
  private final Map<String, String> detail = new TreeMap<>();
  private final Optional<Rule> rule;

  private MeasuredRules(Optional<Rule> rule) {
    this.rule = rule;
  }

  public static MeasuredRules of(MattingCriteria criteria, Optional<Calibration> calibration) {
    if (calibration.isEmpty()) {
      return new MeasuredRules(Optional.empty());
    }
    Calibration c = calibration.get();
    boolean speed =
        criteria
            .goal()
            .map(g -> g == Goal.HIGH_THROUGHPUT || g == Goal.QUICK_INTEGRATION)
            .orElse(false);
    List<Calibration.Entry> entries = new ArrayList<>(c.entries());
    entries.removeIf(entry -> !isOnPlannedDevice(entry, criteria));
    if (!speed) {
      entries.removeIf(entry -> entry.error().isEmpty());
    }
    if (entries.size() < 2) {
      return new MeasuredRules(Optional.empty());
    }
    MeasuredRules rules = new MeasuredRules(Optional.of(rule(speed, c)));
    rules.fill(
        entries,
        speed
            ? entry -> Math.log((double) entry.median().toNanos())
            : entry -> entry.error().orElseThrow());
    entries.forEach(entry -> rules.detail.put(key(entry), text(entry, speed)));
    return rules;
  }

  private static boolean isOnPlannedDevice(Calibration.Entry entry, MattingCriteria criteria) {
    Device device = Placement.of(criteria, entry.engine()).device();
    return entry.device().equals(device.toString());
  }

  private static Rule rule(boolean speed, Calibration c) {
    return Rule.of(speed ? SPEED : QUALITY, Step.MEASURED)
        .because(
            speed
                ? "measured time on this machine"
                : "measured difference from the true mattes of " + c.material())
        .source("your calibration", c.date().toString());
  }

  private void fill(List<Calibration.Entry> entries, ToDoubleFunction<Calibration.Entry> cost) {
    double best = entries.stream().mapToDouble(cost).min().orElseThrow();
    double worst = entries.stream().mapToDouble(cost).max().orElseThrow();
    for (Calibration.Entry entry : entries) {
      double value = cost.applyAsDouble(entry);
      share.put(key(entry), worst == best ? 1 : (worst - value) / (worst - best));
    }
  }

  private static String text(Calibration.Entry entry, boolean speed) {
    OptionalDouble error = entry.error();
    return speed
        ? Quantities.time(entry.median())
        : "mean error " + Quantities.number(error.orElseThrow() * 255) + " of 255 levels";
  }

  private static String key(Calibration.Entry entry) {
    return entry.model() + "@" + entry.engine();
  }

  public Optional<Rule> rule() {
    return rule;
  }

  public Optional<RuleResult> result(Candidate candidate) {
    String key = candidate.id() + "@" + candidate.engine();
    Double part = share.get(key);
    if (rule.isEmpty() || part == null) {
      return Optional.empty();
    }
    int points = (int) Math.round(part * Strength.MEASURED.points());
    return Optional.of(
        new RuleResult(
            rule.get(),
            points > 0 ? EffectKind.PREFER : EffectKind.NEUTRAL,
            points,
            detail.getOrDefault(key, ""),
            Optional.empty()));
  }
}
