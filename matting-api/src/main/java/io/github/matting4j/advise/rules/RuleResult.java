package io.github.matting4j.advise.rules;

import java.util.Optional;

/**
 * What one rule says of one candidate.
 *
 * @param rule the rule
 * @param kind what it says
 * @param points what that weighs, against it if negative
 * @param detail what is special about this candidate; may be empty
 * @param overruledBy the id of the fact that takes the ground from under the rule
 */
public record RuleResult(
    Rule rule, EffectKind kind, int points, String detail, Optional<String> overruledBy) {

  public RuleResult plus(int more) {
    return new RuleResult(rule, kind, points + more, detail, overruledBy);
  }

  /** {@code "prefer: hair, smoke, gauze [goal.film-quality]"}. */
  public String text() {
    return (overruledBy.isPresent() ? "does not count against it" : kind.title())
        + ": "
        + rule.because()
        + (detail.isEmpty() ? "" : " (" + detail + ")")
        + " ["
        + rule.id()
        + overruledBy.map(fact -> ", overruled by " + fact).orElse("")
        + "]";
  }
}
