package io.github.matting4j.advise.rules;

import io.github.matting4j.criteria.MattingCriteria;

/** A condition on the criteria. {@link When} has the usual ones. */
@FunctionalInterface
public interface Condition {
  /** Evaluates the condition; the finding has the values that decided it. */
  Finding evaluate(MattingCriteria criteria);
}
