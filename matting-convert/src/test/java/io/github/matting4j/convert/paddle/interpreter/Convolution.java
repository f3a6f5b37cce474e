package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Convolutions over two axes, in groups of channels. */
final class Convolution {
  private Convolution() {}

  static PlainTensor convolve(Call call) throws InvalidProgramException {
    call.requireChannelsFirst();
    PlainTensor input = call.tensor("Input");
    PlainTensor filter = call.tensor("Filter");
    Optional<PlainTensor> bias = call.optional("Bias");
    int groups = call.integer("groups", 1);
    List<Integer> dilations = call.integers("dilations");
    int rows = input.dim(2);
    int columns = input.dim(3);
    Window vertical = Window.of(call, 0, rows, filter.dim(2), dilation(dilations, 0));
    Window horizontal = Window.of(call, 1, columns, filter.dim(3), dilation(dilations, 1));
    int outRows = vertical.outputs(rows, false);
    int outColumns = horizontal.outputs(columns, false);
    int outChannels = filter.dim(0);
    int groupChannels = filter.dim(1);
    if (groupChannels * groups != input.dim(1) || outChannels % groups != 0) {
      throw new InvalidProgramException("The channels do not fit " + groups + " groups");
    }
    double[] x = input.values();
    double[] w = filter.values();
    double[] y = new double[input.dim(0) * outChannels * outRows * outColumns];
    double[] plane = new double[outRows * outColumns];
    for (int image = 0; image < input.dim(0); image++) {
      for (int out = 0; out < outChannels; out++) {
        Arrays.fill(plane, bias.isPresent() ? bias.get().values()[out] : 0);
        int firstChannel = out / (outChannels / groups) * groupChannels;
        for (int channel = 0; channel < groupChannels; channel++) {
          int from = (image * input.dim(1) + firstChannel + channel) * rows * columns;
          for (int ky = 0; ky < vertical.size(); ky++) {
            for (int kx = 0; kx < horizontal.size(); kx++) {
              double weight =
                  w[
                      ((out * groupChannels + channel) * vertical.size() + ky) * horizontal.size()
                          + kx];
              for (int oy = 0; oy < outRows; oy++) {
                int iy = oy * vertical.stride() - vertical.before() + ky * vertical.dilation();
                if (iy < 0 || iy >= rows) {
                  continue;
                }
                for (int ox = 0; ox < outColumns; ox++) {
                  int ix =
                      ox * horizontal.stride() - horizontal.before() + kx * horizontal.dilation();
                  if (ix >= 0 && ix < columns) {
                    plane[oy * outColumns + ox] += weight * x[from + iy * columns + ix];
                  }
                }
              }
            }
          }
        }
        System.arraycopy(plane, 0, y, (image * outChannels + out) * plane.length, plane.length);
      }
    }
    return new PlainTensor(
        input.type(), List.of(input.dim(0), outChannels, outRows, outColumns), y);
  }

  /**
   * Spreads every input over a window of outputs; the filter is [in, out / groups, rows, columns].
   */
  static PlainTensor transposed(Call call) throws InvalidProgramException {
    call.requireChannelsFirst();
    PlainTensor input = call.tensor("Input");
    PlainTensor filter = call.tensor("Filter");
    int groups = call.integer("groups", 1);
    List<Integer> dilations = call.integers("dilations");
    if (!call.integers("output_padding").isEmpty()
        || !call.integers("", "OutputSizeTensor", "output_size").isEmpty()
        || !call.operation().text("padding_algorithm", "EXPLICIT").equals("EXPLICIT")) {
      throw call.refusal("an output size");
    }
    int rows = input.dim(2);
    int columns = input.dim(3);
    Window vertical = Window.of(call, 0, rows, filter.dim(2), dilation(dilations, 0));
    Window horizontal = Window.of(call, 1, columns, filter.dim(3), dilation(dilations, 1));
    int outRows = vertical.inputs(rows);
    int outColumns = horizontal.inputs(columns);
    int groupOutputs = filter.dim(1);
    int groupInputs = input.dim(1) / groups;
    int outChannels = groupOutputs * groups;
    double[] y = new double[input.dim(0) * outChannels * outRows * outColumns];
    for (int i = 0; i < input.values().length; i++) {
      int column = i % columns;
      int row = i / columns % rows;
      int channel = i / columns / rows % input.dim(1);
      int image = i / columns / rows / input.dim(1);
      for (int out = 0; out < groupOutputs; out++) {
        int plane = image * outChannels + channel / groupInputs * groupOutputs + out;
        for (int ky = 0; ky < vertical.size(); ky++) {
          int oy = row * vertical.stride() - vertical.before() + ky * vertical.dilation();
          for (int kx = 0; kx < horizontal.size(); kx++) {
            int ox =
                column * horizontal.stride() - horizontal.before() + kx * horizontal.dilation();
            if (oy >= 0 && oy < outRows && ox >= 0 && ox < outColumns) {
              y[(plane * outRows + oy) * outColumns + ox] +=
                  input.values()[i]
                      * filter
                          .values()[
                          ((channel * groupOutputs + out) * vertical.size() + ky)
                                  * horizontal.size()
                              + kx];
            }
          }
        }
      }
    }
    return new PlainTensor(
        input.type(), List.of(input.dim(0), outChannels, outRows, outColumns), y);
  }

  private static int dilation(List<Integer> dilations, int axis) {
    return dilations.isEmpty() ? 1 : dilations.get(axis);
  }
}
