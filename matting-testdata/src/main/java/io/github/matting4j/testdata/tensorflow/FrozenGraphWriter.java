package io.github.matting4j.testdata.tensorflow;

import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.onnx.WireBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects nodes into a frozen graph, a {@code GraphDef} of TensorFlow 1, and writes it. A node is
 * known by its name, which is also the name of its first output. The same calls give the same
 * bytes. Not thread-safe.
 */
public final class FrozenGraphWriter {
  /** The producer version that TensorFlow 1.15 writes. */
  private static final int PRODUCER = 134;

  private final WireBuffer nodes = new WireBuffer();
  private final List<FloatConstant> constants = new ArrayList<>();
  private int count;

  /** Adds a node of this name and returns the name. */
  public String named(
      String name, String operator, List<String> inputs, NodeAttribute... attributes) {
    WireBuffer node = new WireBuffer().string(1, name).string(2, operator);
    inputs.forEach(input -> node.string(3, input));
    for (NodeAttribute attribute : attributes) {
      node.message(5, attribute.entry());
    }
    nodes.message(1, node);
    count++;
    return name;
  }

  /** Adds a node with a generated name and returns it. */
  public String node(String operator, List<String> inputs, NodeAttribute... attributes) {
    return named(operator + "_" + count, operator, inputs, attributes);
  }

  /** Adds an input; −1 is a size left open. */
  public String placeholder(String name, DataType type, long... dims) {
    return named(
        name,
        "Placeholder",
        List.of(),
        NodeAttribute.of("dtype", type),
        NodeAttribute.shape("shape", dims));
  }

  /** Adds a constant list of 32-bit integers. */
  public String ints(int... values) {
    return constant(DataType.INT32, NodeAttribute.tensor("value", values, values.length));
  }

  /** Adds a constant table of 32-bit integers, as paddings are. */
  public String pairs(int... values) {
    return constant(DataType.INT32, NodeAttribute.tensor("value", values, values.length / 2, 2));
  }

  /** Adds a constant truth value of rank 0. */
  public String flag(boolean value) {
    return constant(DataType.BOOL, NodeAttribute.tensor("value", value));
  }

  /** Adds a constant 32-bit integer of rank 0. */
  public String scalar(int value) {
    return constant(DataType.INT32, NodeAttribute.tensor("value", new int[] {value}));
  }

  /** Adds a constant float of rank 0. */
  public String scalar(float value) {
    return constant(DataType.FLOAT, NodeAttribute.tensor("value", value));
  }

  /** Adds a constant text of rank 0. */
  public String text(String value) {
    return constant(DataType.STRING, NodeAttribute.tensor("value", value));
  }

  private String constant(DataType type, NodeAttribute value) {
    return node("Const", List.of(), NodeAttribute.of("dtype", type), value);
  }

  /** Adds a constant of floats, its elements made while the file is written. */
  public String floats(String name, TensorPayload payload, long... dims) {
    constants.add(new FloatConstant(name, payload, dims));
    return name;
  }

  /** Nodes so far, constants included. */
  public int nodeCount() {
    return count + constants.size();
  }

  /** Elements of all constants added by {@link #floats}. */
  public long parameters() {
    return constants.stream().mapToLong(FloatConstant::elements).sum();
  }

  /** Writes the graph to {@code file}, replacing what was there, and returns {@code file}. */
  public Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      writeTo(out);
    }
    return file;
  }

  /** The graph as one array; for small graphs. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private void writeTo(OutputStream out) throws IOException {
    for (FloatConstant constant : constants) {
      constant.writeTo(out);
    }
    nodes.writeTo(out);
    new WireBuffer().message(4, new WireBuffer().varint(1, PRODUCER)).writeTo(out);
  }
}
