package io.github.matting4j.advise.rules;

import java.util.Optional;

/**
 * What one rule says of one candidate.
 *
 * @param rule the rule
 * @param stance what it says
 * @param points what that weighs, against it if negative
 * @param detail what is special about this candidate; may be empty
 * @param overruledBy the id of the fact that takes the ground from under the rule
 */
public record Opinion(
    Rule rule, Stance stance, int points, String detail, Optional<String> overruledBy) {

  public Opinion plus(int more) {
    return new Opinion(rule, stance, points + more, detail, overruledBy);
  }

  /** {@code "prefer: hair, smoke, gauze [goal.film-quality]"}. */
  public String text() {
    return (overruledBy.isPresent() ? "does not count against it" : stance.title())
        + ": "
        + rule.because()
        + (detail.isEmpty() ? "" : " (" + detail + ")")
        + " ["
        + rule.id()
        + overruledBy.map(fact -> ", overruled by " + fact).orElse("")
        + "]";
  }
}
