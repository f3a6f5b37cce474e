package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.AlphaResizer;
import io.github.matting4j.kernel.AlphaRows;
import io.github.matting4j.kernel.RgbResizer;
import io.github.matting4j.kernel.RgbRows;
import io.github.matting4j.kernel.TensorPacking;
import io.github.matting4j.model.InferenceException;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scratch of one run: tensors, rows and resizing tables, kept for the next photo of the same
 * size. Not thread-safe: leased to one run at a time.
 */
final class Workspace {
  /** Sigmoids and clips may miss 0 and 1 by rounding; more than this is another kind of output. */
  private static final float RANGE_TOLERANCE = 1e-3f;

  private final TensorPacking packing;
  private final TensorBuffer input = new TensorBuffer(TensorSpec.ElementType.FLOAT);
  private final TensorBuffer output = new TensorBuffer(TensorSpec.ElementType.FLOAT);
  private @Nullable Plan plan;

  /** Everything whose size depends on the geometry. */
  private static final class Plan {
    final InputGeometry geometry;
    final RgbResizer limit;
    final RgbResizer fit;
    final AlphaResizer unfit;
    final AlphaResizer unlimit;
    final int[] pixels;
    final float[] floats;

    Plan(InputGeometry g) {
      geometry = g;
      limit =
          new RgbResizer(
              g.sourceWidth(), g.sourceHeight(), g.intermediateWidth(), g.intermediateHeight());
      fit =
          new RgbResizer(
              g.intermediateWidth(), g.intermediateHeight(), g.resizedWidth(), g.resizedHeight());
      unfit =
          new AlphaResizer(
              g.resizedWidth(), g.resizedHeight(), g.intermediateWidth(), g.intermediateHeight());
      unlimit =
          new AlphaResizer(
              g.intermediateWidth(), g.intermediateHeight(), g.sourceWidth(), g.sourceHeight());
      pixels = new int[g.networkWidth()];
      floats = new float[TensorPacking.scratchLength(g.networkWidth())];
    }

    RgbRows way(RgbRows photo) {
      return step(fit, step(limit, photo));
    }

    private static RgbRows step(RgbResizer resizer, RgbRows rows) {
      if (rows.width() == resizer.width() && rows.height() == resizer.height()) {
        return rows; // a resize to the same size is the identity
      }
      resizer.start(rows);
      return resizer;
    }

    AlphaRows wayBack(AlphaRows alpha) {
      return step(unlimit, step(unfit, alpha));
    }

    private static AlphaRows step(AlphaResizer resizer, AlphaRows rows) {
      if (rows.width() == resizer.width() && rows.height() == resizer.height()) {
        return rows;
      }
      resizer.start(rows);
      return resizer;
    }
  }

  Workspace(TensorPacking packing) {
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
        current.way(RgbRows.of(photo)),
        current.pixels,
        current.floats,
        input.floats(),
        width,
        height);
  }

  /**
   * Makes the matte of the photo from the output tensor.
   *
   * @param outOfRange told the values found when they are outside 0..1 by more than rounding
   * @throws InferenceException if a value is not a number
   */
  AlphaMatte finish(Consumer<String> outOfRange) {
    Plan current = Objects.requireNonNull(plan);
    InputGeometry g = current.geometry;
    FloatBuffer alpha = output.floats();
    clamp(alpha, g, outOfRange);
    AlphaRows rows =
        current.wayBack(AlphaRows.of(alpha, g.networkWidth(), g.resizedWidth(), g.resizedHeight()));
    float[] matte = new float[g.sourceWidth() * g.sourceHeight()];
    for (int y = 0; y < g.sourceHeight(); y++) {
      rows.read(y, matte, y * g.sourceWidth());
    }
    return AlphaMatte.adopt(g.sourceWidth(), g.sourceHeight(), matte);
  }

  private static void clamp(FloatBuffer alpha, InputGeometry g, Consumer<String> outOfRange) {
    float least = 0f;
    float most = 1f;
    for (int y = 0; y < g.resizedHeight(); y++) {
      int row = y * g.networkWidth();
      for (int i = row; i < row + g.resizedWidth(); i++) {
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
    if (least < -RANGE_TOLERANCE || most > 1f + RANGE_TOLERANCE) {
      outOfRange.accept(
          "the network's values reach from "
              + least
              + " to "
              + most
              + " and were cut to 0..1; is this file the model it is taken for?");
    }
  }
}
