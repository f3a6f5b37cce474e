package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A value of a run. The elements of every type are held as doubles, which represent all of them
 * exactly (64-bit integers up to 2^53).
 *
 * @param type which the elements are rounded to
 * @param dims sizes, the last runs fastest; empty for a scalar
 * @param values elements; neither copied nor changed after construction
 */
public record PlainTensor(DataType type, List<Integer> dims, double[] values) {
  /** Rounds the elements to their type, in place. */
  public PlainTensor {
    dims = List.copyOf(dims);
    if (values.length != count(dims)) {
      throw new IllegalArgumentException(values.length + " elements for the sizes " + dims);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(type, values[i]);
    }
  }

  private static double rounded(DataType type, double value) {
    return switch (type) {
      case FLOAT32 -> (float) value;
      case FLOAT64 -> value;
      case BOOL -> value != 0 ? 1 : 0;
      case INT8 -> (byte) value;
      case UINT8 -> (int) value & 0xff;
      case INT16 -> (short) value;
      case INT32 -> (int) value;
      case INT64 -> (long) value;
      case FLOAT16, BFLOAT16 -> throw new IllegalArgumentException(type + " is not supported");
    };
  }

  /** Creates a tensor of 32-bit floats. */
  public static PlainTensor of(List<Integer> dims, float[] elements) {
    double[] values = new double[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements[i];
    }
    return new PlainTensor(DataType.FLOAT32, dims, values);
  }

  /** Creates a tensor without axes. */
  static PlainTensor scalar(DataType type, double value) {
    return new PlainTensor(type, List.of(), new double[] {value});
  }

  /** Reads a parameter. */
  static PlainTensor of(Parameter parameter) throws IOException, InvalidProgramException {
    ByteBuffer bytes = parameter.bytes();
    double[] values = new double[bytes.remaining() / parameter.type().bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (parameter.type()) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case INT32 -> bytes.getInt();
            case INT64 -> bytes.getLong();
            case INT16 -> bytes.getShort();
            case INT8, UINT8, BOOL -> bytes.get();
            case FLOAT16, BFLOAT16 ->
                throw new InvalidProgramException(
                    "Parameter '" + parameter.name() + "' is " + parameter.type());
          };
    }
    return new PlainTensor(
        parameter.type(), parameter.dims().stream().map(Math::toIntExact).toList(), values);
  }

  /** Number of axes. */
  public int rank() {
    return dims.size();
  }

  /** Size of an axis; negative axes count from the last. */
  public int dim(int axis) {
    return dims.get(axis(axis));
  }

  /** An axis as a number from 0 on; negative ones count from the last. */
  int axis(long axis) {
    return (int) (axis < 0 ? axis + rank() : axis);
  }

  /** Elements between two neighbours along an axis. */
  int stride(int axis) {
    return count(dims.subList(axis + 1, rank()));
  }

  /** The same elements with other sizes. */
  PlainTensor reshaped(List<Integer> newDims) {
    return new PlainTensor(type, newDims, values);
  }

  /** The elements as 32-bit floats. */
  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Number of elements that sizes hold. */
  static int count(List<Integer> dims) {
    int count = 1;
    for (int dim : dims) {
      count = Math.multiplyExact(count, dim);
    }
    return count;
  }

  @Override
  public String toString() {
    return type + dims.toString();
  }
}
