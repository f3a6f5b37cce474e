package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.graph.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The declaration of a value in a file ({@code ValueInfoProto}). */
final class ValueInfo {
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR_TYPE = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIM = 1;
  private static final int DIM_VALUE = 1;
  private static final int DIM_NAME = 2;

  private ValueInfo() {}

  /** A tensor of floats of any shape. */
  static WireMessage floats(String name) {
    return ofAnyShape(name, Constant.FLOAT);
  }

  /** A tensor of a type, with the sizes that are known; a negative one is open. */
  static WireMessage of(String name, long type, long... dims) {
    List<WireField> shape = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      WireField size =
          dims[i] < 0
              ? WireWriter.text(DIM_NAME, name + "." + i)
              : WireWriter.varint(DIM_VALUE, dims[i]);
      shape.add(WireField.of(DIM, WireMessage.of(size)));
    }
    WireMessage tensor =
        WireMessage.of(
            WireWriter.varint(ELEMENT_TYPE, type), WireField.of(SHAPE, new WireMessage(shape)));
    return WireMessage.of(
        WireWriter.text(NAME, name),
        WireField.of(TYPE, WireMessage.of(WireField.of(TENSOR_TYPE, tensor))));
  }

  /** A tensor of a type and of any shape. */
  static WireMessage ofAnyShape(String name, long type) {
    WireMessage tensor = WireMessage.of(WireWriter.varint(ELEMENT_TYPE, type));
    return WireMessage.of(
        WireWriter.text(NAME, name),
        WireField.of(TYPE, WireMessage.of(WireField.of(TENSOR_TYPE, tensor))));
  }

  static String name(WireMessage info) throws MalformedGraphException {
    return info.text(NAME);
  }

  /** All that is declared. */
  static TensorInfo tensor(WireMessage info) throws MalformedGraphException {
    for (WireMessage type : info.messages(TYPE)) {
      for (WireMessage tensor : type.messages(TENSOR_TYPE)) {
        long elements = tensor.integer(ELEMENT_TYPE, 0);
        return new TensorInfo(
            name(info), elements, tensor.has(SHAPE) ? Optional.of(dims(tensor)) : Optional.empty());
      }
    }
    return new TensorInfo(name(info), TensorInfo.NO_TENSOR, Optional.empty());
  }

  private static List<Long> dims(WireMessage tensor) throws MalformedGraphException {
    List<Long> dims = new ArrayList<>();
    for (WireMessage dim : tensor.messages(SHAPE).get(0).messages(DIM)) {
      long size = dim.integer(DIM_VALUE, TensorInfo.OPEN);
      dims.add(size > 0 ? size : TensorInfo.OPEN);
    }
    return dims;
  }

  /** The second of four sizes of a tensor of floats, if it is declared. */
  static OptionalLong channels(WireMessage info) throws MalformedGraphException {
    for (WireMessage type : info.messages(TYPE)) {
      for (WireMessage tensor : type.messages(TENSOR_TYPE)) {
        if (tensor.integer(ELEMENT_TYPE, 0) == Constant.FLOAT && tensor.has(SHAPE)) {
          List<WireMessage> dims = tensor.messages(SHAPE).get(0).messages(DIM);
          long channels = dims.size() == 4 ? dims.get(1).integer(DIM_VALUE, 0) : 0;
          return channels > 0 ? OptionalLong.of(channels) : OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }
}
