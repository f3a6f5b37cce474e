package io.github.matting4j.testdata.onnx;

/** One attribute of a node, such as the strides of a convolution. Immutable. */
public final class Attribute {

  private static final int TYPE = 20;

  private final WireBuffer proto;

  private Attribute(WireBuffer proto) {
    this.proto = proto;
  }

  /** An integer, also used for truth values (0 or 1). */
  public static Attribute of(String name, long value) {
    return new Attribute(new WireBuffer().string(1, name).varint(3, value).varint(TYPE, 2));
  }

  /** A 32-bit float. */
  public static Attribute of(String name, float value) {
    return new Attribute(new WireBuffer().string(1, name).fixed32(2, value).varint(TYPE, 1));
  }

  /** A text, usually the name of a mode. */
  public static Attribute of(String name, String value) {
    return new Attribute(new WireBuffer().string(1, name).string(4, value).varint(TYPE, 3));
  }

  /** A list of integers. */
  public static Attribute ints(String name, long... values) {
    WireBuffer proto = new WireBuffer().string(1, name);
    for (long value : values) {
      proto.varint(8, value);
    }
    return new Attribute(proto.varint(TYPE, 7));
  }

  /** A graph inside the graph: the body of a Loop. Its constants must be small. */
  static Attribute graph(String name, GraphBuilder body) {
    return new Attribute(
        new WireBuffer().string(1, name).message(6, body.inlineGraph()).varint(TYPE, 5));
  }

  WireBuffer toProto() {
    return proto;
  }
}
