package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operation of the program together with the values of its inputs. */
final class Call {
  private final Operation operation;
  private final Map<String, PlainTensor> values;

  Call(Operation operation, Map<String, PlainTensor> values) {
    this.operation = operation;
    this.values = values;
  }

  Operation operation() {
    return operation;
  }

  /** The value of a slot that must have one. */
  PlainTensor tensor(String slot) throws InvalidProgramException {
    return value(operation.requiredInput(slot));
  }

  /** The value of a slot that may be absent. */
  Optional<PlainTensor> optional(String slot) throws InvalidProgramException {
    return operation.inputs(slot).isEmpty() ? Optional.empty() : Optional.of(tensor(slot));
  }

  /** All values of a slot. */
  List<PlainTensor> tensors(String slot) throws InvalidProgramException {
    return tensorsOf(operation.inputs(slot));
  }

  private List<PlainTensor> tensorsOf(List<String> names) throws InvalidProgramException {
    List<PlainTensor> tensors = new ArrayList<>();
    for (String name : names) {
      tensors.add(value(name));
    }
    return tensors;
  }

  private PlainTensor value(String name) throws InvalidProgramException {
    PlainTensor value = values.get(name);
    if (value == null) {
      throw new InvalidProgramException(
          "Operator " + operation.type() + " reads '" + name + "', which has no value");
    }
    return value;
  }

  /** Whole numbers of an attribute, whether the program states them or a run computes them. */
  List<Integer> integers(String attribute) throws InvalidProgramException {
    List<String> computed = operation.variables(attribute);
    if (!computed.isEmpty()) {
      return elements(tensorsOf(computed));
    }
    return operation.integers(attribute).stream().map(Math::toIntExact).toList();
  }

  /**
   * Whole numbers from the first source that is present: the values of {@code listSlot}, the
   * elements of {@code tensorSlot}, the attribute.
   */
  List<Integer> integers(String listSlot, String tensorSlot, String attribute)
      throws InvalidProgramException {
    if (!operation.inputs(listSlot).isEmpty()) {
      return elements(tensors(listSlot));
    }
    Optional<PlainTensor> tensor = optional(tensorSlot);
    return tensor.isPresent() ? elements(List.of(tensor.get())) : integers(attribute);
  }

  private static List<Integer> elements(List<PlainTensor> tensors) {
    List<Integer> elements = new ArrayList<>();
    for (PlainTensor tensor : tensors) {
      for (double value : tensor.values()) {
        elements.add((int) value);
      }
    }
    return elements;
  }

  int integer(String attribute, int otherwise) throws InvalidProgramException {
    return Math.toIntExact(operation.integer(attribute, otherwise));
  }

  boolean flag(String attribute) throws InvalidProgramException {
    return operation.flag(attribute, false);
  }

  /** Refuses layouts with the channels last. */
  void requireChannelsFirst() throws InvalidProgramException {
    for (String attribute : List.of("data_format", "data_layout")) {
      if (operation.text(attribute, "NCHW").endsWith("C")) {
        throw refusal("the layout " + operation.text(attribute, ""));
      }
    }
  }

  InvalidProgramException refusal(String what) {
    return new InvalidProgramException(
        "The interpreter does not know " + what + " of operator " + operation.type());
  }
}
