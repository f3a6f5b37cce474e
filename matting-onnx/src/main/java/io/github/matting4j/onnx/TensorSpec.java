package io.github.matting4j.onnx;

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

  /** Kinds of elements that a matting network exchanges. */
  public enum ElementType {
    /** 32-bit float. */
    FLOAT,
    /** Unsigned byte. */
    UINT8,
    /** Anything else. */
    OTHER
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
}
