package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.graph.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node of a graph ({@code NodeProto}). Immutable.
 *
 * @param operator such as {@code Conv}
 * @param domain whose operator it is; empty for ONNX's own
 * @param inputs names of values; an empty name for an omitted input
 * @param outputs names of values
 * @param message all of it
 */
public record Node(
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    WireMessage message) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;

  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_F = 2;
  private static final int ATTRIBUTE_I = 3;
  private static final int ATTRIBUTE_S = 4;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_INTS = 8;
  private static final int ATTRIBUTE_TENSORS = 10;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int ATTRIBUTE_TYPE = 20;
  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;
  private static final int TYPE_STRING = 3;
  private static final int TYPE_INTS = 7;

  public static Node of(WireMessage message) throws MalformedGraphException {
    String domain = message.text(DOMAIN);
    return new Node(
        message.text(OPERATOR),
        domain.equals("ai.onnx") ? "" : domain,
        List.copyOf(message.texts(INPUT)),
        List.copyOf(message.texts(OUTPUT)),
        message);
  }

  /** A new operation of ONNX's own with one output, which also names it. */
  public static Node of(
      String operator, List<String> inputs, String output, WireField... attributes) {
    return of(operator, inputs, List.of(output), attributes);
  }

  public static WireField attribute(String name, long value) {
    return attribute(name, WireWriter.varint(ATTRIBUTE_I, value), TYPE_INT);
  }

  public static WireField attribute(String name, float value) {
    return attribute(name, WireWriter.real(ATTRIBUTE_F, value), TYPE_FLOAT);
  }

  public static WireField attribute(String name, String value) {
    return attribute(name, WireWriter.text(ATTRIBUTE_S, value), TYPE_STRING);
  }

  public static WireField attribute(String name, List<Long> values) {
    List<WireField> fields = new ArrayList<>();
    fields.add(WireWriter.text(ATTRIBUTE_NAME, name));
    values.forEach(value -> fields.add(WireWriter.varint(ATTRIBUTE_INTS, value)));
    fields.add(WireWriter.varint(ATTRIBUTE_TYPE, TYPE_INTS));
    return WireField.of(ATTRIBUTE, new WireMessage(fields));
  }

  private static WireField attribute(String name, WireField value, int type) {
    return WireField.of(
        ATTRIBUTE,
        WireMessage.of(
            WireWriter.text(ATTRIBUTE_NAME, name), value, WireWriter.varint(ATTRIBUTE_TYPE, type)));
  }

  /** A new operation of ONNX's own with several outputs, the first of which also names it. */
  public static Node of(
      String operator, List<String> inputs, List<String> outputs, WireField... attributes) {
    List<WireField> fields = new ArrayList<>();
    inputs.forEach(input -> fields.add(WireWriter.text(INPUT, input)));
    outputs.forEach(output -> fields.add(WireWriter.text(OUTPUT, output)));
    fields.add(WireWriter.text(NAME, outputs.get(0)));
    fields.add(WireWriter.text(OPERATOR, operator));
    fields.addAll(List.of(attributes));
    return new Node(
        operator, "", List.copyOf(inputs), List.copyOf(outputs), new WireMessage(fields));
  }

  /** A new operation of ONNX's own, with this one's attributes. */
  public Node as(String newOperator, List<String> newInputs, String newOutput) {
    return of(newOperator, newInputs, newOutput, message.all(ATTRIBUTE).toArray(WireField[]::new));
  }

  /** The same operation on other values. */
  public Node withInputs(List<String> names) {
    List<WireField> fields = new ArrayList<>();
    names.forEach(name -> fields.add(WireWriter.text(INPUT, name)));
    message.fields().stream().filter(field -> field.number() != INPUT).forEach(fields::add);
    return new Node(operator, domain, List.copyOf(names), outputs, new WireMessage(fields));
  }

  /** This operation with its one result under another name. */
  public Node withOutput(String name) {
    List<WireField> fields = new ArrayList<>();
    for (WireField field : message.fields()) {
      boolean named = field.number() == OUTPUT || field.number() == NAME;
      fields.add(named ? WireWriter.text(field.number(), name) : field);
    }
    return new Node(operator, domain, inputs, List.of(name), new WireMessage(fields));
  }

  /** Whether it is this operator of ONNX's own, with one output. */
  public boolean is(String name) {
    return operator.equals(name) && domain.isEmpty() && outputs.size() == 1;
  }

  public String output() {
    return outputs.get(0);
  }

  /** Tensors among its attributes. */
  List<Constant> tensors() throws MalformedGraphException {
    List<Constant> tensors = new ArrayList<>();
    for (WireMessage attribute : message.messages(ATTRIBUTE)) {
      for (int field : List.of(ATTRIBUTE_TENSOR, ATTRIBUTE_TENSORS)) {
        for (WireMessage tensor : attribute.messages(field)) {
          tensors.add(Constant.of(tensor));
        }
      }
    }
    return tensors;
  }

  /** Whether it has a graph inside, as loops have. */
  boolean hasGraph() throws MalformedGraphException {
    for (WireMessage attribute : message.messages(ATTRIBUTE)) {
      if (attribute.has(ATTRIBUTE_GRAPH) || attribute.has(ATTRIBUTE_GRAPHS)) {
        return true;
      }
    }
    return false;
  }

  /** An integer attribute, or {@code otherwise} if it is absent. */
  public long integer(String name, long otherwise) throws MalformedGraphException {
    Optional<WireMessage> found = attribute(name);
    return found.isEmpty() ? otherwise : found.get().integer(ATTRIBUTE_I, otherwise);
  }

  /** A real attribute, or {@code otherwise} if it is absent. */
  public float real(String name, float otherwise) throws MalformedGraphException {
    Optional<WireMessage> found = attribute(name);
    return found.isEmpty() ? otherwise : found.get().real(ATTRIBUTE_F, otherwise);
  }

  /** A text attribute, empty if it is absent. */
  public String text(String name) throws MalformedGraphException {
    Optional<WireMessage> found = attribute(name);
    return found.isEmpty() ? "" : found.get().text(ATTRIBUTE_S);
  }

  /** A list of integers, empty if it is absent. */
  public List<Long> integers(String name) throws MalformedGraphException {
    Optional<WireMessage> found = attribute(name);
    return found.isEmpty() ? List.of() : found.get().integers(ATTRIBUTE_INTS);
  }

  private Optional<WireMessage> attribute(String name) throws MalformedGraphException {
    for (WireMessage attribute : message.messages(ATTRIBUTE)) {
      if (attribute.text(ATTRIBUTE_NAME).equals(name)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
