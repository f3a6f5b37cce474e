package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pools whose result has a given size, exact for every input: the means over windows of unequal
 * lengths are two products with matrices that the graph computes from the size.
 */
final class AdaptivePools {
  /** A constant matrix may not have more elements. */
  private static final long MAX_MATRIX = 1 << 20;

  private AdaptivePools() {}

  static void global(Operation operation, boolean average, Translation to)
      throws InvalidProgramException {
    String x = operation.requiredInput("X");
    to.node(
        operation,
        operation.requiredOutput("Out"),
        List.of(to.dims(x).get(0), to.dims(x).get(1), Size.ONE, Size.ONE),
        average ? "GlobalAveragePool" : "GlobalMaxPool",
        List.of(to.tensor(x)));
  }

  static void adaptive(Operation operation, boolean average, Translation to)
      throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    List<Size> bins = bins(operation, x, to);
    if (bins.get(0).is(1) && bins.get(1).is(1)) {
      global(operation, average, to);
      return;
    }
    List<Size> dims = List.of(from.get(0), from.get(1), bins.get(0), bins.get(1));
    String output = operation.requiredOutput("Out");
    OptionalLong down = ratio(from.get(2), bins.get(0), to);
    OptionalLong across = ratio(from.get(3), bins.get(1), to);
    if (down.isPresent() && across.isPresent()) {
      List<Long> window = List.of(down.getAsLong(), across.getAsLong());
      to.node(
          operation,
          output,
          dims,
          average ? "AveragePool" : "MaxPool",
          List.of(to.tensor(x)),
          Node.attribute("kernel_shape", window),
          Node.attribute("strides", window));
      return;
    }
    if (!average) {
      throw Checks.unsupported(operation, "maxima over windows of unequal sizes");
    }
    String rows = matrix(operation, from.get(2), bins.get(0), false, to);
    String columns = matrix(operation, from.get(3), bins.get(1), true, to);
    String narrow = to.graph().temp("MatMul", List.of(to.tensor(x), columns));
    to.node(operation, output, dims, "MatMul", List.of(rows, narrow));
  }

  /** The size of the result; that of a smaller image follows from the input's size. */
  private static List<Size> bins(Operation operation, String x, Translation to)
      throws InvalidProgramException {
    List<Size> bins = PoolOperators.pair(operation, "ksize", to);
    if (!to.sizes().isOpened() || !to.isInput(x)) {
      return bins;
    }
    List<Size> opened = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      OptionalLong baked = bins.get(i).constant();
      Optional<Size> explained =
          baked.isEmpty() ? Optional.empty() : to.sizes().explain(baked.getAsLong(), i + 2);
      opened.add(explained.orElse(bins.get(i)));
    }
    if (!opened.equals(bins)) {
      to.rewrote("the image is averaged to " + opened + " instead of " + bins);
    }
    return opened;
  }

  /** How many cells a bin has, if all have the same number for every valid input. */
  private static OptionalLong ratio(Size size, Size bins, Translation to) {
    Size valid = to.sizes().forValidInputs(size);
    Optional<Size> ratio = valid.exactDiv(to.sizes().forValidInputs(bins));
    return ratio.isPresent() ? ratio.get().constant() : OptionalLong.empty();
  }

  /** The matrix [bins, size] whose rows average over a bin, or its transpose. */
  private static String matrix(
      Operation operation, Size size, Size bins, boolean transposed, Translation to)
      throws InvalidProgramException {
    String key = "bins " + bins + " of " + size + (transposed ? " transposed" : "");
    if (size.isConstant() && bins.isConstant()) {
      long cells = size.constant().getAsLong();
      long count = bins.constant().getAsLong();
      if (count < 1 || cells < 1 || cells > MAX_MATRIX / count) {
        throw Checks.unsupported(operation, "averaging " + cells + " cells to " + count);
      }
      return to.graph().shared(key, () -> constantMatrix((int) cells, (int) count, transposed, to));
    }
    return to.graph().shared(key, () -> computedMatrix(size, bins, transposed, to));
  }

  private static String constantMatrix(int cells, int bins, boolean transposed, Translation to) {
    float[] matrix = new float[bins * cells];
    for (long i = 0; i < bins; i++) {
      int start = (int) (i * cells / bins);
      int end = (int) (((i + 1) * cells + bins - 1) / bins);
      for (int j = start; j < end; j++) {
        matrix[(int) (transposed ? (long) j * bins + i : i * cells + j)] = 1f / (end - start);
      }
    }
    return transposed
        ? to.graph().floats(matrix, cells, bins)
        : to.graph().floats(matrix, bins, cells);
  }

  /** Bin i covers the cells from floor(i*n/b) to ceil((i+1)*n/b), exclusive. */
  private static String computedMatrix(Size size, Size bins, boolean transposed, Translation to) {
    String cells = to.graph().sizes(List.of(size));
    String count = to.graph().sizes(List.of(bins));
    String one = to.graph().longs(1L);
    String first = to.graph().longs(0L);
    String i = to.graph().temp("Unsqueeze", List.of(range(bins, to), one));
    String start =
        to.graph().temp("Div", List.of(to.graph().temp("Mul", List.of(i, cells)), count));
    String next = to.graph().temp("Mul", List.of(to.graph().temp("Add", List.of(i, one)), cells));
    String rounding = to.graph().temp("Sub", List.of(count, one));
    String end =
        to.graph().temp("Div", List.of(to.graph().temp("Add", List.of(next, rounding)), count));
    String j = to.graph().temp("Unsqueeze", List.of(range(size, to), first));
    String before = to.graph().temp("Less", List.of(j, start));
    String within =
        to.graph()
            .temp(
                "And",
                List.of(
                    to.graph().temp("Not", List.of(before)),
                    to.graph().temp("Less", List.of(j, end))));
    String length = to.graph().temp("Sub", List.of(end, start));
    String matrix = to.graph().temp("Div", List.of(toFloat(within, to), toFloat(length, to)));
    return transposed
        ? to.graph().temp("Transpose", List.of(matrix), Node.attribute("perm", List.of(1L, 0L)))
        : matrix;
  }

  /** 0, 1, … up to a size, exclusive. */
  private static String range(Size size, Translation to) {
    return to.graph()
        .shared(
            "range " + size,
            () -> {
              String zero = to.graph().longs(0L);
              String start =
                  to.graph().shared("0", () -> to.graph().temp("Squeeze", List.of(zero, zero)));
              String step =
                  to.graph()
                      .shared(
                          "1",
                          () -> to.graph().temp("Squeeze", List.of(to.graph().longs(1L), zero)));
              String limit =
                  to.graph().temp("Squeeze", List.of(to.graph().sizes(List.of(size)), zero));
              return to.graph().temp("Range", List.of(start, limit, step));
            });
  }

  private static String toFloat(String name, Translation to) {
    return to.graph().temp("Cast", List.of(name), Node.attribute("to", 1));
  }
}
