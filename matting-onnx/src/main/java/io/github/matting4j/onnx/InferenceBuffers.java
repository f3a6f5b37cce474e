package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.onnx.size.InputGeometry;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private final GraphBinding binding;
  private final TensorBuffer picture;
  private final TensorBuffer alpha;
  private final List<TensorBuffer> extras = new ArrayList<>();
  private final FrameStates zeros;
  private final OutputReader reader;
  private @Nullable Plan plan;

  /** Everything whose size depends on the geometry. */
  private static final class Plan {
    final InputGeometry geometry;
    final List<Stage> stages;
    final int[] pixels;
    final float[] floats;
    private @Nullable AlphaResizer enlarger;

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

    /** Whether an output plane is as large as the picture that the network got. */
    boolean isNetworkSize(OutputReader.Plane plane) {
      return plane.width() == geometry.networkWidth() && plane.height() == geometry.networkHeight();
    }

    /** The matte's rows: of another size than the network's at once, unless there is padding. */
    AlphaRows matte(OutputReader.Plane plane) {
      AlphaRows rows = AlphaRows.of(plane.values(), plane.width(), plane.width(), plane.height());
      if (isNetworkSize(plane)) {
        return inverse(rows);
      }
      return geometry.isPadded()
          ? inverse(resized(rows, geometry.networkWidth(), geometry.networkHeight()))
          : resized(rows, geometry.sourceWidth(), geometry.sourceHeight());
    }

    private AlphaRows resized(AlphaRows rows, int width, int height) {
      AlphaResizer resizer = enlarger;
      if (resizer == null) {
        resizer = new AlphaResizer(rows.width(), rows.height(), width, height);
        enlarger = resizer;
      }
      resizer.start(rows);
      return resizer;
    }
  }

  InferenceBuffers(GraphBinding binding) {
    this.binding = binding;
    this.picture = new TensorBuffer(binding.picture().type());
    this.alpha = new TensorBuffer(binding.alpha().type());
    binding.extras().forEach(e -> extras.add(new TensorBuffer(e.declaration().type())));
    this.zeros = new FrameStates(binding.states());
    this.reader = new OutputReader(binding.alpha(), binding.values());
  }

  /** The inputs by name: the picture, the extra inputs, and the states of this frame or zeros. */
  Map<String, TensorBuffer> inputs(Optional<FrameStates> states) {
    Map<String, TensorBuffer> inputs = new HashMap<>();
    inputs.put(binding.picture().name(), picture);
    for (int i = 0; i < extras.size(); i++) {
      inputs.put(binding.extras().get(i).declaration().name(), extras.get(i));
    }
    states.orElse(zeros).addInputs(inputs);
    return inputs;
  }

  /** The outputs by name: the alpha, and the states of the next frame. */
  Map<String, TensorBuffer> outputs(Optional<FrameStates> states) {
    Map<String, TensorBuffer> outputs = new HashMap<>();
    outputs.put(binding.alpha().name(), alpha);
    states.ifPresent(s -> s.addOutputs(outputs));
    return outputs;
  }

  /** Fills the inputs from the photo and shapes the output. */
  void prepare(ArgbImage photo, InputGeometry geometry) {
    int width = geometry.networkWidth();
    int height = geometry.networkHeight();
    picture.shape(binding.pictureShape(width, height));
    Plan current = plan;
    if (current == null || !current.geometry.equals(geometry)) {
      current = new Plan(geometry);
      plan = current;
      shapeAlpha(width, height);
      for (int i = 0; i < extras.size(); i++) {
        binding.extras().get(i).fill(extras.get(i), width, height, binding.byPixel());
      }
    }
    binding
        .packing()
        .pack(
            current.forward(PixelRows.of(photo)),
            current.pixels,
            current.floats,
            picture.target(),
            width,
            height);
  }

  private void shapeAlpha(int width, int height) {
    if (binding.isAlphaAsLarge()) {
      alpha.shape(1, 1, height, width);
    } else {
      alpha.leaveOpen();
    }
  }

  /**
   * Makes the matte of the photo from the output tensor.
   *
   * @param notes receives warnings about the values
   * @throws InferenceException if a value is not a number, or far above 1
   */
  AlphaMatte finish(Consumer<String> notes) {
    Plan current = Objects.requireNonNull(plan);
    InputGeometry g = current.geometry;
    OutputReader.Plane plane = reader.read(alpha);
    InputGeometry seen = g.withoutLastPadding();
    int columns = share(plane.width(), seen.networkWidth(), g.networkWidth());
    int rows = share(plane.height(), seen.networkHeight(), g.networkHeight());
    if (binding.values().stretched()) {
      stretch(plane, columns, rows, notes);
    }
    if (current.isNetworkSize(plane)) {
      clamp(plane, columns, rows, notes);
    } else {
      clamp(plane, plane.width(), plane.height(), notes); // the resize reads into the padding
    }
    AlphaRows alphas = current.matte(plane);
    float[] matte = new float[g.sourceWidth() * g.sourceHeight()];
    for (int y = 0; y < g.sourceHeight(); y++) {
      alphas.read(y, matte, y * g.sourceWidth());
    }
    return AlphaMatte.adopt(g.sourceWidth(), g.sourceHeight(), matte);
  }

  private static int share(int plane, int seen, int network) {
    return (int) (((long) plane * seen + network - 1) / network);
  }

  /** Makes the smallest value of an area 0 and the largest 1; one value everywhere stays. */
  private static void stretch(
      OutputReader.Plane plane, int columns, int rows, Consumer<String> notes) {
    FloatBuffer values = plane.values();
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int y = 0; y < rows; y++) {
      int row = y * plane.width();
      for (int i = row; i < row + columns; i++) {
        least = Math.min(least, values.get(i));
        most = Math.max(most, values.get(i));
      }
    }
    float length = most - least;
    if (!(length > 0) || !Float.isFinite(length)) {
      return;
    }
    for (int i = 0; i < plane.width() * plane.height(); i++) {
      values.put(i, (values.get(i) - least) / length);
    }
    notes.accept(
        "the network's values reach from "
            + least
            + " to "
            + most
            + " and were stretched to 0..1, as the recipe states; a photo without a subject gets an"
            + " arbitrary matte that way");
  }

  private void clamp(OutputReader.Plane plane, int columns, int rows, Consumer<String> notes) {
    FloatBuffer alphas = plane.values();
    float least = 0f;
    float most = 1f;
    for (int y = 0; y < rows; y++) {
      int row = y * plane.width();
      for (int i = row; i < row + columns; i++) {
        float a = alphas.get(i);
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
        alphas.put(i, a < 0f ? 0f : 1f);
      }
    }
    if (most > MAX_ALPHA) {
      throw new InferenceException(
          "the network's values reach from "
              + least
              + " to "
              + most
              + "; an alpha of 0..1 was expected; "
              + binding.values().remedy()
              + "; else the file is not the model it is taken for");
    }
    if (least < -RANGE_TOLERANCE || most > 1f + RANGE_TOLERANCE) {
      notes.accept(
          "the network's values reach from "
              + least
              + " to "
              + most
              + " and were clamped to 0..1; check that this file is the intended model");
    }
  }
}
