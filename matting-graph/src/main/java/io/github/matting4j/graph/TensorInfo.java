package io.github.matting4j.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a file declares about an input or output. Immutable.
 *
 * @param name as the file has it
 * @param type of the elements, as ONNX numbers it; {@link #NO_TENSOR} for a sequence or map
 * @param dims its sizes, {@link #OPEN} for one that the file does not fix; empty if it states none
 */
public record TensorInfo(String name, long type, Optional<List<Long>> dims) {
  /** A size that the file does not fix. */
  public static final long OPEN = -1;

  /** Instead of a type: the value is not a tensor. */
  public static final long NO_TENSOR = 0;

  /** 16-bit float. */
  public static final long FLOAT16 = 10;

  private static final Map<Long, String> TYPE_NAMES =
      Map.ofEntries(
          Map.entry(NO_TENSOR, "no tensor"),
          Map.entry(Constant.FLOAT, "float"),
          Map.entry(Constant.UINT8, "uint8"),
          Map.entry(Constant.INT8, "int8"),
          Map.entry(Constant.INT32, "int32"),
          Map.entry(Constant.INT64, "int64"),
          Map.entry(8L, "string"),
          Map.entry(9L, "bool"),
          Map.entry(FLOAT16, "float16"),
          Map.entry(11L, "double"),
          Map.entry(16L, "bfloat16"));

  /** Copies the sizes. */
  public TensorInfo {
    dims = dims.map(List::copyOf);
  }

  /** Number of dimensions; -1 if the file does not state it. */
  public int rank() {
    return dims.map(List::size).orElse(-1);
  }

  /** Size of a dimension; {@link #OPEN} if the file does not fix or does not have it. */
  public long dim(int i) {
    return i < rank() ? dims.orElseThrow().get(i) : OPEN;
  }

  /** The type's name, such as {@code float16}. */
  public String typeName() {
    return TYPE_NAMES.getOrDefault(type, "type " + type);
  }

  /** Name, type and sizes, such as {@code image: float[1,3,?,?]}. */
  @Override
  public String toString() {
    return name
        + ": "
        + typeName()
        + dims.map(
                sizes ->
                    sizes.stream()
                        .map(size -> size == OPEN ? "?" : Long.toString(size))
                        .collect(Collectors.joining(",", "[", "]")))
            .orElse("[...]");
  }
}
