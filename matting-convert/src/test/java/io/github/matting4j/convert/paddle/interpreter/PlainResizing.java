package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.List;
import java.util.Optional;

/** Resizes images over two axes. The coordinates are computed in Paddle's precision. */
final class PlainResizing {
  private PlainResizing() {}

  /**
   * One axis of a resize.
   *
   * @param input its size before
   * @param output its size after
   * @param ratio input steps for one output step
   */
  private record Axis(int input, int output, float ratio) {}

  /**
   * Where an output lies between two inputs.
   *
   * @param first index of one
   * @param second index of its neighbour
   * @param weight of the neighbour, 0 to 1
   */
  private record Place(int first, int second, float weight) {}

  private interface Placement {
    Place at(Axis axis, int output);
  }

  static PlainTensor bilinear(Call call) throws InvalidProgramException {
    boolean corners = call.operation().flag("align_corners", true);
    boolean centres = !corners && call.integer("align_mode", 1) == 0;
    return resize(
        call, corners, centres ? PlainResizing::betweenCentres : PlainResizing::betweenOrigins);
  }

  static PlainTensor nearest(Call call) throws InvalidProgramException {
    boolean corners = call.operation().flag("align_corners", true);
    return resize(
        call,
        corners,
        (axis, output) -> {
          int index = (int) (corners ? axis.ratio * output + 0.5 : axis.ratio * output);
          return new Place(index, index, 0);
        });
  }

  private static Place betweenCentres(Axis axis, int output) {
    double source = axis.ratio * (output + 0.5) - 0.5;
    int first = Math.max((int) source, 0);
    float weight = Math.max((float) source, 0) - first;
    return new Place(first, Math.min(first + 1, axis.input - 1), weight);
  }

  private static Place betweenOrigins(Axis axis, int output) {
    float source = axis.ratio * output;
    int first = (int) source;
    return new Place(first, Math.min(first + 1, axis.input - 1), source - first);
  }

  private static PlainTensor resize(Call call, boolean corners, Placement placement)
      throws InvalidProgramException {
    call.requireChannelsFirst();
    PlainTensor x = call.tensor("X");
    Axis rows = axis(call, 0, x.dim(2), corners);
    Axis columns = axis(call, 1, x.dim(3), corners);
    if (rows.input == rows.output && columns.input == columns.output) {
      return x;
    }
    int planes = x.dim(0) * x.dim(1);
    double[] y = new double[planes * rows.output * columns.output];
    int at = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < rows.output; row++) {
        Place vertical = placement.at(rows, row);
        int upper = (plane * rows.input + vertical.first) * columns.input;
        int lower = (plane * rows.input + vertical.second) * columns.input;
        for (int column = 0; column < columns.output; column++) {
          Place horizontal = placement.at(columns, column);
          double above = between(x.values(), upper, horizontal);
          double below = between(x.values(), lower, horizontal);
          y[at++] = above * (1 - vertical.weight) + below * vertical.weight;
        }
      }
    }
    return new PlainTensor(x.type(), List.of(x.dim(0), x.dim(1), rows.output, columns.output), y);
  }

  private static double between(double[] values, int row, Place place) {
    return values[row + place.first] * (1 - place.weight)
        + values[row + place.second] * place.weight;
  }

  /** The size in elements beats the scale, and the scale beats the size in attributes. */
  private static Axis axis(Call call, int axis, int input, boolean corners)
      throws InvalidProgramException {
    int output = call.integer(axis == 0 ? "out_h" : "out_w", -1);
    float scale = 0;
    List<PlainTensor> sizes = call.tensors("SizeTensor");
    Optional<PlainTensor> size = call.optional("OutSize");
    if (!sizes.isEmpty()) {
      output = (int) sizes.get(axis).values()[0];
    } else {
      scale = scale(call, axis);
      if (scale > 0) {
        output = (int) (input * scale);
      }
      if (size.isPresent()) {
        output = (int) size.get().values()[axis];
      }
    }
    float ratio = 0;
    if (output > 1) {
      if (corners) {
        ratio = (float) (input - 1) / (output - 1);
      } else {
        ratio = scale > 0 ? 1 / scale : (float) input / output;
      }
    }
    return new Axis(input, output, ratio);
  }

  private static float scale(Call call, int axis) throws InvalidProgramException {
    Optional<PlainTensor> tensor = call.optional("Scale");
    double[] scales =
        tensor.isPresent()
            ? tensor.get().values()
            : call.operation().reals("scale").stream().mapToDouble(Double::doubleValue).toArray();
    return scales.length == 0 ? 0 : (float) scales[Math.min(axis, scales.length - 1)];
  }
}
