package io.github.matting4j.graph.paddle.translate;

import io.github.matting4j.graph.paddle.program.Attribute;
import io.github.matting4j.graph.paddle.program.Operation;
import io.github.matting4j.graph.paddle.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The operators that the wanted outputs depend on, and who uses which value. Immutable. */
final class LiveOperations {
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Operation> producers = new HashMap<>();
  private final Map<String, List<Operation>> consumers = new HashMap<>();
  private final Set<String> wanted;

  LiveOperations(Program program, Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
    Set<String> needed = new HashSet<>(wanted);
    Deque<Operation> reversed = new ArrayDeque<>();
    List<Operation> all = program.operations();
    for (int i = all.size() - 1; i >= 0; i--) {
      Operation operation = all.get(i);
      if (operation.outputs().values().stream().flatMap(List::stream).anyMatch(needed::contains)) {
        reversed.push(operation);
        needed.addAll(uses(operation));
      }
    }
    for (Operation operation : reversed) {
      operations.add(operation);
      operation.outputs().values().stream()
          .flatMap(List::stream)
          .forEach(name -> producers.put(name, operation));
      for (String name : uses(operation)) {
        consumers.computeIfAbsent(name, n -> new ArrayList<>()).add(operation);
      }
    }
  }

  private static List<String> uses(Operation operation) {
    List<String> names = new ArrayList<>();
    operation.inputs().values().forEach(names::addAll);
    operation
        .attributes()
        .values()
        .forEach(
            attribute -> {
              if (attribute instanceof Attribute.Variables variables) {
                names.addAll(variables.names());
              }
            });
    return names;
  }

  /** In the order of execution. */
  List<Operation> operations() {
    return operations;
  }

  /** The operator that computes a value; empty for inputs and parameters. */
  Optional<Operation> producer(String name) {
    return Optional.ofNullable(producers.get(name));
  }

  /** The operator that alone uses a value, if it does so once and the value is not an output. */
  Optional<Operation> soleConsumer(String name) {
    List<Operation> users = consumers.getOrDefault(name, List.of());
    return users.size() == 1 && !wanted.contains(name)
        ? Optional.of(users.get(0))
        : Optional.empty();
  }

  boolean isUsed(String name) {
    return wanted.contains(name) || consumers.containsKey(name);
  }

  /** How often each operator occurs that is not among those known. */
  Map<String, Integer> unknown(Set<String> known) {
    Map<String, Integer> unknown = new TreeMap<>();
    operations.stream()
        .map(Operation::type)
        .filter(type -> !known.contains(type))
        .forEach(type -> unknown.merge(type, 1, Integer::sum));
    return unknown;
  }
}
