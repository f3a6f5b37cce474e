package io.github.matting4j.onnx;

import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.ValueRange;
import java.util.Arrays;
import java.util.List;

/**
 * Which tensors of an open graph are what, and what their values mean. Immutable and thread-safe.
 *
 * @param picture the input that gets the photo
 * @param packing how pixels become its values
 * @param byPixel whether its channels are its last dimension
 * @param alpha the output that is read
 * @param values what the output's values mean
 * @param isAlphaAsLarge whether the output is one plane as large as the picture; if not, its shape
 *     is the engine's
 * @param states of a recurrent network
 * @param extras the other inputs
 */
record GraphBinding(
    TensorSpec picture,
    TensorPacking packing,
    boolean byPixel,
    TensorSpec alpha,
    AlphaValues values,
    boolean isAlphaAsLarge,
    List<State> states,
    List<Extra> extras) {

  /**
   * What the values of an output mean.
   *
   * @param channel the one that is the alpha
   * @param activation computed first
   * @param levels of transparent and opaque
   * @param stretched whether the smallest becomes 0 and the largest 1
   * @param remedy what to do about values that are no alpha
   */
  record AlphaValues(
      int channel, Activation activation, ValueRange levels, boolean stretched, String remedy) {}

  /**
   * A state and its tensors' type.
   *
   * @param names of input and output, and the first shape
   * @param type of its elements
   */
  record State(RecurrentState names, TensorSpec.ElementType type) {}

  /**
   * An input that is neither the picture nor a state.
   *
   * @param declaration in the graph
   * @param source of its elements
   */
  record Extra(TensorSpec declaration, ExtraInput source) {

    /** Shapes and fills it for a picture of this size. */
    void fill(TensorBuffer buffer, int width, int height, boolean byPixel) {
      buffer.shape(shape(width, height, byPixel));
      List<Double> values = source.values();
      for (int i = 0; i < buffer.count(); i++) {
        buffer.set(
            i,
            switch (source.kind()) {
              case VALUES -> values.get(i);
              case FILL -> values.get(0);
              case LONG_SIDE_RATIO -> Math.min(1, values.get(0) / Math.max(width, height));
            });
      }
    }

    private long[] shape(int width, int height, boolean byPixel) {
      long[] dims = declaration.dims().stream().mapToLong(Long::longValue).toArray();
      boolean isPicture = source.kind() == ExtraInput.Kind.FILL && dims.length == 4;
      for (int i = 0; i < dims.length; i++) {
        if (dims[i] == TensorSpec.ANY) {
          boolean isRow = i == (byPixel ? 1 : 2);
          boolean isColumn = i == (byPixel ? 2 : 3);
          dims[i] = isPicture && isRow ? height : isPicture && isColumn ? width : 1;
        }
      }
      if (source.kind() == ExtraInput.Kind.VALUES && declaration.dims().equals(List.of(-1L))) {
        return new long[] {source.values().size()};
      }
      return dims;
    }

    /** The number of elements for a picture of one pixel. */
    long elements() {
      return Arrays.stream(shape(1, 1, false)).reduce(1, (a, b) -> a * b);
    }
  }

  /** First input: planes of floats; first output: one plane of floats as large, an alpha. */
  static GraphBinding plain(OnnxSession session, TensorPacking packing) {
    return new GraphBinding(
        session.inputs().get(0),
        packing,
        false,
        session.outputs().get(0),
        new AlphaValues(
            0,
            Activation.NONE,
            ValueRange.UNIT,
            false,
            "if they are levels of 0..255, convert the model again with a division by 255 at its"
                + " end"),
        true,
        List.of(),
        List.of());
  }

  /** The shape of the picture's tensor. */
  long[] pictureShape(int width, int height) {
    long[] shape = byPixel ? new long[] {1, height, width, 3} : new long[] {1, 3, height, width};
    return picture.rank() == 3 ? Arrays.copyOfRange(shape, 1, 4) : shape;
  }
}
