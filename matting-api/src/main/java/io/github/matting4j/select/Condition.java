package io.github.matting4j.select;

/** A question about the criteria. {@link When} has the usual ones. */
@FunctionalInterface
public interface Condition {
  /** Answers it, with the values that decided. */
  Finding look(MattingCriteria criteria);
}
