package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.ValueRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What becomes of the levels of a photo: {@code (low + (high - low) * v / 255 - mean) / std}.
 * Immutable.
 */
record Normalisation(ValueRange range, List<Double> mean, List<Double> std) {
  private static final double TOLERANCE = 0.02;
  private static final double LEVELS = 255;
  private static final List<Double> ZERO = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONE = List.of(1.0, 1.0, 1.0);

  /** Those that networks are usually trained with, the most frequent first. */
  private static final List<Normalisation> USUAL =
      List.of(
          new Normalisation(ValueRange.UNIT, ZERO, ONE),
          new Normalisation(
              ValueRange.UNIT, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
          new Normalisation(new ValueRange(-1, 1), ZERO, ONE),
          new Normalisation(ValueRange.BYTES, ZERO, ONE),
          new Normalisation(new ValueRange(-0.5, 0.5), ZERO, ONE));

  static Normalisation of(NetworkRecipe recipe) {
    return new Normalisation(recipe.range(), recipe.mean(), recipe.std());
  }

  NetworkRecipe in(NetworkRecipe recipe) {
    return recipe.toBuilder()
        .range(range.low(), range.high())
        .mean(mean.get(0), mean.get(1), mean.get(2))
        .std(std.get(0), std.get(1), std.get(2))
        .build();
  }

  /** The values of black and white in each channel. */
  private List<Double> ends() {
    List<Double> ends = new ArrayList<>();
    for (int i = 0; i < mean.size(); i++) {
      ends.add((range.low() - mean.get(i)) / std.get(i));
      ends.add((range.high() - mean.get(i)) / std.get(i));
    }
    return ends;
  }

  /** Whether the network gets about the same values. */
  boolean isLike(Normalisation other) {
    List<Double> a = ends();
    List<Double> b = other.ends();
    for (int i = 0; i < a.size(); i += 2) {
      double span = Math.abs(a.get(i + 1) - a.get(i));
      if (Math.abs(a.get(i) - b.get(i)) > TOLERANCE * span
          || Math.abs(a.get(i + 1) - b.get(i + 1)) > TOLERANCE * span) {
        return false;
      }
    }
    return true;
  }

  /**
   * What may be meant instead: mean and std of the other scale or in the other order, then the
   * usual ones. None is like this one.
   */
  List<Normalisation> others() {
    List<Normalisation> all = new ArrayList<>();
    all.add(new Normalisation(ValueRange.BYTES, mean, std));
    all.add(new Normalisation(ValueRange.UNIT, mean, std));
    all.add(new Normalisation(range, reversed(mean), reversed(std)));
    all.add(new Normalisation(range, mean, scaled(std, LEVELS)));
    all.add(new Normalisation(range, mean, scaled(std, 1 / LEVELS)));
    all.addAll(USUAL);
    List<Normalisation> others = new ArrayList<>();
    for (Normalisation one : all) {
      if (!isLike(one) && others.stream().noneMatch(one::isLike)) {
        others.add(one);
      }
    }
    return others;
  }

  /** To six significant digits, as a person would write it. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }

  private static List<Double> scaled(List<Double> values, double factor) {
    return values.stream().map(value -> rounded(value * factor)).toList();
  }

  private static List<Double> reversed(List<Double> values) {
    List<Double> other = new ArrayList<>(values);
    Collections.reverse(other);
    return other;
  }
}
