package io.github.matting4j.convert.paddle;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Thrown when a program needs unsupported operators; names all of them. */
public final class UnsupportedOperatorsException extends InvalidProgramException {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Integer> operators;

  UnsupportedOperatorsException(Map<String, Integer> operators) {
    super(
        "The network uses operators that are not supported: "
            + new TreeMap<>(operators)
                .entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", "))
            + ". Use a matting network of PaddleSeg, or use an ONNX file of it.");
    this.operators = Collections.unmodifiableMap(new TreeMap<>(operators));
  }

  /** How often each of them is used, in the order of the names. */
  public Map<String, Integer> operators() {
    return operators;
  }
}
