package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Products of matrices along the last two axes. */
final class MatrixProduct {
  private MatrixProduct() {}

  static PlainTensor version2(Call call) throws InvalidProgramException {
    return multiply(call, call.flag("trans_x"), call.flag("trans_y"), 1);
  }

  static PlainTensor version1(Call call) throws InvalidProgramException {
    return multiply(
        call,
        call.flag("transpose_X"),
        call.flag("transpose_Y"),
        call.operation().real("alpha", 1));
  }

  private static PlainTensor multiply(
      Call call, boolean transposeX, boolean transposeY, double factor)
      throws InvalidProgramException {
    PlainTensor x = matrix(call, "X", transposeX);
    PlainTensor y = matrix(call, "Y", transposeY);
    int rank = Math.max(x.rank(), y.rank());
    List<Integer> left = batch(x, rank);
    List<Integer> right = batch(y, rank);
    int rows = x.dim(-2);
    int inner = x.dim(-1);
    int columns = y.dim(-1);
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < rank - 2; i++) {
      dims.add(Math.max(left.get(i), right.get(i)));
    }
    int batches = PlainTensor.count(dims);
    double[] values = new double[batches * rows * columns];
    for (int batch = 0; batch < batches; batch++) {
      int fromX = PlainElementwise.position(batch, dims, left) * rows * inner;
      int fromY = PlainElementwise.position(batch, dims, right) * inner * columns;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          double sum = 0;
          for (int i = 0; i < inner; i++) {
            sum += x.values()[fromX + row * inner + i] * y.values()[fromY + i * columns + column];
          }
          values[(batch * rows + row) * columns + column] = factor * sum;
        }
      }
    }
    dims.add(rows);
    dims.add(columns);
    return new PlainTensor(x.type(), dims, values);
  }

  private static PlainTensor matrix(Call call, String slot, boolean transposed)
      throws InvalidProgramException {
    PlainTensor tensor = call.tensor(slot);
    if (tensor.rank() < 2) {
      throw call.refusal("a vector");
    }
    if (!transposed) {
      return tensor;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, tensor.rank()).boxed().toList());
    Collections.swap(order, tensor.rank() - 1, tensor.rank() - 2);
    return Shapes.transpose(tensor, order);
  }

  private static List<Integer> batch(PlainTensor tensor, int rank) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(rank - tensor.rank(), 1));
    dims.addAll(tensor.dims().subList(0, tensor.rank() - 2));
    return dims;
  }
}
