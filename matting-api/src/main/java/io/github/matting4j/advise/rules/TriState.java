package io.github.matting4j.advise.rules;

/** Whether a condition holds. */
public enum TriState {
  /** It holds. */
  YES,
  /** It does not hold. */
  NO,
  /** Too little is known to decide. */
  UNKNOWN
}
