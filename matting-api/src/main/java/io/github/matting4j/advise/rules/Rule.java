package io.github.matting4j.advise.rules;

import io.github.matting4j.model.figures.Citation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as data: condition, effects, reason and source. Each method returns a new value:
 *
 * <pre>{@code
 * Rule.of("house.no-1024", Step.BUSINESS)
 *     .when(When.goal(Goal.QUICK_INTEGRATION))
 *     .then(Effect.avoid(Target.ids("PP-Matting-1024", "pp-matting-1024"), Strength.STRONG))
 *     .because("our pods have one core")
 *     .source("platform team", "2026-11-02");
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Rule {
  private static final Citation NO_SOURCE = new Citation("no source given", "undated");

  private final String id;
  private final Step step;
  private final Condition when;
  private final List<Effect> effects;
  private final String because;
  private final Citation source;
  private final Optional<String> remedy;
  private final Set<String> overrules;

  private Rule(
      String id,
      Step step,
      Condition when,
      List<Effect> effects,
      String because,
      Citation source,
      Optional<String> remedy,
      Set<String> overrules) {
    this.id = Objects.requireNonNull(id);
    this.step = Objects.requireNonNull(step);
    this.when = Objects.requireNonNull(when);
    this.effects = List.copyOf(effects);
    this.because = Objects.requireNonNull(because);
    this.source = Objects.requireNonNull(source);
    this.remedy = remedy;
    this.overrules = Set.copyOf(overrules);
  }

  /** A rule without condition and effects. */
  public static Rule of(String id, Step step) {
    return new Rule(
        id,
        step,
        When.always(),
        List.of(),
        "no reason given",
        NO_SOURCE,
        Optional.empty(),
        Set.of());
  }

  /** Sets the condition. */
  public Rule when(Condition condition) {
    return new Rule(id, step, condition, effects, because, source, remedy, overrules);
  }

  /**
   * Sets the effects. Where several effects apply to one candidate, the first of them decides
   * whether it is preferred, avoided, allowed or ruled out, and the points of all are added up: a
   * later effect changes the points, never the kind. So {@code ruleOut(A), prefer(B)} rules out all
   * of A, and {@code prefer(B), ruleOut(A)} all of A but what is in B.
   */
  public Rule then(Effect... all) {
    return new Rule(id, step, when, List.of(all), because, source, remedy, overrules);
  }

  /** Sets the reason. */
  public Rule because(String reason) {
    return new Rule(id, step, when, effects, reason, source, remedy, overrules);
  }

  /** Sets the source and its date. */
  public Rule source(String text, String date) {
    return source(new Citation(text, date));
  }

  /** Sets the source. */
  public Rule source(Citation origin) {
    return new Rule(id, step, when, effects, because, origin, remedy, overrules);
  }

  /** Sets what a user can do if the rule excludes a model. */
  public Rule remedy(String text) {
    return new Rule(id, step, when, effects, because, source, Optional.of(text), overrules);
  }

  /** Sets the rules that do not apply to the candidates that this rule applies to. */
  public Rule overrules(String... ids) {
    return new Rule(id, step, when, effects, because, source, remedy, Set.of(ids));
  }

  /** Stable name, such as {@code goal.film-quality}. */
  public String id() {
    return id;
  }

  /** The kind of input it depends on. */
  public Step step() {
    return step;
  }

  /** The condition. */
  public Condition when() {
    return when;
  }

  /** The effects. */
  public List<Effect> effects() {
    return effects;
  }

  /** The reason. */
  public String because() {
    return because;
  }

  /** The source. */
  public Citation source() {
    return source;
  }

  /** What a user can do if the rule excludes a model. */
  public Optional<String> remedy() {
    return remedy;
  }

  /** The rules that do not apply to the candidates that this rule applies to. */
  public Set<String> overrules() {
    return overrules;
  }

  @Override
  public String toString() {
    return "Rule[" + id + "]";
  }
}
