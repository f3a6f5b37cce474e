package io.github.matting4j.graph.tensorflow.program;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.graph.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a TensorFlow graph ({@code NodeDef}). Immutable.
 *
 * @param name of the node and of its first output
 * @param operator such as {@code Conv2D}
 * @param inputs the tensors it reads
 * @param control nodes that only have to run before it
 * @param attributes values by name, each an {@code AttrValue}
 */
public record GraphNode(
    String name,
    String operator,
    List<Edge> inputs,
    List<String> control,
    Map<String, WireMessage> attributes) {
  private static final int NAME = 1;
  private static final int OPERATOR = 2;
  private static final int INPUT = 3;
  private static final int ATTRIBUTE = 5;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private static final int VALUE_LIST = 1;
  private static final int VALUE_TEXT = 2;
  private static final int VALUE_INTEGER = 3;
  private static final int VALUE_REAL = 4;
  private static final int VALUE_BOOL = 5;
  private static final int VALUE_TYPE = 6;
  private static final int VALUE_SHAPE = 7;
  private static final int VALUE_TENSOR = 8;
  private static final int LIST_INTEGERS = 3;

  private static final int SHAPE_DIM = 2;
  private static final int SHAPE_UNKNOWN_RANK = 3;
  private static final int DIM_SIZE = 1;
  private static final int MAX_RANK = 8;
  private static final long MAX_SIZE = 1L << 31;

  /**
   * An output of a node.
   *
   * @param node its name
   * @param index which of its outputs
   */
  public record Edge(String node, int index) {
    public static Edge of(String text) throws MalformedGraphException {
      int colon = text.lastIndexOf(':');
      if (colon < 0) {
        return new Edge(text, 0);
      }
      try {
        int index = Integer.parseInt(text.substring(colon + 1));
        if (index >= 0) {
          return new Edge(text.substring(0, colon), index);
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new MalformedGraphException("'" + text + "' names no output of a node");
    }

    @Override
    public String toString() {
      return index == 0 ? node : node + ":" + index;
    }
  }

  public static GraphNode read(WireMessage message) throws MalformedGraphException {
    String name = message.text(NAME);
    String operator = message.text(OPERATOR);
    if (name.isEmpty() || operator.isEmpty()) {
      throw new MalformedGraphException("a node without name or operation");
    }
    List<Edge> inputs = new ArrayList<>();
    List<String> control = new ArrayList<>();
    for (String input : message.texts(INPUT)) {
      if (input.startsWith("^")) {
        control.add(input.substring(1));
      } else {
        inputs.add(Edge.of(input));
      }
    }
    Map<String, WireMessage> attributes = new HashMap<>();
    for (WireMessage entry : message.messages(ATTRIBUTE)) {
      List<WireMessage> values = entry.messages(VALUE);
      if (!values.isEmpty()) {
        attributes.put(entry.text(KEY), values.get(values.size() - 1));
      }
    }
    return new GraphNode(
        name, operator, List.copyOf(inputs), List.copyOf(control), Map.copyOf(attributes));
  }

  /** An attribute that is a list of integers. */
  public static WireMessage integers(List<Long> values) {
    List<WireField> fields = new ArrayList<>();
    values.forEach(value -> fields.add(WireWriter.varint(LIST_INTEGERS, value)));
    return WireMessage.of(WireField.of(VALUE_LIST, new WireMessage(fields)));
  }

  /** An attribute that is a text. */
  public static WireMessage text(String value) {
    return WireMessage.of(WireWriter.text(VALUE_TEXT, value));
  }

  public Edge input(int index) throws MalformedGraphException {
    if (index >= inputs.size()) {
      throw new MalformedGraphException(
          "node '" + name + "' (" + operator + ") has only " + inputs.size() + " inputs");
    }
    return inputs.get(index);
  }

  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  public boolean flag(String attribute, boolean otherwise) throws MalformedGraphException {
    return integer(attribute, VALUE_BOOL, otherwise ? 1 : 0) != 0;
  }

  public long integer(String attribute, long otherwise) throws MalformedGraphException {
    return integer(attribute, VALUE_INTEGER, otherwise);
  }

  private long integer(String attribute, int field, long otherwise) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    return value == null ? otherwise : value.integer(field, otherwise);
  }

  public float real(String attribute, float otherwise) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    return value == null ? otherwise : value.real(VALUE_REAL, otherwise);
  }

  /** The type of an attribute, or {@code otherwise}. */
  public ElementType type(String attribute, ElementType otherwise) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    return value == null || !value.has(VALUE_TYPE)
        ? otherwise
        : ElementType.of(value.integer(VALUE_TYPE, 0));
  }

  public String text(String attribute, String otherwise) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    if (value == null || !value.has(VALUE_TEXT)) {
      return otherwise;
    }
    ByteBuffer bytes = value.all(VALUE_TEXT).get(0).bytes();
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  /** A list of integers; empty if there is none. */
  public long[] integers(String attribute) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    if (value == null) {
      return new long[0];
    }
    List<Long> all = new ArrayList<>();
    for (WireMessage list : value.messages(VALUE_LIST)) {
      all.addAll(list.integers(LIST_INTEGERS));
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  public Shape shape(String attribute) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    if (value == null || !value.has(VALUE_SHAPE)) {
      return Shape.UNKNOWN;
    }
    WireMessage shape = value.messages(VALUE_SHAPE).get(0);
    return shape.integer(SHAPE_UNKNOWN_RANK, 0) != 0 ? Shape.UNKNOWN : Shape.of(dims(shape));
  }

  public Optional<TensorData> tensor(String attribute) throws MalformedGraphException {
    WireMessage value = attributes.get(attribute);
    return value == null || !value.has(VALUE_TENSOR)
        ? Optional.empty()
        : Optional.of(TensorData.read(value.messages(VALUE_TENSOR).get(0)));
  }

  /** The sizes of a {@code TensorShapeProto}; -1 for open ones. */
  public static long[] dims(WireMessage shape) throws MalformedGraphException {
    List<WireMessage> dims = shape.messages(SHAPE_DIM);
    if (dims.size() > MAX_RANK) {
      throw new MalformedGraphException("a tensor of " + dims.size() + " dimensions");
    }
    long[] sizes = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.get(i).integer(DIM_SIZE, 0);
      if (sizes[i] < Shape.OPEN || sizes[i] > MAX_SIZE) {
        throw new MalformedGraphException("a tensor with a dimension of " + sizes[i]);
      }
    }
    return sizes;
  }

  @Override
  public String toString() {
    return name + " (" + operator + ")";
  }
}
