package io.github.matting4j.advise.rules;

import io.github.matting4j.criteria.MattingCriteria;

/** A question about the criteria. {@link When} has the usual ones. */
@FunctionalInterface
public interface Condition {
  /** Answers it, with the values that decided. */
  Finding evaluate(MattingCriteria criteria);
}
