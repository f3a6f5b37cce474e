package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.tensorflow.program.ElementType;
import io.github.matting4j.graph.tensorflow.program.GraphNode;
import io.github.matting4j.graph.tensorflow.program.Shape;
import io.github.matting4j.graph.tensorflow.program.TensorData;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import java.util.List;

/**
 * The conversion of one node: what it is, what it reads, and where its nodes go.
 *
 * @param node the node
 * @param inputs the tensors it reads, in its order
 * @param out takes the nodes of the ONNX graph
 */
record Step(GraphNode node, List<Tensor> inputs, Emitter out) {
  Tensor input(int index) throws MalformedGraphException {
    node.input(index);
    return inputs.get(index);
  }

  String name() {
    return node.name();
  }

  /** The result of a node on values with TensorFlow's order of axes. */
  Tensor plain(
      String operator,
      ElementType type,
      Shape shape,
      List<String> values,
      WireField... attributes) {
    String value = out.node(operator, name(), values, attributes);
    return Tensor.plain(name(), type, shape, value);
  }

  /** The same elements, as they are laid out now, after an operation on each. */
  Tensor each(String operator, Tensor input, WireField... attributes) {
    return each(operator, input, input.type(), attributes);
  }

  Tensor each(String operator, Tensor input, ElementType type, WireField... attributes) {
    if (input.isChannelsFirst()) {
      String value = out.node(operator, name(), List.of(out.channelsFirst(input)), attributes);
      return Tensor.channelsFirst(name(), type, input.shape(), value);
    }
    return plain(operator, type, input.shape(), List.of(out.plain(input)), attributes);
  }

  /** The integers of an input that has to be known now. */
  long[] constantIntegers(int index) throws Refusal, MalformedGraphException {
    long[] known = input(index).knownIntegers();
    if (known != null) {
      return known;
    }
    TensorData data = input(index).constant();
    if (data == null || !data.type().isInteger()) {
      throw new Refusal("input " + index + " is not constant");
    }
    return data.integers();
  }

  /** One integer that has to be known now. */
  long constantInteger(int index) throws Refusal, MalformedGraphException {
    long[] values = constantIntegers(index);
    if (values.length != 1) {
      throw new Refusal("input " + index + " holds " + values.length + " integers, not one");
    }
    return values[0];
  }

  /** An axis of an input, counted from the first; its rank must be known. */
  int axis(long axis, Tensor of) throws Refusal, MalformedGraphException {
    return axis(axis, rank(of));
  }

  int axis(long axis, int rank) throws MalformedGraphException {
    long counted = axis < 0 ? axis + rank : axis;
    if (counted < 0 || counted >= rank) {
      throw new MalformedGraphException(
          "node '" + name() + "' names the axis " + axis + " of a tensor of rank " + rank);
    }
    return (int) counted;
  }

  int rank(Tensor of) throws Refusal {
    if (!of.shape().hasRank()) {
      throw new Refusal("a tensor of unknown rank");
    }
    return of.shape().rank();
  }
}
