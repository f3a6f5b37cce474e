package io.github.matting4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.github.matting4j.model.ModelLoadException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The declaration of an input or output of a network.
 *
 * @param name the tensor's name, which exporters choose freely
 * @param type the kind of its elements
 * @param dims its sizes, {@link #ANY} where the graph leaves one open
 */
public record TensorSpec(String name, ElementType type, List<Long> dims) {
  /** A size that the graph leaves open. */
  public static final long ANY = -1;

  /** Kinds of elements that a network exchanges. */
  public enum ElementType {
    /** 32-bit float. */
    FLOAT(Float.BYTES),
    /** 16-bit float. */
    FLOAT16(Short.BYTES),
    /** Unsigned byte. */
    UINT8(Byte.BYTES),
    /** 32-bit integer. */
    INT32(Integer.BYTES),
    /** 64-bit integer. */
    INT64(Long.BYTES),
    /** Signed byte; not exchanged. */
    INT8(Byte.BYTES),
    /** 64-bit float; not exchanged. */
    DOUBLE(Double.BYTES),
    /** Truth value; not exchanged. */
    BOOL(Byte.BYTES),
    /** Anything else; not exchanged. */
    OTHER(1);

    private final int bytes;

    ElementType(int bytes) {
      this.bytes = bytes;
    }

    /** Whether tensors of it can be given to a network or taken from it. */
    boolean isExchanged() {
      return this == FLOAT || this == FLOAT16 || this == UINT8 || this == INT32 || this == INT64;
    }

    /** Bytes of one element. */
    int bytes() {
      return bytes;
    }
  }

  /** Copies the sizes. */
  public TensorSpec {
    dims = List.copyOf(dims);
  }

  /** The number of dimensions. */
  public int rank() {
    return dims.size();
  }

  /** The size of dimension {@code i}, {@link #ANY} if it is open. */
  public long dim(int i) {
    return dims.get(i);
  }

  /** For messages: {@code img: float[1,3,?,?]}. */
  @Override
  public String toString() {
    return name
        + ": "
        + type.name().toLowerCase(Locale.ROOT)
        + dims.stream()
            .map(d -> d == ANY ? "?" : Long.toString(d))
            .collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * The inputs or outputs of a graph.
   *
   * @throws ModelLoadException if one is too large for a buffer
   */
  static List<TensorSpec> ofGraph(String model, Collection<NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> dims = new ArrayList<>();
        for (long dim : tensor.getShape()) {
          dims.add(dim);
        }
        specs.add(new TensorSpec(node.getName(), type(tensor.type), dims));
      } else {
        specs.add(new TensorSpec(node.getName(), ElementType.OTHER, List.of()));
      }
    }
    specs.forEach(tensor -> requireHoldable(model, tensor));
    return List.copyOf(specs);
  }

  private static void requireHoldable(String name, TensorSpec tensor) {
    long[] stated =
        tensor.dims().stream().mapToLong(Long::longValue).filter(d -> d != ANY).toArray();
    if (TensorBuffer.bytes(tensor.type(), stated) > Integer.MAX_VALUE) {
      throw new ModelLoadException(
          name
              + " cannot be run: "
              + tensor
              + " is larger than the 2 GiB that one tensor can have; export the model for smaller"
              + " pictures");
    }
  }

  private static ElementType type(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> ElementType.FLOAT;
      case FLOAT16 -> ElementType.FLOAT16;
      case UINT8 -> ElementType.UINT8;
      case INT32 -> ElementType.INT32;
      case INT64 -> ElementType.INT64;
      case INT8 -> ElementType.INT8;
      case DOUBLE -> ElementType.DOUBLE;
      case BOOL -> ElementType.BOOL;
      default -> ElementType.OTHER;
    };
  }
}
