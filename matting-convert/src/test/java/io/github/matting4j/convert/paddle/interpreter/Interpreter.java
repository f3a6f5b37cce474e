package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.program.Parameter;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.program.Variable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs a Paddle program slowly and plainly. Keeps all values of a run, so that the first one that
 * differs from another engine's can be found. Immutable.
 */
public final class Interpreter {
  private final Program program;
  private final Map<String, PlainTensor> parameters;

  /** Reads all parameters. */
  public Interpreter(Program program, Parameters parameters)
      throws IOException, InvalidProgramException {
    this.program = program;
    Map<String, PlainTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : parameters.all().values()) {
      tensors.put(parameter.name(), PlainTensor.of(parameter));
    }
    this.parameters = tensors;
  }

  /**
   * Computes the program's outputs.
   *
   * @param inputs the values that the outputs need, by name
   * @return all values that were computed, in the order of the program
   * @throws InvalidProgramException if an operator is unknown or its inputs do not fit
   */
  public Map<String, PlainTensor> run(Map<String, PlainTensor> inputs)
      throws InvalidProgramException {
    return run(inputs, program.outputs());
  }

  /** The same for any values of the program. */
  public Map<String, PlainTensor> run(Map<String, PlainTensor> inputs, Collection<String> wanted)
      throws InvalidProgramException {
    Map<String, PlainTensor> values = new LinkedHashMap<>(parameters);
    values.putAll(inputs);
    Map<String, PlainTensor> computed = new LinkedHashMap<>();
    for (Operation operation : needed(wanted)) {
      Map<String, PlainTensor> outputs = run(operation, values);
      values.putAll(outputs);
      computed.putAll(outputs);
    }
    return computed;
  }

  private Map<String, PlainTensor> run(Operation operation, Map<String, PlainTensor> values)
      throws InvalidProgramException {
    try {
      Map<String, PlainTensor> outputs = PlainOperators.run(new Call(operation, values));
      outputs.replaceAll(this::asDeclared);
      return outputs;
    } catch (InvalidProgramException | RuntimeException e) {
      List<String> inputs =
          operation.inputs().values().stream()
              .flatMap(List::stream)
              .map(name -> name + " " + values.get(name))
              .toList();
      throw new InvalidProgramException(
          "Operator "
              + operation.type()
              + " for "
              + operation.outputs()
              + " failed on "
              + inputs
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Until version 2.4 Paddle had no scalars: they have one axis there. */
  private PlainTensor asDeclared(String name, PlainTensor value) {
    List<Long> declared = program.variable(name).map(Variable::dims).orElse(List.of());
    return value.rank() == 0 && declared.equals(List.of(1L)) ? value.reshaped(List.of(1)) : value;
  }

  /** The operations that values depend on, in the order of the program. */
  private List<Operation> needed(Collection<String> wanted) {
    Map<String, Operation> producers = new LinkedHashMap<>();
    for (Operation operation : program.operations()) {
      operation
          .outputs()
          .values()
          .forEach(names -> names.forEach(name -> producers.put(name, operation)));
    }
    Set<Operation> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      Operation producer = producers.get(open.pop());
      if (producer != null && needed.add(producer)) {
        reads(producer).forEach(open::push);
      }
    }
    return program.operations().stream().filter(needed::contains).toList();
  }

  /** The values that an operation reads, those of its attributes included. */
  private static Stream<String> reads(Operation operation) {
    return Stream.concat(
        operation.inputs().values().stream().flatMap(List::stream),
        operation.attributes().keySet().stream()
            .flatMap(name -> operation.variables(name).stream()));
  }
}
