package io.github.matting4j.convert.paddle.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One operator call of a program. Immutable.
 *
 * @param type Paddle 2's name of the operator, such as {@code conv2d}
 * @param inputs by slot: the names of the values; an empty slot is absent
 * @param outputs by slot: the names of the values
 * @param attributes by name, without those that only say how or where to compute
 */
public record Operation(
    String type,
    Map<String, List<String>> inputs,
    Map<String, List<String>> outputs,
    Map<String, Attribute> attributes) {
  /** Copies the maps, which keep their order. */
  public Operation {
    inputs = slots(inputs);
    outputs = slots(outputs);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  private static Map<String, List<String>> slots(Map<String, List<String>> slots) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    slots.forEach(
        (slot, names) -> {
          if (!names.isEmpty()) {
            copy.put(slot, List.copyOf(names));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  /** The names in an input slot; empty if it is absent. */
  public List<String> inputs(String slot) {
    return inputs.getOrDefault(slot, List.of());
  }

  /** The only name in an input slot, if there is one. */
  public Optional<String> input(String slot) {
    return inputs(slot).stream().findFirst();
  }

  /** The only name in an input slot that the operator cannot do without. */
  public String requiredInput(String slot) throws InvalidProgramException {
    return only("input", slot, inputs(slot));
  }

  /** The names in an output slot; empty if it is absent. */
  public List<String> outputs(String slot) {
    return outputs.getOrDefault(slot, List.of());
  }

  /** The only name in an output slot that the operator cannot do without. */
  public String requiredOutput(String slot) throws InvalidProgramException {
    return only("output", slot, outputs(slot));
  }

  private String only(String kind, String slot, List<String> names) throws InvalidProgramException {
    if (names.size() != 1) {
      throw new InvalidProgramException(
          "Operator "
              + type
              + " needs one "
              + kind
              + " "
              + slot
              + ", found "
              + names.size()
              + ". "
              + Refusals.DAMAGED);
    }
    return names.get(0);
  }

  /** Whether the operator has an attribute, of whatever kind. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** An integer attribute, or {@code otherwise} if it is absent. */
  public long integer(String name, long otherwise) throws InvalidProgramException {
    List<Long> values = integers(name);
    return values.isEmpty() ? otherwise : single(name, values);
  }

  /** A flag, or {@code otherwise} if it is absent. */
  public boolean flag(String name, boolean otherwise) throws InvalidProgramException {
    return integer(name, otherwise ? 1 : 0) != 0;
  }

  /** A real or integer attribute, or {@code otherwise} if it is absent. */
  public double real(String name, double otherwise) throws InvalidProgramException {
    List<Double> values = reals(name);
    return values.isEmpty() ? otherwise : single(name, values);
  }

  /** A text attribute, or {@code otherwise} if it is absent. */
  public String text(String name, String otherwise) throws InvalidProgramException {
    List<String> values = texts(name);
    return values.isEmpty() ? otherwise : single(name, values);
  }

  private <T> T single(String name, List<T> values) throws InvalidProgramException {
    if (values.size() != 1) {
      throw wrong(name, values.size() + " values instead of one");
    }
    return values.get(0);
  }

  /** Integers of an attribute, empty if it is absent. Reals that are whole numbers count. */
  public List<Long> integers(String name) throws InvalidProgramException {
    Attribute found = attributes.get(name);
    if (found instanceof Attribute.Integers integers) {
      return integers.values();
    }
    if (found instanceof Attribute.Reals reals) {
      for (double value : reals.values()) {
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
          throw wrong(name, "the value " + value + " instead of a whole number");
        }
      }
      return reals.values().stream().map(Double::longValue).toList();
    }
    requireAbsent(name, found, "whole numbers");
    return List.of();
  }

  /** Numbers of an attribute, empty if it is absent. */
  public List<Double> reals(String name) throws InvalidProgramException {
    Attribute found = attributes.get(name);
    if (found instanceof Attribute.Reals reals) {
      return reals.values();
    }
    if (found instanceof Attribute.Integers integers) {
      return integers.values().stream().map(Long::doubleValue).toList();
    }
    requireAbsent(name, found, "numbers");
    return List.of();
  }

  /** Texts of an attribute, empty if it is absent. */
  public List<String> texts(String name) throws InvalidProgramException {
    Attribute found = attributes.get(name);
    if (found instanceof Attribute.Texts texts) {
      return texts.values();
    }
    requireAbsent(name, found, "texts");
    return List.of();
  }

  /** The values that make up an attribute which only a run decides; empty if it is not one. */
  public List<String> variables(String name) {
    return attributes.get(name) instanceof Attribute.Variables variables
        ? variables.names()
        : List.of();
  }

  private void requireAbsent(String name, @Nullable Attribute found, String wanted)
      throws InvalidProgramException {
    if (found != null) {
      throw wrong(
          name,
          found.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " instead of " + wanted);
    }
  }

  private InvalidProgramException wrong(String name, String what) {
    return new InvalidProgramException(
        "Attribute "
            + name
            + " of operator "
            + type
            + " has "
            + what
            + ". Export the network with a Paddle version from 2.0 to 3.x, or report the operator.");
  }
}
