package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.onnx.size.DynamicSize;
import io.github.matting4j.onnx.size.ExactSize;
import io.github.matting4j.onnx.size.FixedSize;
import io.github.matting4j.onnx.size.SizePolicy;
import java.util.List;
import java.util.OptionalLong;

/**
 * The input size that an opened graph declares, checked against a variant. Tensors are identified
 * by position, since exporters number their names.
 *
 * @param width columns of its input, {@link TensorSpec#ANY} if open
 * @param height rows of its input, {@link TensorSpec#ANY} if open
 */
record GraphShape(long width, long height) {

  /**
   * Checks a session against a variant.
   *
   * @throws ModelLoadException if the graph is not that kind of network; the message says what it
   *     has instead
   */
  static GraphShape of(OnnxSession session, PpMattingVariant variant, String file) {
    require(
        session.inputs().size() == 1,
        variant,
        file,
        "it has " + session.inputs().size() + " inputs " + session.inputs() + ", not one picture");
    require(!session.outputs().isEmpty(), variant, file, "it has no output");
    TensorSpec in = session.inputs().get(0);
    TensorSpec out = session.outputs().get(0);
    require(isPicture(in), variant, file, "its input is " + in + ", not float[1,3,H,W]");
    require(isAlpha(out), variant, file, "its output is " + out + ", not float[1,1,H,W]");
    GraphShape shape = new GraphShape(in.dim(3), in.dim(2));
    require(
        (shape.width == TensorSpec.ANY) == (shape.height == TensorSpec.ANY),
        variant,
        file,
        "its input is "
            + in
            + ", with one side open; export it with both sides open or both fixed");
    shape.checkFixedSides(variant, file);
    for (int i = 2; i < 4; i++) {
      require(
          isOpenOr(out.dim(i), in.dim(i)) || in.dim(i) == TensorSpec.ANY,
          variant,
          file,
          "its output " + out + " is not as large as its input " + in);
    }
    return shape;
  }

  private static boolean isPicture(TensorSpec in) {
    return in.type() == TensorSpec.ElementType.FLOAT
        && in.rank() == 4
        && isOpenOr(in.dim(0), 1)
        && isOpenOr(in.dim(1), 3);
  }

  private static boolean isAlpha(TensorSpec out) {
    return out.type() == TensorSpec.ElementType.FLOAT
        && out.rank() == 4
        && isOpenOr(out.dim(0), 1)
        && isOpenOr(out.dim(1), 1);
  }

  private static boolean isOpenOr(long dim, long value) {
    return dim == TensorSpec.ANY || dim == value;
  }

  private void checkFixedSides(PpMattingVariant variant, String file) {
    for (long side : List.of(width, height)) {
      if (side == TensorSpec.ANY) {
        continue;
      }
      require(
          side % variant.multiple() == 0,
          variant,
          file,
          "its side of " + side + " is not a multiple of " + variant.multiple());
      require(
          side >= variant.minimumFixedSide(),
          variant,
          file,
          "its side of "
              + side
              + " is below "
              + variant.minimumFixedSide()
              + ", where the exporter's adaptive pooling has a stride of 0; export it larger");
    }
  }

  private static void require(
      boolean holds, PpMattingVariant variant, String file, String otherwise) {
    if (!holds) {
      throw new ModelLoadException(
          file + " is not a " + variant.descriptor().title() + " graph: " + otherwise);
    }
  }

  /**
   * How photos are resized for this graph.
   *
   * @throws ModelLoadException if the recipe cannot stay within the limit of pixels, or the graph's
   *     fixed size is above it
   */
  SizePolicy sizePolicy(PpMattingVariant variant, Recipe recipe, OptionalLong maxPixels) {
    if (width == TensorSpec.ANY && height == TensorSpec.ANY) {
      try {
        return new DynamicSize(recipe.sizes(), maxPixels.orElse(variant.maxPixels()));
      } catch (IllegalArgumentException e) {
        throw new ModelLoadException(
            variant.descriptor().title() + " cannot run: " + e.getMessage(), e);
      }
    }
    int fixedWidth = (int) width;
    int fixedHeight = (int) height;
    if ((long) fixedWidth * fixedHeight > maxPixels.orElse(Long.MAX_VALUE)) {
      throw new ModelLoadException(
          "the graph has the fixed size "
              + fixedWidth
              + "x"
              + fixedHeight
              + ", more than the limit of "
              + maxPixels.getAsLong()
              + " network pixels; raise the limit, or export the graph smaller");
    }
    if (recipe.fixesSize()) {
      return new ExactSize(fixedWidth, fixedHeight, recipe.sizes());
    }
    return new FixedSize(
        fixedWidth,
        fixedHeight,
        recipe.shortSide().orElse(Math.max(fixedWidth, fixedHeight)),
        variant.isSensitiveToPadding()
            ? List.of(
                "this MODNet file has the fixed size "
                    + fixedWidth
                    + "x"
                    + fixedHeight
                    + ", and padding changes its result; export it with dynamic sizes")
            : List.of());
  }
}
