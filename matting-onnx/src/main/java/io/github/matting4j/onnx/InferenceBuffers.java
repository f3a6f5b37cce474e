package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.InferenceException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scratch of one run: tensors, rows and resizing tables, kept for the next photo of the same
 * size. Not thread-safe: leased to one run at a time.
 */
final class InferenceBuffers {
  /** Sigmoids and clips may miss 0 and 1 by rounding; a larger excess is another kind of output. */
  private static final float RANGE_TOLERANCE = 1e-3f;

  /** From this value on the output is in levels of 0..255, or not an alpha. */
  private static final float MAX_ALPHA = 2f;

  private final TensorPacking packing;
  private final TensorBuffer input = new TensorBuffer(TensorSpec.ElementType.FLOAT);
  private final TensorBuffer output = new TensorBuffer(TensorSpec.ElementType.FLOAT);
  private @Nullable Plan plan;

  /** Everything whose size depends on the geometry. */
  private static final class Plan {
    final InputGeometry geometry;
    final List<Stage> stages;
    final int[] pixels;
    final float[] floats;

    Plan(InputGeometry g) {
      geometry = g;
      stages = Stage.all(g);
      pixels = new int[g.networkWidth()];
      floats = new float[TensorPacking.scratchLength(g.networkWidth())];
    }

    PixelRows forward(PixelRows photo) {
      PixelRows rows = photo;
      for (Stage stage : stages) {
        rows = stage.forward(rows);
      }
      return rows;
    }

    AlphaRows inverse(AlphaRows alpha) {
      AlphaRows rows = alpha;
      for (int i = stages.size() - 1; i >= 0; i--) {
        rows = stages.get(i).inverse(rows);
      }
      return rows;
    }
  }

  InferenceBuffers(TensorPacking packing) {
    this.packing = packing;
  }

  TensorBuffer input() {
    return input;
  }

  TensorBuffer output() {
    return output;
  }

  /** Fills the input tensor from the photo and shapes the output. */
  void prepare(ArgbImage photo, InputGeometry geometry) {
    int width = geometry.networkWidth();
    int height = geometry.networkHeight();
    input.shape(1, 3, height, width);
    output.shape(1, 1, height, width);
    Plan current = plan;
    if (current == null || !current.geometry.equals(geometry)) {
      current = new Plan(geometry);
      plan = current;
    }
    packing.pack(
        current.forward(PixelRows.of(photo)),
        current.pixels,
        current.floats,
        input.floats(),
        width,
        height);
  }

  /**
   * Makes the matte of the photo from the output tensor.
   *
   * @param outOfRange receives a warning if values are outside 0..1 by more than rounding
   * @throws InferenceException if a value is not a number, or far above 1
   */
  AlphaMatte finish(Consumer<String> outOfRange) {
    Plan current = Objects.requireNonNull(plan);
    InputGeometry g = current.geometry;
    FloatBuffer alpha = output.floats();
    clamp(alpha, g, outOfRange);
    AlphaRows rows =
        current.inverse(AlphaRows.of(alpha, g.networkWidth(), g.networkWidth(), g.networkHeight()));
    float[] matte = new float[g.sourceWidth() * g.sourceHeight()];
    for (int y = 0; y < g.sourceHeight(); y++) {
      rows.read(y, matte, y * g.sourceWidth());
    }
    return AlphaMatte.adopt(g.sourceWidth(), g.sourceHeight(), matte);
  }

  private static void clamp(FloatBuffer alpha, InputGeometry g, Consumer<String> outOfRange) {
    float least = 0f;
    float most = 1f;
    InputGeometry seen = g.withoutLastPadding();
    for (int y = 0; y < seen.networkHeight(); y++) {
      int row = y * g.networkWidth();
      for (int i = row; i < row + seen.networkWidth(); i++) {
        float a = alpha.get(i);
        if (a >= 0f && a <= 1f) {
          continue;
        }
        if (!Float.isFinite(a)) {
          throw new InferenceException(
              "the network gave "
                  + a
                  + " at x="
                  + (i - row)
                  + ", y="
                  + y
                  + "; the weights are damaged, or not made for this precision or device");
        }
        least = Math.min(least, a);
        most = Math.max(most, a);
        alpha.put(i, a < 0f ? 0f : 1f);
      }
    }
    if (most > MAX_ALPHA) {
      throw new InferenceException(
          "the network's values reach from "
              + least
              + " to "
              + most
              + "; an alpha of 0..1 was expected. If they are levels of 0..255, convert the model"
              + " again with a division by 255 at its end; else the file is not the model it is"
              + " taken for");
    }
    if (least < -RANGE_TOLERANCE || most > 1f + RANGE_TOLERANCE) {
      outOfRange.accept(
          "the network's values reach from "
              + least
              + " to "
              + most
              + " and were clamped to 0..1; check that this file is the intended model");
    }
  }
}
