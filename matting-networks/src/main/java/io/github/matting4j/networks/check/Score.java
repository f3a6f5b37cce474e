package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import java.util.List;

/**
 * How well a recipe does on the portraits.
 *
 * @param agreements one for each portrait that was run, see {@link CheckResult#agreement}
 * @param skills the agreements above that of a matte that is 1 everywhere, which gets 0; exact
 *     mattes get 1, and worse ones 0
 */
record Score(List<Double> agreements, List<Double> skills) {
  /** The people are found, if roughly. */
  private static final double FOUND = 1 / 3.0;

  /** A difference that a few portraits do not show reliably. */
  static final double TIE = 0.02;

  /** Found so well that no change is looked for. */
  private static final double GOOD = 0.95;

  /** By so much a change has to be better to be proposed. */
  private static final double MIN_GAIN = 0.03;

  /** So much of the error may remain for a change to be proposed. */
  private static final double MAX_REMAINING_ERROR = 0.7;

  /** Copies the lists. */
  Score {
    agreements = List.copyOf(agreements);
    skills = List.copyOf(skills);
  }

  static double agreement(AlphaMatte matte, AlphaMatte truth) {
    double both = 0;
    double either = 0;
    float[] given = matte.toArray();
    float[] exact = truth.toArray();
    for (int i = 0; i < given.length; i++) {
      both += Math.min(given[i], exact[i]);
      either += Math.max(given[i], exact[i]);
    }
    return either == 0 ? 0 : both / either;
  }

  static double skill(double agreement, AlphaMatte truth) {
    double everywhere = truth.mean();
    return Math.max(0, (agreement - everywhere) / (1 - everywhere));
  }

  double agreement() {
    return mean(agreements);
  }

  double skill() {
    return mean(skills);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }

  boolean findsPeople() {
    return skill() >= FOUND;
  }

  boolean isGood() {
    return agreement() >= GOOD;
  }

  /** Better by more than chance, and on three of four portraits. */
  boolean isClearlyBetterThan(Score other) {
    int better = 0;
    for (int i = 0; i < agreements.size(); i++) {
      better += agreements.get(i) >= other.agreements.get(i) ? 1 : 0;
    }
    return agreement() >= other.agreement() + MIN_GAIN
        && skill() >= other.skill() + MIN_GAIN
        && 1 - agreement() <= MAX_REMAINING_ERROR * (1 - other.agreement())
        && 4 * better >= 3 * agreements.size();
  }
}
