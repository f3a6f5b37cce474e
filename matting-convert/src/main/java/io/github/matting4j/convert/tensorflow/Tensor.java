package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.ElementType;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.convert.tensorflow.program.TensorData;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tensor during the conversion. Shapes and axes are TensorFlow's; in the ONNX graph it exists as
 * it is, with its channels first, or both, each made when it is first asked of the {@link Emitter}.
 * Not thread-safe.
 */
final class Tensor {
  /** An integer that is known only at run time. */
  static final long OPEN = Long.MIN_VALUE;

  private static final long MAX_LISTED = 64;

  private final String name;
  private final ElementType type;
  private final Shape shape;
  private final @Nullable TensorData constant;
  private long @Nullable [] integers;
  @Nullable String plain;
  @Nullable String channelsFirst;

  private Tensor(String name, ElementType type, Shape shape, @Nullable TensorData constant) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.constant = constant;
  }

  /** A value of the ONNX graph that is laid out as in TensorFlow. */
  static Tensor plain(String name, ElementType type, Shape shape, String value) {
    Tensor tensor = new Tensor(name, type, shape, null);
    tensor.plain = value;
    return tensor;
  }

  /** A value of the ONNX graph whose last axis has become its second. */
  static Tensor channelsFirst(String name, ElementType type, Shape shape, String value) {
    Tensor tensor = new Tensor(name, type, shape.hasRank() ? shape : Shape.ofRank(4), null);
    tensor.channelsFirst = value;
    return tensor;
  }

  static Tensor constant(String name, TensorData data) {
    Tensor tensor = new Tensor(name, data.type(), data.shape(), data);
    if (data.type().isInteger() && data.count() <= MAX_LISTED && data.dims().length <= 1) {
      tensor.integers = data.integers();
    }
    return tensor;
  }

  /** Of a part of the graph that is not converted. */
  static Tensor unsupported(String name) {
    return new Tensor(name, ElementType.OTHER, Shape.UNKNOWN, null);
  }

  boolean isUnsupported() {
    return constant == null && plain == null && channelsFirst == null;
  }

  /** Notes the integers that are known of a list or a single one; {@link #OPEN} for others. */
  Tensor with(long @Nullable [] known) {
    if (known != null && known.length <= MAX_LISTED) {
      integers = known;
    }
    return this;
  }

  String name() {
    return name;
  }

  ElementType type() {
    return type;
  }

  Shape shape() {
    return shape;
  }

  /** Its elements, if it is a constant. */
  @Nullable TensorData constant() {
    return constant;
  }

  /** The integers of a list or a single one, as far as known; null if nothing is known. */
  long @Nullable [] integers() {
    return integers;
  }

  /** All of its integers; null if one is not known. */
  long @Nullable [] knownIntegers() {
    return integers != null && Arrays.stream(integers).noneMatch(value -> value == OPEN)
        ? integers
        : null;
  }

  /**
   * Whether it has rank 4 and exists with channels first only, or in both ways. A constant of lower
   * rank has no channels to move; its value with channels first only serves to broadcast.
   */
  boolean isChannelsFirst() {
    return channelsFirst != null && shape.hasRank(4);
  }
}
