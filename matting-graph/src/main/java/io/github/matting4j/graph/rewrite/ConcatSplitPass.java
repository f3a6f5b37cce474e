package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits the odd part off a {@link MisalignedConcat}: that part gets a convolution of its own, or
 * two if it has more than a few channels, and the results are added, which the engine fuses into
 * the convolutions. Where several convolutions read the same parts, the engine joins and slices
 * them once.
 */
final class ConcatSplitPass implements RewritePass {
  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = ChannelCounts.of(graph);
    Decisions decisions = Decisions.of(graph);
    int rewritten = 0;
    for (Node conv : graph.nodes()) {
      Optional<MisalignedConcat> found = MisalignedConcat.before(conv, graph, counts);
      if (found.isPresent() && !decisions.dependOn(conv.output())) {
        split(found.get(), graph);
        rewritten++;
      }
    }
    return rewritten;
  }

  private static void split(MisalignedConcat place, OnnxGraph graph)
      throws MalformedGraphException {
    Node conv = place.conv();
    List<String> parts = new ArrayList<>(place.concat().inputs());
    String odd = parts.remove(place.part());
    List<Node> nodes = new ArrayList<>();
    int from = place.odd();
    String sum;
    if (from > place.from()) {
      String last = slice(odd, from - place.from(), place.to() - place.from(), graph, nodes);
      sum = conv(place, last, List.of(new int[] {from, place.to()}), ".odd", graph, nodes);
      String most = slice(odd, 0, from - place.from(), graph, nodes);
      String output = conv(place, most, List.of(new int[] {place.from(), from}), "", graph, nodes);
      sum = add(output, sum, graph.freshName(conv.output() + ".part"), nodes);
    } else {
      sum = conv(place, odd, List.of(new int[] {place.from(), place.to()}), ".odd", graph, nodes);
    }
    String even = parts.get(0);
    if (parts.size() > 1) {
      even = graph.freshName(place.concat().output() + ".even");
      nodes.add(place.concat().withInputs(parts).withOutput(even));
    }
    int all = Math.toIntExact(place.weights().inputs());
    List<int[]> rest = List.of(new int[] {0, place.from()}, new int[] {place.to(), all});
    String biased = conv(place, even, rest, ".even", graph, nodes);
    add(biased, sum, conv.output(), nodes);
    graph.replace(conv, nodes);
    if (graph.uses(place.concat().output()) == 0) {
      graph.replace(place.concat(), List.of());
    }
  }

  /** The convolution over some of its channels; the even ones get its bias, if it has one. */
  private static String conv(
      MisalignedConcat place,
      String value,
      List<int[]> channels,
      String suffix,
      OnnxGraph graph,
      List<Node> nodes)
      throws MalformedGraphException {
    Node conv = place.conv();
    String name = graph.freshName(place.weights().constant().name() + suffix);
    Constant weights = graph.add(place.weights().inputs(channels, name));
    List<String> operands = new ArrayList<>(conv.inputs());
    operands.set(0, value);
    operands.set(1, weights.name());
    Node part =
        conv.withInputs(suffix.equals(".even") ? operands : operands.subList(0, 2))
            .withOutput(graph.freshName(conv.output() + suffix));
    nodes.add(part);
    return part.output();
  }

  private static String slice(String value, int from, int to, OnnxGraph graph, List<Node> nodes) {
    String slice = graph.freshName(value + ".channels");
    nodes.add(
        Node.of(
            "Slice",
            List.of(value, graph.integer(from), graph.integer(to), graph.integer(1)),
            slice));
    return slice;
  }

  private static String add(String first, String second, String sum, List<Node> nodes) {
    nodes.add(Node.of("Add", List.of(first, second), sum));
    return sum;
  }
}
