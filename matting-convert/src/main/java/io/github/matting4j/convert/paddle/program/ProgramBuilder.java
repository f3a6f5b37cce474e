package io.github.matting4j.convert.paddle.program;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects what a reader finds, in the order of execution; renames values that are assigned again
 * and refuses values that are used but not assigned. Not thread-safe.
 */
final class ProgramBuilder {
  private static final int MAX_OPERATIONS = 100_000;

  private final String sha256;
  private final Map<String, Variable> declared = new HashMap<>();
  private final Map<String, Variable> variables = new HashMap<>();
  private final Map<String, String> current = new HashMap<>();
  private final Map<String, Integer> assignments = new HashMap<>();
  private final List<Variable> parameters = new ArrayList<>();
  private final TreeMap<Long, String> inputs = new TreeMap<>();
  private final TreeMap<Long, String> outputs = new TreeMap<>();
  private final List<Operation> operations = new ArrayList<>();

  ProgramBuilder(String sha256) {
    this.sha256 = sha256;
  }

  /** Announces a value that an operator or a feed will assign. */
  void declare(Variable variable) throws InvalidProgramException {
    if (declared.putIfAbsent(variable.name(), variable) != null) {
      throw new InvalidProgramException(
          "Variable '" + variable.name() + "' is declared twice. " + Refusals.DAMAGED);
    }
  }

  void parameter(Variable parameter) throws InvalidProgramException {
    declare(parameter);
    if (!parameter.isFixed()) {
      throw new InvalidProgramException(
          "Parameter '"
              + parameter.name()
              + "' has an open size: "
              + parameter.dims()
              + ". "
              + Refusals.DAMAGED);
    }
    parameters.add(parameter);
    assign(parameter.name());
  }

  void input(String name, long column) throws InvalidProgramException {
    if (!declared.containsKey(name)) {
      throw new InvalidProgramException(
          "Input '" + name + "' is not declared. " + Refusals.DAMAGED);
    }
    if (current.containsKey(name)) {
      throw new InvalidProgramException(
          "Input '" + name + "' is assigned twice. " + Refusals.DAMAGED);
    }
    column("inputs", inputs, column, assign(name));
  }

  void output(String name, long column) throws InvalidProgramException {
    column("outputs", outputs, column, resolve("fetch", name));
  }

  private static void column(String kind, Map<Long, String> columns, long column, String name)
      throws InvalidProgramException {
    if (columns.putIfAbsent(column, name) != null) {
      throw new InvalidProgramException(
          "Two " + kind + " have the same position: " + column + ". " + Refusals.DAMAGED);
    }
  }

  void operation(
      String type,
      Map<String, List<String>> from,
      Map<String, List<String>> to,
      Map<String, Attribute> attributes)
      throws InvalidProgramException {
    if (operations.size() == MAX_OPERATIONS) {
      throw new InvalidProgramException(
          "The program has more than " + MAX_OPERATIONS + " operators. " + Refusals.DAMAGED);
    }
    Map<String, List<String>> resolved = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> slot : from.entrySet()) {
      resolved.put(slot.getKey(), resolve(type, slot.getValue()));
    }
    Map<String, Attribute> values = new TreeMap<>();
    for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
      values.put(
          attribute.getKey(),
          attribute.getValue() instanceof Attribute.Variables names
              ? new Attribute.Variables(resolve(type, names.names()))
              : attribute.getValue());
    }
    Map<String, List<String>> assigned = new LinkedHashMap<>();
    to.forEach(
        (slot, names) -> {
          List<String> kept =
              names.stream().filter(declared::containsKey).map(this::assign).toList();
          assigned.put(slot, kept);
        });
    operations.add(new Operation(type, resolved, assigned, values));
  }

  private List<String> resolve(String type, List<String> names) throws InvalidProgramException {
    List<String> resolved = new ArrayList<>();
    for (String name : names) {
      resolved.add(resolve(type, name));
    }
    return resolved;
  }

  private String resolve(String type, String name) throws InvalidProgramException {
    String found = current.get(name);
    if (found == null) {
      throw new InvalidProgramException(
          "Operator "
              + type
              + " uses a value before any operator assigns it: '"
              + name
              + "'. "
              + Refusals.DAMAGED);
    }
    return found;
  }

  private String assign(String name) {
    int times = assignments.merge(name, 1, Integer::sum);
    String fresh = times == 1 ? name : name + "@" + (times - 1);
    variables.put(fresh, Optional.ofNullable(declared.get(name)).orElseThrow().named(fresh));
    current.put(name, fresh);
    return fresh;
  }

  Program build(Producer producer) throws InvalidProgramException {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new InvalidProgramException(
          "The program has "
              + inputs.size()
              + " inputs and "
              + outputs.size()
              + " outputs; an inference program needs one of each. "
              + "Export the network for inference.");
    }
    parameters.sort((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
    return new Program(
        producer,
        sha256,
        variables,
        parameters,
        List.copyOf(inputs.values()),
        List.copyOf(outputs.values()),
        operations);
  }

  private static byte[] bytes(Variable variable) {
    return variable.name().getBytes(StandardCharsets.UTF_8);
  }
}
