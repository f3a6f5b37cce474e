package io.github.matting4j.testdata.tensorflow;

import io.github.matting4j.testdata.onnx.WireBuffer;

/** One attribute of a node, such as the padding of a convolution. Immutable. */
public final class NodeAttribute {
  private final WireBuffer entry;

  private NodeAttribute(String name, WireBuffer value) {
    this.entry = new WireBuffer().string(1, name).message(2, value);
  }

  /** An element type. */
  public static NodeAttribute of(String name, DataType type) {
    return new NodeAttribute(name, new WireBuffer().varint(6, type.code()));
  }

  /** A truth value. */
  public static NodeAttribute of(String name, boolean value) {
    return new NodeAttribute(name, new WireBuffer().varint(5, value ? 1 : 0));
  }

  /** A 32-bit float. */
  public static NodeAttribute of(String name, float value) {
    return new NodeAttribute(name, new WireBuffer().fixed32(4, value));
  }

  /** An integer. */
  public static NodeAttribute of(String name, long value) {
    return new NodeAttribute(name, new WireBuffer().varint(3, value));
  }

  /** A text, usually the name of a mode. */
  public static NodeAttribute of(String name, String value) {
    return new NodeAttribute(name, new WireBuffer().string(2, value));
  }

  /** A list of integers. */
  public static NodeAttribute ints(String name, long... values) {
    WireBuffer list = new WireBuffer();
    for (long value : values) {
      list.varint(3, value);
    }
    return new NodeAttribute(name, new WireBuffer().message(1, list));
  }

  /** A shape; −1 is a size left open. */
  public static NodeAttribute shape(String name, long... dims) {
    return new NodeAttribute(name, new WireBuffer().message(7, shape(dims)));
  }

  /** A small constant of 32-bit integers. */
  static NodeAttribute tensor(String name, int[] values, long... dims) {
    WireBuffer tensor = tensorHeader(DataType.INT32, dims);
    for (int value : values) {
      tensor.varint(7, value);
    }
    return new NodeAttribute(name, new WireBuffer().message(8, tensor));
  }

  /** A constant truth value of rank 0. */
  static NodeAttribute tensor(String name, boolean value) {
    WireBuffer tensor = tensorHeader(DataType.BOOL).varint(11, value ? 1 : 0);
    return new NodeAttribute(name, new WireBuffer().message(8, tensor));
  }

  /** A constant float of rank 0. */
  static NodeAttribute tensor(String name, float value) {
    WireBuffer tensor = tensorHeader(DataType.FLOAT).fixed32(5, value);
    return new NodeAttribute(name, new WireBuffer().message(8, tensor));
  }

  /** A constant text of rank 0. */
  static NodeAttribute tensor(String name, String value) {
    WireBuffer tensor = tensorHeader(DataType.STRING).string(8, value);
    return new NodeAttribute(name, new WireBuffer().message(8, tensor));
  }

  static WireBuffer tensorHeader(DataType type, long... dims) {
    return new WireBuffer().varint(1, type.code()).message(2, shape(dims));
  }

  private static WireBuffer shape(long... dims) {
    WireBuffer shape = new WireBuffer();
    for (long dim : dims) {
      shape.message(2, new WireBuffer().varint(1, dim));
    }
    return shape;
  }

  WireBuffer entry() {
    return entry;
  }
}
