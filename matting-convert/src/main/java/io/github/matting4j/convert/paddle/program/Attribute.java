package io.github.matting4j.convert.paddle.program;

import java.util.List;

/**
 * The value of an operator's attribute. A single value is a list of one, a flag is the integer 0 or
 * 1: exporters of different versions disagree on which of these they write.
 */
public sealed interface Attribute {
  /** Whole numbers and flags. */
  record Integers(List<Long> values) implements Attribute {
    /** Copies the list. */
    public Integers {
      values = List.copyOf(values);
    }
  }

  /** Real numbers; 32-bit ones are exact. */
  record Reals(List<Double> values) implements Attribute {
    /** Copies the list. */
    public Reals {
      values = List.copyOf(values);
    }
  }

  /** Texts. */
  record Texts(List<String> values) implements Attribute {
    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** Values that a run computes, by name: one with all elements, or one for each element. */
  record Variables(List<String> names) implements Attribute {
    /** Copies the list. */
    public Variables {
      names = List.copyOf(names);
    }
  }

  /** One whole number. */
  static Attribute of(long value) {
    return new Integers(List.of(value));
  }

  /** One flag. */
  static Attribute of(boolean value) {
    return of(value ? 1 : 0);
  }

  /** One real number. */
  static Attribute of(double value) {
    return new Reals(List.of(value));
  }

  /** One text. */
  static Attribute of(String value) {
    return new Texts(List.of(value));
  }
}
