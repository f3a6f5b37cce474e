package io.github.matting4j.advise;

import io.github.matting4j.advise.calibration.Forecast;
import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.advise.rules.RuleResult;
import java.util.List;

/**
 * A candidate's place in a recommendation.
 *
 * @param candidate who
 * @param verdict usable, missing or ruled out, and why
 * @param points the sum of what the rules say
 * @param opinions what each rule that speaks about it says
 * @param forecast expected time and memory
 */
public record RankedCandidate(
    Candidate candidate,
    Verdict verdict,
    int points,
    List<RuleResult> opinions,
    Forecast forecast) {

  /** Copies the list. */
  public RankedCandidate {
    opinions = List.copyOf(opinions);
  }

  /** Whether it can be opened here, as far as is known. */
  public boolean isUsable() {
    return verdict instanceof Verdict.Usable;
  }

  boolean isRuledOut() {
    return verdict instanceof Verdict.RuledOut;
  }
}
