package io.github.matting4j.onnx;

import io.github.matting4j.model.InferenceException;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ValueRange;
import java.nio.FloatBuffer;

/**
 * Reads the alpha from an output: its channel, after the activation, scaled from its levels to
 * 0..1. A plane of floats is read in place. Not thread-safe.
 */
final class OutputReader {
  private final TensorSpec declared;
  private final GraphBinding.AlphaValues values;
  private FloatBuffer scratch = FloatBuffer.allocate(0);

  /**
   * A plane of values, row by row.
   *
   * @param values valid until the next reading
   * @param width columns
   * @param height rows
   */
  record Plane(FloatBuffer values, int width, int height) {}

  OutputReader(TensorSpec declared, GraphBinding.AlphaValues values) {
    this.declared = declared;
    this.values = values;
  }

  /**
   * The alpha, not limited to 0..1.
   *
   * @throws InferenceException if the output does not have the form of one picture with the channel
   */
  Plane read(TensorBuffer output) {
    OutputLayout layout = layout(output);
    FloatBuffer plane =
        output.type() == TensorSpec.ElementType.FLOAT
                && layout.pixelStride() == 1
                && values.activation() != Activation.SOFTMAX
            ? output.floats().slice(layout.start(values.channel()), layout.pixels())
            : copied(output, layout);
    if (values.activation() == Activation.SIGMOID) {
      for (int i = 0; i < layout.pixels(); i++) {
        plane.put(i, (float) (1 / (1 + StrictMath.exp(-plane.get(i)))));
      }
    }
    scale(plane, layout.pixels());
    return new Plane(plane, layout.width(), layout.height());
  }

  private OutputLayout layout(TensorBuffer output) {
    try {
      OutputLayout layout = OutputLayout.of(output.shape(), declared);
      if (values.channel() < layout.channels()) {
        return layout;
      }
      throw new IllegalArgumentException(
          "the output " + declared.name() + " has " + layout.channels() + " channels");
    } catch (IllegalArgumentException e) {
      throw new InferenceException(
          e.getMessage()
              + "; needed is channel "
              + values.channel()
              + ", counted from 0, of one picture; correct the output of the recipe",
          e);
    }
  }

  private FloatBuffer copied(TensorBuffer output, OutputLayout layout) {
    if (scratch.capacity() < layout.pixels()) {
      scratch = FloatBuffer.allocate(layout.pixels());
    }
    int start = layout.start(values.channel());
    for (int i = 0; i < layout.pixels(); i++) {
      int pixel = i * layout.pixelStride();
      scratch.put(
          i,
          values.activation() == Activation.SOFTMAX
              ? share(output, pixel, layout)
              : output.get(pixel + start));
    }
    return scratch;
  }

  /** The channel's share of a pixel, by softmax. */
  private float share(TensorBuffer output, int pixel, OutputLayout layout) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < layout.channels(); c++) {
      largest = Math.max(largest, output.get(pixel + layout.start(c)));
    }
    double sum = 0;
    for (int c = 0; c < layout.channels(); c++) {
      sum += StrictMath.exp(output.get(pixel + layout.start(c)) - (double) largest);
    }
    float own = output.get(pixel + layout.start(values.channel()));
    return (float) (StrictMath.exp(own - (double) largest) / sum);
  }

  private void scale(FloatBuffer plane, int count) {
    ValueRange levels = values.levels();
    if (levels.equals(ValueRange.UNIT)) {
      return;
    }
    double length = levels.high() - levels.low();
    for (int i = 0; i < count; i++) {
      plane.put(i, (float) ((plane.get(i) - levels.low()) / length));
    }
  }
}
