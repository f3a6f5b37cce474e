package io.github.matting4j.advise.rules;

import java.util.List;

/**
 * What a condition found in the criteria.
 *
 * @param truth whether it holds
 * @param text the values that decided it, such as {@code "3 people"}; empty unless it holds
 * @param wanted what would have to be known to tell; empty unless the truth is unknown
 */
public record Finding(TriState truth, String text, List<String> wanted) {
  static final Finding NO = new Finding(TriState.NO, "", List.of());

  /** Copies the list. */
  public Finding {
    wanted = List.copyOf(wanted);
  }

  /** It holds, and this is why. */
  public static Finding yes(String text) {
    return new Finding(TriState.YES, text, List.of());
  }

  /** It does not hold. */
  public static Finding no() {
    return NO;
  }

  /** This would have to be known to tell. */
  public static Finding unknown(String wanted) {
    return new Finding(TriState.UNKNOWN, "", List.of(wanted));
  }
}
