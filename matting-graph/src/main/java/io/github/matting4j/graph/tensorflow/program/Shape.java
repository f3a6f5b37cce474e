package io.github.matting4j.graph.tensorflow.program;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is known of a tensor's shape, in TensorFlow's order of axes. Immutable. */
public final class Shape {
  /** A size that is known only at run time. */
  public static final long OPEN = -1;

  /** Nothing is known, not even the rank. */
  public static final Shape UNKNOWN = new Shape(null);

  public static final Shape SCALAR = new Shape(new long[0]);

  private final long @Nullable [] dims;

  private Shape(long @Nullable [] dims) {
    this.dims = dims;
  }

  public static Shape of(long... dims) {
    return new Shape(dims.clone());
  }

  /** A rank without sizes. */
  public static Shape ofRank(int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, OPEN);
    return new Shape(dims);
  }

  public boolean hasRank() {
    return dims != null;
  }

  public boolean hasRank(int rank) {
    return dims != null && dims.length == rank;
  }

  /** The number of axes, -1 if unknown. */
  public int rank() {
    return dims == null ? -1 : dims.length;
  }

  /** The size of an axis, {@link #OPEN} if unknown. */
  public long dim(int axis) {
    return dims == null || axis < 0 || axis >= dims.length ? OPEN : dims[axis];
  }

  /** All sizes; the rank must be known. */
  public long[] dims() {
    if (dims == null) {
      throw new IllegalStateException("the rank is unknown");
    }
    return dims.clone();
  }

  public boolean isKnown() {
    return dims != null && Arrays.stream(dims).allMatch(dim -> dim >= 0);
  }

  public Shape with(int axis, long size) {
    long[] changed = dims();
    changed[axis] = size;
    return new Shape(changed);
  }

  public Shape permuted(long[] order) {
    long[] from = dims();
    long[] to = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      to[i] = from[(int) order[i]];
    }
    return new Shape(to);
  }

  /** The shape of an elementwise operation on two tensors. */
  public Shape broadcast(Shape other) {
    if (dims == null || other.dims == null) {
      return UNKNOWN;
    }
    int rank = Math.max(dims.length, other.dims.length);
    long[] result = new long[rank];
    for (int i = 0; i < rank; i++) {
      long a = i < rank - dims.length ? 1 : dims[i - rank + dims.length];
      long b = i < rank - other.dims.length ? 1 : other.dims[i - rank + other.dims.length];
      result[i] = a == 1 ? b : b == 1 ? a : a >= 0 ? a : b;
    }
    return new Shape(result);
  }

  @Override
  public String toString() {
    return dims == null ? "unknown" : Arrays.toString(dims);
  }
}
