package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pools with windows of a fixed size; {@link AdaptivePools} are those with a fixed result. */
final class PoolOperators {
  private PoolOperators() {}

  static void pool2d(Operation operation, Translation to) throws InvalidProgramException {
    pool(operation, operation.text("pooling_type", "max").equals("avg"), to);
  }

  static void maxPoolWithIndex(Operation operation, Translation to) throws InvalidProgramException {
    if (operation.outputs("Mask").stream().anyMatch(to.live()::isUsed)) {
      throw Checks.unsupported(operation, "positions of the maxima");
    }
    pool(operation, false, to);
  }

  private static void pool(Operation operation, boolean average, Translation to)
      throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("X");
    to.requireRank(operation, x, 4);
    if (operation.flag("global_pooling", false)) {
      AdaptivePools.global(operation, average, to);
    } else if (operation.flag("adaptive", false)) {
      AdaptivePools.adaptive(operation, average, to);
    } else {
      windows(operation, average, to);
    }
  }

  private static void windows(Operation operation, boolean average, Translation to)
      throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    boolean ceiling = operation.flag("ceil_mode", false);
    SlidingWindow window =
        SlidingWindow.of(
            operation,
            SlidingWindow.pair(operation, "ksize", to.constants(operation, "ksize"), 1),
            ceiling);
    boolean exclusive = operation.flag("exclusive", true);
    if (average && ceiling && !exclusive) {
      for (int i = 0; i < 2; i++) {
        Size room = from.get(i + 2).plus(-window.kernel().get(i));
        if (window.isPadded()
            || !room.floorDiv(window.strides().get(i))
                .equals(room.ceilDiv(window.strides().get(i)))) {
          throw Checks.unsupported(operation, "averages over partial windows with padding");
        }
      }
    }
    List<WireField> attributes = new ArrayList<>(window.attributes(false));
    attributes.add(Node.attribute("ceil_mode", ceiling ? 1 : 0));
    if (average) {
      attributes.add(Node.attribute("count_include_pad", exclusive ? 0 : 1));
    }
    to.node(
        operation,
        operation.requiredOutput("Out"),
        List.of(
            from.get(0),
            from.get(1),
            window.positions(from.get(2), 0),
            window.positions(from.get(3), 1)),
        average ? "AveragePool" : "MaxPool",
        List.of(to.tensor(x)),
        attributes.toArray(WireField[]::new));
  }

  /** Two sizes of an attribute; one counts for both. */
  static List<Size> pair(Operation operation, String attribute, Translation to)
      throws InvalidProgramException {
    Optional<List<Size>> sizes = to.integers(operation, attribute);
    if (sizes.isEmpty()) {
      throw Checks.unsupported(
          operation, attribute + " that a run computes from more than the input's size");
    }
    List<Size> found = sizes.get();
    if (found.size() == 1) {
      return List.of(found.get(0), found.get(0));
    }
    if (found.size() != 2) {
      throw Checks.unsupported(operation, attribute + " " + found);
    }
    return found;
  }
}
