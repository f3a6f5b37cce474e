package io.github.matting4j.graph.paddle.interpreter;

import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import java.util.List;

/**
 * The window of a convolution or a pool along one axis.
 *
 * @param size of the window
 * @param stride from one window to the next
 * @param dilation steps between two elements of the window
 * @param before rows or columns added before the input
 * @param after rows or columns added behind the input
 */
record Window(int size, int stride, int dilation, int before, int after) {
  /**
   * Reads the window of an operator.
   *
   * @param axis 0 for rows, 1 for columns
   * @param input size of the input along the axis
   */
  static Window of(Call call, int axis, int input, int size, int dilation)
      throws InvalidProgramException {
    int stride = call.integers("strides").get(axis);
    String algorithm = call.operation().text("padding_algorithm", "EXPLICIT");
    switch (algorithm) {
      case "SAME":
        // As many outputs as strides begin in the input; Paddle drops the dilation here.
        int outputs = (input + stride - 1) / stride;
        int sum = Math.max((outputs - 1) * stride + size - input, 0);
        return new Window(size, stride, 1, sum / 2, sum - sum / 2);
      case "VALID":
        return new Window(size, stride, dilation, 0, 0);
      case "EXPLICIT":
        List<Integer> paddings = call.integers("paddings");
        if (paddings.size() == 2) {
          return new Window(size, stride, dilation, paddings.get(axis), paddings.get(axis));
        }
        return new Window(
            size, stride, dilation, paddings.get(2 * axis), paddings.get(2 * axis + 1));
      default:
        throw call.refusal("the padding " + algorithm);
    }
  }

  /** Number of windows; the division truncates toward zero as Paddle's does. */
  int outputs(int input, boolean ceil) {
    int span = dilation * (size - 1) + 1;
    return (input + before + after - span + (ceil ? stride - 1 : 0)) / stride + 1;
  }

  /** Size of an input that this many windows cover without a rest. */
  int inputs(int windows) {
    return (windows - 1) * stride - before - after + dilation * (size - 1) + 1;
  }
}
