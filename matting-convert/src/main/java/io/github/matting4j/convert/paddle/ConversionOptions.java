package io.github.matting4j.convert.paddle;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a conversion should do. Immutable and thread-safe.
 *
 * @param id of the model, for the file's metadata; may be empty
 * @param sizeMultiple what height and width of every input will be multiples of, in pixels, at
 *     least 1: 128 for PP-HumanMatting, 32 for PaddleSeg's other matting networks
 * @param fixedSize whether a network that was exported for one size stays fixed to it
 * @param extraOutputs names of further values of the program to return, for comparisons
 */
public record ConversionOptions(
    String id, int sizeMultiple, boolean fixedSize, Set<String> extraOutputs) {
  private static final int USUAL_MULTIPLE = 32;
  private static final int MAX_MULTIPLE = 1 << 16;

  /** Checks the values and copies the set. */
  public ConversionOptions {
    if (sizeMultiple < 1 || sizeMultiple > MAX_MULTIPLE) {
      throw new IllegalArgumentException(
          "the size multiple must be from 1 to " + MAX_MULTIPLE + ": " + sizeMultiple);
    }
    extraOutputs = Collections.unmodifiableSet(new TreeSet<>(extraOutputs));
  }

  /** No id, multiples of 32, any size where possible, the program's outputs. */
  public static ConversionOptions defaults() {
    return new ConversionOptions("", USUAL_MULTIPLE, false, Set.of());
  }

  /** The same for a model of this id. */
  public ConversionOptions withId(String newId) {
    return new ConversionOptions(newId, sizeMultiple, fixedSize, extraOutputs);
  }

  /** The same for inputs whose sides are multiples of a number of pixels, at least 1. */
  public ConversionOptions withSizeMultiple(int multiple) {
    return new ConversionOptions(id, multiple, fixedSize, extraOutputs);
  }

  /** The same, but a network that was exported for one size stays fixed to it. */
  public ConversionOptions withFixedSize() {
    return new ConversionOptions(id, sizeMultiple, true, extraOutputs);
  }

  /** The same with further values of the program as outputs. */
  public ConversionOptions withExtraOutputs(String... names) {
    return new ConversionOptions(id, sizeMultiple, fixedSize, Set.copyOf(List.of(names)));
  }
}
