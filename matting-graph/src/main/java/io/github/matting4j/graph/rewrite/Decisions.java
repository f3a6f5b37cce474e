package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values that a step depends on: an operator whose result jumps where its input passes a
 * threshold, such as the choice of the likeliest class. Where two classes are equally likely, a
 * difference in the last bit of such a value changes a whole pixel, so these values are only to be
 * rewritten without rounding them differently.
 */
final class Decisions {
  private static final Set<String> STEPS =
      Set.of(
          "ArgMax",
          "ArgMin",
          "TopK",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Round",
          "Floor",
          "Ceil",
          "Sign",
          "NonZero",
          "NonMaxSuppression");

  private final Set<String> values = new HashSet<>();

  private Decisions() {}

  static Decisions of(OnnxGraph graph) {
    Decisions decisions = new Decisions();
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) { // from the outputs to the inputs
      Node node = nodes.get(i);
      if (STEPS.contains(node.operator())
          || node.outputs().stream().anyMatch(decisions.values::contains)) {
        decisions.values.addAll(node.inputs());
      }
    }
    return decisions;
  }

  /** Whether a step depends on the value. */
  boolean dependOn(String value) {
    return values.contains(value);
  }
}
