package io.github.matting4j.advise;

import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.calibration.Forecaster;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.advise.rules.Finding;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.advise.rules.TriState;
import io.github.matting4j.advise.standard.MeasuredRules;
import io.github.matting4j.advise.standard.StandardRules;
import io.github.matting4j.criteria.MattingCriteria;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses a model and says why. Rules are data: {@link #rules} lists the standard ones, and {@link
 * #with}, {@link #without} and {@link #override} change them.
 *
 * <p>How conflicts are settled: facts and requirements rule models out; then the user's own
 * measurements count, then published rules by their weight, then published accuracy, then the id. A
 * network whose accuracy is neither published nor measured ranks after every published one, and the
 * starter ranks last.
 *
 * <p>Advising reads no files, loads no native code, and gives the same result for the same
 * criteria. Immutable and thread-safe.
 */
public final class MattingAdvisor {
  private static final MattingAdvisor STANDARD =
      new MattingAdvisor(StandardRules.list(), Optional.empty());

  private final List<Rule> rules;
  private final Optional<Calibration> calibration;

  private MattingAdvisor(List<Rule> rules, Optional<Calibration> calibration) {
    this.rules = List.copyOf(rules);
    this.calibration = calibration;
  }

  /** The advisor with the standard rules. */
  public static MattingAdvisor standard() {
    return STANDARD;
  }

  /**
   * This advisor with one more rule, which explanations list last.
   *
   * @throws IllegalArgumentException if there is a rule of the same id
   */
  public MattingAdvisor with(Rule rule) {
    requireAbsent(rule.id());
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return new MattingAdvisor(more, calibration);
  }

  /**
   * This advisor without a rule.
   *
   * @throws IllegalArgumentException if there is no rule of this id
   */
  public MattingAdvisor without(String id) {
    int at = indexOf(id);
    List<Rule> fewer = new ArrayList<>(rules);
    fewer.remove(at);
    return new MattingAdvisor(fewer, calibration);
  }

  /**
   * This advisor with a rule in place of the one of the same id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public MattingAdvisor override(Rule rule) {
    int at = indexOf(rule.id());
    List<Rule> changed = new ArrayList<>(rules);
    changed.set(at, rule);
    return new MattingAdvisor(changed, calibration);
  }

  /**
   * This advisor, preferring measurements to published figures on the machine they were made on.
   *
   * @param file as {@code matting calibrate} writes it, by default {@code
   *     ~/.matting4j/calibration.properties}
   * @throws IOException if the file cannot be read or is not a calibration
   */
  public MattingAdvisor calibrated(Path file) throws IOException {
    return calibrated(CalibrationFile.read(file));
  }

  MattingAdvisor calibrated(Calibration measurements) {
    return new MattingAdvisor(rules, Optional.of(measurements));
  }

  private int indexOf(String id) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "there is no rule '" + id + "'; there are " + rules.stream().map(Rule::id).toList());
  }

  private void requireAbsent(String id) {
    if (rules.stream().anyMatch(rule -> rule.id().equals(id))) {
      throw new IllegalArgumentException(
          "there already is a rule '" + id + "'; override it instead");
    }
  }

  /** The rules, in the order in which explanations list them. */
  public List<Rule> rules() {
    return rules;
  }

  /** Advises as if every published model were installed. */
  public Recommendation advise(MattingCriteria criteria) {
    return advise(criteria, Inventory.unknown());
  }

  /** Advises for an inventory, which distinguishes installed and missing models. */
  public Recommendation advise(MattingCriteria criteria, Inventory inventory) {
    Objects.requireNonNull(criteria, "criteria");
    List<String> notices =
        calibration.map(c -> c.notices(criteria.hardware(), criteria.today())).orElse(List.of());
    Optional<Calibration> own = calibration.filter(c -> c.belongsTo(criteria.hardware()));
    List<Rule> matching = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>();
    Set<String> questions = new LinkedHashSet<>();
    for (Rule rule : rules) {
      Finding finding = rule.when().evaluate(criteria);
      if (finding.state() == TriState.YES) {
        matching.add(rule);
        findings.add(finding.text());
      }
      missing.addAll(finding.missingInputs());
      if (rule.step() == Step.HARDWARE && finding.missingInputs().size() == 1) {
        questions.addAll(finding.missingInputs());
      }
    }
    Ranking ranking =
        new Ranking(
            criteria,
            inventory,
            matching,
            MeasuredRules.of(criteria, own),
            new Forecaster(criteria, own));
    return ranking.recommendation(findings, List.copyOf(missing), List.copyOf(questions), notices);
  }
}
