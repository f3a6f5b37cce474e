package io.github.matting4j.ppmatting;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxMattingModel;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * PaddleSeg's portrait matting networks on ONNX Runtime: PP-Matting, PP-MattingV2, PP-HumanMatting
 * and PaddleSeg's MODNets. A file of weights is found in the model folder under the model's id or
 * its original name, or named by the options; a YAML file of transforms next to it replaces the
 * published recipe (see {@link RecipeBinding}).
 *
 * <p>Graphs of open size follow PaddleSeg's Python, rounding included. Graphs of fixed size follow
 * the vendor's C++ (fit, pad right and below, crop back) with one difference: the C++ crops by a
 * scale that ignores the limit of the short side, and this class by the scale of the resize.
 * Thread-safe.
 */
public final class PpMattingProvider implements MattingModelProvider {

  /** For {@link java.util.ServiceLoader} and for registration by hand. */
  public PpMattingProvider() {}

  @Override
  public List<ModelDescriptor> descriptors() {
    return Arrays.stream(PpMattingVariant.values()).map(PpMattingVariant::descriptor).toList();
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    PpMattingVariant variant = PpMattingVariant.of(id);
    Availability file = ModelLocator.probe(variant.descriptor(), options);
    Optional<Path> path = ModelLocator.find(variant.descriptor(), options);
    if (!file.isReady() || path.isEmpty()) {
      return file;
    }
    try {
      RecipeBinding.of(path.get()).recipe(variant);
      return file;
    } catch (ModelLoadException e) {
      return new Availability.Broken(
          String.valueOf(e.getMessage()), "correct the YAML file beside the model, or remove it");
    }
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    PpMattingVariant variant = PpMattingVariant.of(id);
    Path path =
        ModelLocator.find(variant.descriptor(), options)
            .orElseThrow(
                () -> new ModelLoadException(id + ": no weights in " + options.modelFolder()));
    ModelFile file = OnnxSession.inspect(path);
    RecipeBinding binding = RecipeBinding.of(path);
    Recipe recipe = binding.recipe(variant);
    OnnxSession session = OnnxSession.open(file, options);
    try {
      GraphShape shape = GraphShape.of(session, variant, path.toString());
      return new OnnxMattingModel(
          variant.descriptor(),
          session,
          shape.sizePolicy(variant, recipe, options.maxNetworkPixels()),
          recipe.packing(),
          options.callers(),
          binding.warnings());
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
