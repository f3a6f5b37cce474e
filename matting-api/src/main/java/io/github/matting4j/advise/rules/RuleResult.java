package io.github.matting4j.advise.rules;

import java.util.Optional;

/**
 * The result of one rule for one candidate.
 *
 * @param rule the rule
 * @param kind what it does to the candidate
 * @param points the points that it adds, negative if against the candidate
 * @param detail a detail about this candidate; may be empty
 * @param overruledBy the id of the fact because of which the rule does not apply
 */
public record RuleResult(
    Rule rule, EffectKind kind, int points, String detail, Optional<String> overruledBy) {

  /** This result with more points. */
  public RuleResult plus(int more) {
    return new RuleResult(rule, kind, points + more, detail, overruledBy);
  }

  /** {@code "prefer: hair, smoke, gauze [goal.film-quality]"}. */
  public String text() {
    return (overruledBy.isPresent() ? "not applied" : kind.title())
        + ": "
        + rule.because()
        + (detail.isEmpty() ? "" : " (" + detail + ")")
        + " ["
        + rule.id()
        + overruledBy.map(fact -> ", overruled by " + fact).orElse("")
        + "]";
  }
}
