package io.github.matting4j.graph.paddle.translate;

import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import io.github.matting4j.graph.paddle.program.Operation;
import io.github.matting4j.graph.paddle.program.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * The addition of a parameter per channel to the result of a convolution, as Paddle writes a bias.
 *
 * @param operation that adds
 * @param bias the parameter
 * @param output of the addition
 */
record BiasAddition(Operation operation, String bias, String output) {
  /** The addition after a convolution, if nothing else uses the convolution's result. */
  static Optional<BiasAddition> after(String result, long channels, Translation to)
      throws InvalidProgramException {
    Optional<Operation> consumer = to.live().soleConsumer(result);
    if (consumer.isEmpty()
        || !consumer.get().type().equals("elementwise_add")
        || !consumer.get().inputs("X").equals(List.of(result))
        || consumer.get().inputs("Y").size() != 1) {
      return Optional.empty();
    }
    Operation addition = consumer.get();
    String y = addition.requiredInput("Y");
    Optional<String> bias =
        addition.integer("axis", -1) == 1
            ? Optional.of(y).filter(name -> isVector(name, channels, to))
            : reshaped(y, channels, to);
    return bias.isEmpty()
        ? Optional.empty()
        : Optional.of(new BiasAddition(addition, bias.get(), addition.requiredOutput("Out")));
  }

  /** The parameter that was reshaped to [1, channels, 1, 1]. */
  private static Optional<String> reshaped(String name, long channels, Translation to)
      throws InvalidProgramException {
    Optional<Operation> producer = to.live().producer(name);
    if (producer.isEmpty() || !producer.get().type().equals("reshape2")) {
      return Optional.empty();
    }
    Optional<List<Long>> dims = to.program().variable(name).map(variable -> variable.dims());
    return dims.isPresent() && dims.get().equals(List.of(1L, channels, 1L, 1L))
        ? producer.get().input("X").filter(x -> isVector(x, channels, to))
        : Optional.empty();
  }

  private static boolean isVector(String name, long channels, Translation to) {
    return to.parameter(name).map(Parameter::dims).equals(Optional.of(List.of(channels)));
  }
}
