package io.github.matting4j.advise.rules;

import java.util.Locale;

/** The weight of a rule. The points of all rules are added up. */
public enum Strength {
  /** Decides when all else is equal. */
  HINT(1),
  /** A clear preference. */
  CLEAR(2),
  /** Outweighs a clear preference to the contrary. */
  STRONG(4),
  /** A measurement of the user: outweighs published rules. */
  MEASURED(16);

  private final int points;

  Strength(int points) {
    this.points = points;
  }

  /** Its weight. */
  public int points() {
    return points;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
