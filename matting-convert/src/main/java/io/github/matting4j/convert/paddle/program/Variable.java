package io.github.matting4j.convert.paddle.program;

import java.util.List;

/**
 * A value of a program as its exporter declares it.
 *
 * @param name unique within the program
 * @param type of its elements
 * @param dims sizes; -1 is one that only a run decides; empty for a scalar
 */
public record Variable(String name, DataType type, List<Long> dims) {
  /** Ranks above are refused; Paddle itself stops at 9. */
  static final int MAX_RANK = 9;

  /** Sizes above are refused. */
  static final long MAX_DIM = Integer.MAX_VALUE;

  /** Copies the list. */
  public Variable {
    dims = List.copyOf(dims);
  }

  /** Creates one of a file. */
  static Variable checked(String name, DataType type, List<Long> dims)
      throws InvalidProgramException {
    if (dims.size() > MAX_RANK) {
      throw new InvalidProgramException(
          "Variable '"
              + name
              + "' has too many dimensions: "
              + dims.size()
              + ", at most "
              + MAX_RANK
              + " are possible. "
              + Refusals.DAMAGED);
    }
    if (dims.stream().anyMatch(dim -> dim > MAX_DIM)) {
      throw new InvalidProgramException(
          "Variable '" + name + "' has an impossible size: " + dims + ". " + Refusals.DAMAGED);
    }
    // Paddle multiplies open sizes, so that other negative ones occur
    return new Variable(name, type, dims.stream().map(dim -> Math.max(dim, -1)).toList());
  }

  /** Whether every size is known. */
  public boolean isFixed() {
    return !dims.contains(-1L);
  }

  Variable named(String newName) {
    return new Variable(newName, type, dims);
  }
}
