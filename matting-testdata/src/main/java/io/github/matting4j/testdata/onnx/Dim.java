package io.github.matting4j.testdata.onnx;

import java.util.Objects;

/**
 * One dimension of a graph input or output: a size, or a symbol that stands for any size.
 * Immutable.
 *
 * @param size number of elements, 0 when the dimension is symbolic
 * @param symbol name of a symbolic dimension, empty when the size is fixed
 */
public record Dim(long size, String symbol) {

  /** Checks that exactly one of the two is given. */
  public Dim {
    Objects.requireNonNull(symbol, "symbol");
    if (symbol.isEmpty() ? size <= 0 : size != 0) {
      throw new IllegalArgumentException(
          "a dimension is a positive size or a symbol, not size " + size + " '" + symbol + "'");
    }
  }

  /** A dimension of exactly {@code size} elements. */
  public static Dim of(long size) {
    return new Dim(size, "");
  }

  /** A dimension of any size; equal symbols in one graph promise equal sizes. */
  public static Dim named(String symbol) {
    return new Dim(0, symbol);
  }

  WireBuffer toProto() {
    WireBuffer dim = new WireBuffer();
    return symbol.isEmpty() ? dim.varint(1, size) : dim.string(2, symbol);
  }
}
