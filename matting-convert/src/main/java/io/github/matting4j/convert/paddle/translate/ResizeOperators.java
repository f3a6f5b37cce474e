package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bilinear and nearest-neighbour interpolation. */
final class ResizeOperators {
  /** As half_pixel, but a result of one cell is the first cell of the input, as in Paddle. */
  private static final String FIRST_IF_SINGLE = "pytorch_half_pixel";

  private ResizeOperators() {}

  static void bilinear(Operation operation, Translation to) throws InvalidProgramException {
    String coordinates;
    if (operation.flag("align_corners", true)) {
      coordinates = "align_corners";
    } else if (operation.integer("align_mode", 1) == 1) {
      coordinates = "asymmetric";
    } else {
      coordinates = FIRST_IF_SINGLE; // so do Paddle 2.6 and 3.1
    }
    resize(operation, to, coordinates, Node.attribute("mode", "linear"));
  }

  static void nearest(Operation operation, Translation to) throws InvalidProgramException {
    boolean corners = operation.flag("align_corners", true);
    resize(
        operation,
        to,
        corners ? "align_corners" : "asymmetric",
        Node.attribute("mode", "nearest"),
        Node.attribute("nearest_mode", corners ? "round_prefer_ceil" : "floor"));
  }

  private static void resize(
      Operation operation, Translation to, String coordinates, WireField... others)
      throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_layout");
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("X");
    to.requireRank(operation, x, 4);
    List<Size> from = to.dims(x);
    String output = operation.requiredOutput("Out");
    Optional<List<Size>> target = target(operation, to);
    if (target.isPresent()) {
      List<Size> dims = List.of(from.get(0), from.get(1), target.get().get(0), target.get().get(1));
      to.node(
          operation,
          output,
          dims,
          "Resize",
          List.of(to.tensor(x), "", "", to.graph().sizes(dims)),
          attributes(coordinates, others));
      return;
    }
    List<Float> factors = factors(operation);
    List<Size> dims = new ArrayList<>(from.subList(0, 2));
    for (int i = 0; i < 2; i++) {
      Optional<Size> scaled = scaled(from.get(i + 2), factors.get(i));
      dims.add(scaled.orElse(Size.axis(output, i + 2)));
    }
    // the two differ in results of one cell only, and ONNX Runtime is faster at half_pixel
    boolean isNeverSingle = factors.stream().allMatch(factor -> factor >= 2);
    String chosen =
        coordinates.equals(FIRST_IF_SINGLE) && isNeverSingle ? "half_pixel" : coordinates;
    String scales = to.graph().floats(new float[] {1, 1, factors.get(0), factors.get(1)}, 4);
    to.node(
        operation,
        output,
        dims,
        "Resize",
        List.of(to.tensor(x), "", scales),
        attributes(chosen, others));
  }

  private static WireField[] attributes(String coordinates, WireField... others) {
    WireField[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = Node.attribute("coordinate_transformation_mode", coordinates);
    return all;
  }

  /** Height and width if the program states them: by values, or by attributes without a factor. */
  private static Optional<List<Size>> target(Operation operation, Translation to)
      throws InvalidProgramException {
    Optional<String> outSize = operation.input("OutSize");
    List<String> sizeTensor = operation.inputs("SizeTensor");
    List<Size> sizes;
    if (outSize.isPresent() || !sizeTensor.isEmpty()) {
      Optional<List<Size>> elements =
          outSize.isPresent() ? to.elements(outSize.get()) : to.elements(sizeTensor);
      sizes =
          elements.orElseThrow(
              () ->
                  Checks.unsupported(
                      operation, "a size that a run computes from more than the input's size"));
    } else if (operation.input("Scale").isPresent()) {
      throw Checks.unsupported(operation, "a factor that a run computes");
    } else if (!operation.reals("scale").isEmpty() && operation.reals("scale").get(0) > 0) {
      return Optional.empty();
    } else {
      sizes =
          List.of(Size.of(operation.integer("out_h", 0)), Size.of(operation.integer("out_w", 0)));
    }
    if (sizes.size() != 2 || sizes.stream().anyMatch(size -> size.constant().orElse(1) < 1)) {
      throw Checks.unsupported(operation, "the size " + sizes);
    }
    List<Size> opened = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      opened.add(opened(sizes.get(i), i + 2, to));
    }
    if (!opened.equals(sizes)) {
      to.rewrote(
          "'"
              + operation.requiredOutput("Out")
              + "' has the size "
              + opened
              + " instead of "
              + sizes);
    }
    return Optional.of(opened);
  }

  private static Size opened(Size size, int axis, Translation to) {
    OptionalLong baked = size.constant();
    return baked.isEmpty() ? size : to.sizes().explain(baked.getAsLong(), axis).orElse(size);
  }

  private static List<Float> factors(Operation operation) throws InvalidProgramException {
    List<Float> factors = new ArrayList<>();
    for (double factor : operation.reals("scale")) {
      if (!(factor > 0 && factor <= 1024)) {
        throw Checks.unsupported(operation, "the factor " + factor);
      }
      factors.add((float) factor);
    }
    if (factors.size() == 1) {
      factors.add(factors.get(0));
    }
    if (factors.size() != 2) {
      throw Checks.unsupported(operation, factors.size() + " factors");
    }
    return factors;
  }

  /** A size times a factor, rounded down, for factors that are whole or the inverse of whole. */
  private static Optional<Size> scaled(Size size, float factor) {
    if (factor == Math.rint(factor)) {
      return Optional.of(size.times((long) factor));
    }
    float inverse = 1 / factor;
    // only powers of two have an exact inverse
    return inverse == Math.rint(inverse) && Integer.bitCount((int) inverse) == 1
        ? Optional.of(size.floorDiv((long) inverse))
        : size.isConstant()
            ? Optional.of(Size.of((long) (size.constant().getAsLong() * factor)))
            : Optional.empty();
  }
}
