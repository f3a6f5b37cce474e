package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits the odd part off a {@link MisalignedConcat}: that part gets a convolution of its own, and
 * the two results are added, which the engine fuses into the second convolution.
 */
final class ConcatSplitPass implements RewritePass {
  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = ChannelCounts.of(graph);
    int rewritten = 0;
    for (Node conv : graph.nodes()) {
      Optional<MisalignedConcat> found = MisalignedConcat.before(conv, graph, counts);
      if (found.isPresent()) {
        split(found.get(), graph);
        rewritten++;
      }
    }
    return rewritten;
  }

  private static void split(MisalignedConcat place, OnnxGraph graph)
      throws MalformedGraphException {
    Node conv = place.conv();
    String odd = place.concat().inputs().get(place.part());
    List<String> parts = new ArrayList<>(place.concat().inputs());
    parts.remove(place.part());
    List<Node> nodes = new ArrayList<>();
    String even = parts.get(0);
    if (parts.size() > 1) {
      even = graph.freshName(place.concat().output() + ".even");
      nodes.add(place.concat().withInputs(parts).withOutput(even));
    }
    int all = Math.toIntExact(place.weights().inputs());
    String name = place.weights().constant().name();
    List<int[]> rest = List.of(new int[] {0, place.from()}, new int[] {place.to(), all});
    Constant evenWeights = graph.add(place.weights().inputs(rest, graph.freshName(name + ".even")));
    Constant oddWeights =
        graph.add(place.weights().inputs(place.from(), place.to(), graph.freshName(name + ".odd")));
    List<String> operands = new ArrayList<>(conv.inputs()); // with the bias, if there is one
    operands.set(0, even);
    operands.set(1, evenWeights.name());
    Node first =
        conv.withInputs(List.of(odd, oddWeights.name()))
            .withOutput(graph.freshName(conv.output() + ".odd"));
    Node second = conv.withInputs(operands).withOutput(graph.freshName(conv.output() + ".even"));
    nodes.add(first);
    nodes.add(second);
    nodes.add(Node.of("Add", List.of(second.output(), first.output()), conv.output()));
    graph.replace(place.concat(), List.of());
    graph.replace(conv, nodes);
  }
}
