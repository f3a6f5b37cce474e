package io.github.matting4j.advise.rules;

import io.github.matting4j.model.figures.Citation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as data: when, for or against whom, why, and who says so. Each step returns a new value:
 *
 * <pre>{@code
 * Rule.of("house.no-heavy-on-mondays", Step.BUSINESS)
 *     .when(When.goal(Goal.QUICK_INTEGRATION))
 *     .then(Effect.avoid(Target.ids("PP-Matting-1024", "pp-matting-1024"), Strength.STRONG))
 *     .because("our pods have one core")
 *     .source("platform team", "2026-11-02");
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Rule {
  private static final Citation NOBODY = new Citation("stated by hand", "undated");

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

  /** A rule that always holds and does nothing yet. */
  public static Rule of(String id, Step step) {
    return new Rule(
        id, step, When.always(), List.of(), "no reason given", NOBODY, Optional.empty(), Set.of());
  }

  /** When it speaks. */
  public Rule when(Condition condition) {
    return new Rule(id, step, condition, effects, because, source, remedy, overrules);
  }

  /**
   * What it does then. Where several effects speak about one candidate, the first of them decides
   * whether it is preferred, avoided, allowed or ruled out, and the points of all are added up: a
   * later effect changes the weight, never the decision. So {@code ruleOut(A), prefer(B)} rules out
   * all of A, and {@code prefer(B), ruleOut(A)} all of A but what is in B.
   */
  public Rule then(Effect... all) {
    return new Rule(id, step, when, List.of(all), because, source, remedy, overrules);
  }

  /** Why. */
  public Rule because(String reason) {
    return new Rule(id, step, when, effects, reason, source, remedy, overrules);
  }

  /** Who says so, and when it was said. */
  public Rule source(String text, String date) {
    return source(new Citation(text, date));
  }

  /** Who says so. */
  public Rule source(Citation origin) {
    return new Rule(id, step, when, effects, because, origin, remedy, overrules);
  }

  /** What a user can do about being ruled out. */
  public Rule remedy(String text) {
    return new Rule(id, step, when, effects, because, source, Optional.of(text), overrules);
  }

  /** For the candidates it speaks about, these rules do not count, because their reason is gone. */
  public Rule overrules(String... ids) {
    return new Rule(id, step, when, effects, because, source, remedy, Set.of(ids));
  }

  /** Stable name, such as {@code goal.film-quality}. */
  public String id() {
    return id;
  }

  /** What it looks at. */
  public Step step() {
    return step;
  }

  /** When it speaks. */
  public Condition when() {
    return when;
  }

  /** What it does. */
  public List<Effect> effects() {
    return effects;
  }

  /** Why. */
  public String because() {
    return because;
  }

  /** Who says so. */
  public Citation source() {
    return source;
  }

  /** What a user can do about being ruled out. */
  public Optional<String> remedy() {
    return remedy;
  }

  /** Rules that do not count for the candidates this one speaks about. */
  public Set<String> overrules() {
    return overrules;
  }

  @Override
  public String toString() {
    return "Rule[" + id + "]";
  }
}
