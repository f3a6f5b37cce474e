package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.List;
import java.util.stream.IntStream;

/** Pools over two axes. */
final class Pooling {
  private Pooling() {}

  /**
   * One pool along one axis.
   *
   * @param from first row or column, inside the input
   * @param to behind the last
   * @param span how many there are with those of the padding
   */
  private record Range(int from, int to, int span) {
    static Range adaptive(int index, int input, int bins) {
      int from = (int) Math.floor((double) index * input / bins);
      int to = (int) Math.ceil((double) (index + 1) * input / bins);
      return new Range(from, to, to - from);
    }

    /** The padding behind the input counts with the size of that before it, as in Paddle. */
    static Range fixed(int index, int input, Window window) {
      int from = index * window.stride() - window.before();
      int to = Math.min(from + window.size(), input + window.before());
      return new Range(Math.max(from, 0), Math.min(to, input), to - from);
    }
  }

  static PlainTensor pool(Call call) throws InvalidProgramException {
    return switch (call.operation().text("pooling_type", "")) {
      case "max" -> pool(call, true);
      case "avg" -> pool(call, false);
      default -> throw call.refusal("the pooling type");
    };
  }

  static PlainTensor maximum(Call call) throws InvalidProgramException {
    return pool(call, true);
  }

  private static PlainTensor pool(Call call, boolean maximum) throws InvalidProgramException {
    call.requireChannelsFirst();
    PlainTensor x = call.tensor("X");
    List<Range> vertical = ranges(call, 0, x.dim(2));
    List<Range> horizontal = ranges(call, 1, x.dim(3));
    boolean exclusive =
        call.operation().flag("exclusive", true) || call.operation().flag("adaptive", false);
    int planes = x.dim(0) * x.dim(1);
    double[] y = new double[planes * vertical.size() * horizontal.size()];
    int at = 0;
    for (int plane = 0; plane < planes; plane++) {
      int start = plane * x.stride(1);
      for (Range rows : vertical) {
        for (Range columns : horizontal) {
          double sum = 0;
          double largest = -Float.MAX_VALUE;
          for (int row = rows.from; row < rows.to; row++) {
            for (int column = columns.from; column < columns.to; column++) {
              double value = x.values()[start + row * x.dim(3) + column];
              sum += value;
              largest = Math.max(largest, value);
            }
          }
          int count =
              exclusive
                  ? (rows.to - rows.from) * (columns.to - columns.from)
                  : rows.span * columns.span;
          y[at++] = maximum ? largest : sum / count;
        }
      }
    }
    return new PlainTensor(
        x.type(), List.of(x.dim(0), x.dim(1), vertical.size(), horizontal.size()), y);
  }

  private static List<Range> ranges(Call call, int axis, int input) throws InvalidProgramException {
    if (call.flag("global_pooling")) {
      return List.of(Range.adaptive(0, input, 1));
    }
    List<Integer> sizes = call.integers("ksize");
    int size = sizes.get(Math.min(axis, sizes.size() - 1));
    if (call.flag("adaptive")) {
      return IntStream.range(0, size).mapToObj(i -> Range.adaptive(i, input, size)).toList();
    }
    Window window = Window.of(call, axis, input, size, 1);
    return IntStream.range(0, window.outputs(input, call.flag("ceil_mode")))
        .mapToObj(i -> Range.fixed(i, input, window))
        .toList();
  }
}
