package io.github.matting4j.graph.tensorflow;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Thrown when a graph uses operations that cannot be converted. Names all of them at once. */
public final class UnsupportedGraphException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Integer> operators;

  UnsupportedGraphException(Map<String, Integer> operators) {
    super(
        "these operations cannot be converted: "
            + new TreeMap<>(operators)
                .entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + "x)")
                    .collect(Collectors.joining(", ")));
    this.operators = new TreeMap<>(operators);
  }

  /** Each operation, with what of it is not supported where that is not all, and its count. */
  public Map<String, Integer> operators() {
    return operators == null ? Map.of() : Map.copyOf(operators);
  }
}
