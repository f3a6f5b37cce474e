package io.github.matting4j.onnx;

import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.SizeRule;
import java.util.List;
import java.util.Optional;

/**
 * How a photo becomes the input of a network, and which output is its alpha. For networks with one
 * input {@code float[1,3,H,W]} (red, green, blue) and an output {@code float[1,1,H,W]} of values
 * 0..1, where H and W are both open or both fixed. {@link OnnxProvider} opens models by a recipe.
 *
 * <pre>{@code
 * OnnxRecipe.sized(SizeTransform.of(sizeRule), new SizeTransform.ResizeToIntMult(32, 32))
 *     .normalised(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225))
 *     .output("alpha");
 * }</pre>
 *
 * <p>Each step returns a new value. Immutable and thread-safe.
 */
public final class OnnxRecipe {
  private static final long DEFAULT_MAX_PIXELS = 4_000_000;

  private final List<SizeTransform> sizes;
  private final TensorPacking packing;
  private final Optional<String> output;

  private OnnxRecipe(List<SizeTransform> sizes, TensorPacking packing, Optional<String> output) {
    this.sizes = sizes;
    this.packing = packing;
    this.output = output;
  }

  /**
   * A recipe that resizes photos by these transforms, in order, feeds values of 0..1, and takes the
   * first output. For a graph of fixed size they must give that size for every photo.
   */
  public static OnnxRecipe sized(SizeTransform... transforms) {
    return new OnnxRecipe(List.of(transforms), TensorPacking.normalised(0, 1), Optional.empty());
  }

  /**
   * Feeds {@code (v / 255 - mean) / std} of each value v of 0..255.
   *
   * @param means of red, green and blue, of values of 0..1
   * @param stds standard deviations of red, green and blue, each above 0
   * @throws IllegalArgumentException if there are not three of each, or a deviation is not positive
   */
  public OnnxRecipe normalised(List<Double> means, List<Double> stds) {
    return new OnnxRecipe(sizes, TensorPacking.normalised(means, stds), output);
  }

  /** Takes the output of this name, instead of the first one. */
  public OnnxRecipe output(String name) {
    return new OnnxRecipe(sizes, packing, Optional.of(name));
  }

  /**
   * Makes a model of an open session, which belongs to the model once this returns.
   *
   * @throws ModelLoadException if the graph does not have the form that this class describes, or
   *     the limit of pixels is below its smallest input
   */
  MattingModel model(ModelDescriptor descriptor, OnnxSession session, OpenOptions options) {
    long maxPixels =
        options
            .maxNetworkPixels()
            .orElse(descriptor.sizeRule().map(SizeRule::maxPixels).orElse(DEFAULT_MAX_PIXELS));
    return new OnnxMattingModel(
        descriptor,
        session,
        sizePolicy(descriptor.id(), input(descriptor, session), maxPixels),
        packing,
        output,
        options.callers(),
        List.of());
  }

  private SizePolicy sizePolicy(String id, TensorSpec input, long maxPixels) {
    if (input.dim(2) != TensorSpec.ANY) {
      return new ExactSize((int) input.dim(3), (int) input.dim(2), sizes);
    }
    try {
      return new DynamicSize(sizes, maxPixels);
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException(id + ": " + e.getMessage() + "; raise the limit", e);
    }
  }

  private TensorSpec input(ModelDescriptor descriptor, OnnxSession session) {
    List<TensorSpec> inputs = session.inputs();
    Optional<TensorSpec> alpha =
        session.outputs().stream()
            .filter(spec -> output.map(spec.name()::equals).orElse(true))
            .findFirst();
    if (inputs.size() != 1
        || !isPlanes(inputs.get(0), 3)
        || (inputs.get(0).dim(2) == TensorSpec.ANY) != (inputs.get(0).dim(3) == TensorSpec.ANY)
        || !alpha.filter(spec -> isPlanes(spec, 1)).isPresent()) {
      throw new ModelLoadException(
          "the graph does not fit the recipe of "
              + descriptor.id()
              + ": it takes "
              + inputs
              + " and gives "
              + session.outputs()
              + "; needed are one input float[1,3,H,W], H and W both open or both fixed, and the"
              + output.map(name -> " output " + name).orElse(" first output")
              + " float[1,1,H,W]; name another file or correct the recipe");
    }
    return inputs.get(0);
  }

  private static boolean isPlanes(TensorSpec tensor, long count) {
    return tensor.type() == TensorSpec.ElementType.FLOAT
        && tensor.rank() == 4
        && tensor.dim(1) == count;
  }
}
