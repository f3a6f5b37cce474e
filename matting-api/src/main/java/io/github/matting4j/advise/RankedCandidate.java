package io.github.matting4j.advise;

import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.advise.rules.RuleResult;
import java.util.List;

/**
 * A candidate's place in a recommendation.
 *
 * @param candidate the model and its engine
 * @param verdict usable, missing or ruled out, and why
 * @param points sum of the points of all rules
 * @param results the result of each rule that applies to it
 * @param forecast expected time and memory
 * @param unproven whether its accuracy is neither published nor measured, in which case it ranks
 *     after every published network regardless of its points
 */
public record RankedCandidate(
    Candidate candidate,
    Verdict verdict,
    int points,
    List<RuleResult> results,
    Forecast forecast,
    boolean unproven) {

  /** Copies the list. */
  public RankedCandidate {
    results = List.copyOf(results);
  }

  /** Whether it can be opened here, as far as known. */
  public boolean isUsable() {
    return verdict instanceof Verdict.Usable;
  }

  boolean isRuledOut() {
    return verdict instanceof Verdict.RuledOut;
  }
}
