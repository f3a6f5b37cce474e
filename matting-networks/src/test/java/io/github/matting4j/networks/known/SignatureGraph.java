package io.github.matting4j.networks.known;

import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import java.util.List;

/**
 * A graph of a known network's inputs and outputs, without its weights: the alpha is a sigmoid of
 * the picture's brightness, a state is what it was, and what else there is has zeros.
 */
final class SignatureGraph {
  private final GraphBuilder graph = new GraphBuilder("signature");
  private final TensorPattern picture;
  private final String input;
  private final int channelAxis;
  private final String alpha;
  private int numbered = 1890;

  private SignatureGraph(Signature signature) {
    for (TensorPattern pattern : signature.inputs()) {
      graph.input(name(pattern), type(pattern), dims(pattern));
    }
    picture = signature.inputs().get(0);
    input = name(picture);
    channelAxis = picture.dims().get(1) == 3 ? 1 : 3;
    String brightness =
        graph.node(
            "ReduceMean",
            List.of(cast(input, ElementType.FLOAT)),
            Attribute.ints("axes", channelAxis),
            Attribute.of("keepdims", 1));
    alpha = graph.node("Sigmoid", List.of(brightness));
  }

  static OnnxModel of(Signature signature) {
    SignatureGraph made = new SignatureGraph(signature);
    for (TensorPattern pattern : signature.outputs()) {
      for (int i = 0; i < pattern.count(); i++) {
        made.output(pattern, signature);
      }
    }
    return made.graph.build();
  }

  private void output(TensorPattern pattern, Signature signature) {
    String value = value(pattern, signature);
    String name = pattern.name().orElseGet(() -> Integer.toString(numbered++));
    graph.nodes("Identity", List.of(cast(value, type(pattern))), List.of(name));
    graph.output(name, type(pattern), dims(pattern));
  }

  private String value(TensorPattern pattern, Signature signature) {
    if (isPicture(pattern, 1)) {
      return alpha;
    }
    if (isPicture(pattern, 2)) {
      String rest = graph.node("Sub", List.of(graph.scalar(1f), alpha));
      return graph.node("Concat", List.of(rest, alpha), Attribute.of("axis", channelAxis));
    }
    if (isPicture(pattern, 3)) {
      return input;
    }
    String state = pattern.name().map(name -> name.replaceFirst("o$", "i")).orElse("");
    if (signature.inputs().stream().anyMatch(other -> name(other).equals(state))) {
      return state;
    }
    long[] dims = pattern.dims().stream().mapToLong(dim -> dim).toArray();
    return graph.node("ConstantOfShape", List.of(graph.ints(dims)));
  }

  /** Whether it has the rows and columns of the picture, and this many channels. */
  private boolean isPicture(TensorPattern pattern, long channels) {
    for (int i = 0; i < picture.dims().size(); i++) {
      long expected = i == channelAxis ? channels : picture.dims().get(i);
      if (pattern.dims().get(i) != expected) {
        return false;
      }
    }
    return true;
  }

  private String cast(String value, ElementType type) {
    return graph.node("Cast", List.of(value), Attribute.of("to", type.code()));
  }

  private static String name(TensorPattern pattern) {
    return pattern.name().orElse("any");
  }

  private static ElementType type(TensorPattern pattern) {
    return pattern.type() == TensorInfo.FLOAT16 ? ElementType.FLOAT16 : ElementType.FLOAT;
  }

  private Dim[] dims(TensorPattern pattern) {
    Dim[] dims = new Dim[pattern.dims().size()];
    for (int i = 0; i < dims.length; i++) {
      long size = pattern.dims().get(i);
      dims[i] = size > 0 ? Dim.of(size) : Dim.named(name(pattern) + "_" + i);
    }
    return dims;
  }
}
