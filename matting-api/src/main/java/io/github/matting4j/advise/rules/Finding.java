package io.github.matting4j.advise.rules;

import java.util.List;

/**
 * The result of evaluating a condition.
 *
 * @param state whether it holds
 * @param text the values that decided it, such as {@code "3 people"}; empty unless it holds
 * @param missingInputs inputs needed to decide; empty unless the state is unknown
 */
public record Finding(TriState state, String text, List<String> missingInputs) {
  static final Finding NO = new Finding(TriState.NO, "", List.of());

  /** Copies the list. */
  public Finding {
    missingInputs = List.copyOf(missingInputs);
  }

  /** The condition holds, because of these values. */
  public static Finding yes(String text) {
    return new Finding(TriState.YES, text, List.of());
  }

  /** The condition does not hold. */
  public static Finding no() {
    return NO;
  }

  /**
   * The condition cannot be decided.
   *
   * @param missingInput the input needed, such as {@code "the machine's GPU"}; text after {@code ":
   *     "} says how to provide it
   */
  public static Finding unknown(String missingInput) {
    return new Finding(TriState.UNKNOWN, "", List.of(missingInput));
  }
}
