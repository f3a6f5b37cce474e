package io.github.matting4j.starter;

import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.onnx.OnnxMattingModel;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.onnx.size.DynamicSize;
import io.github.matting4j.onnx.size.SizeTransform;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The {@code portrait-starter}: 754,588 parameters, trained by this project on openly licensed
 * photos, part of the jar. Good on head-and-shoulders photos; often wrong on full bodies, groups
 * and raised arms: see {@code MODEL_CARD.md}. The registry prefers any official model to it. A file
 * named by the options is opened instead of the built-in weights.
 *
 * <p>Thread-safe.
 */
public final class StarterProvider implements MattingModelProvider {
  static final String RESOURCE = "portrait-starter.onnx";

  /** Of the resource; a build with other weights changes it. */
  static final String SHA256 = "3d87b93ac8b4192722beab0f78f6eb6aa47363f42c9f95006aaf0d9c44cc96b1";

  private static final ModelDescriptor DESCRIPTOR =
      ModelCatalogue.published().get("portrait-starter");

  /** The graph runs its network on this size and on two thirds of it. */
  private static final SizeRule SIZE = DESCRIPTOR.sizeRule().orElseThrow();

  private static final List<SizeTransform> SIZES =
      List.of(SizeTransform.of(SIZE), new SizeTransform.ResizeToIntMult(16, 16));

  /** For {@link java.util.ServiceLoader} and for registration by hand. */
  public StarterProvider() {}

  @Override
  public List<ModelDescriptor> descriptors() {
    return List.of(DESCRIPTOR);
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    check(id);
    if (options.modelFile().isPresent()) {
      return ModelLocator.probe(DESCRIPTOR, options);
    }
    return StarterProvider.class.getResource(RESOURCE) != null
        ? new Availability.Ready("built in")
        : new Availability.Broken("the jar lacks " + RESOURCE, "take the released jar");
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    check(id);
    if (options.modelFile().isPresent()) {
      ModelFile file = OnnxSession.inspect(options.modelFile().get());
      OnnxSession session = OnnxSession.open(file, options);
      return model(file.path().toString(), session, options);
    }
    OnnxSession session =
        OnnxSession.open(DESCRIPTOR.id(), SHA256, StarterProvider::weights, options);
    return model(RESOURCE, session, options);
  }

  private static MattingModel model(String name, OnnxSession session, OpenOptions options) {
    try {
      checkGraph(name, session);
      return new OnnxMattingModel(
          DESCRIPTOR,
          session,
          new DynamicSize(SIZES, options.maxNetworkPixels().orElse(SIZE.maxPixels())),
          TensorPacking.normalised(0f, 1f),
          options.callers(),
          List.of());
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Rejects the graph of another network; its weights cannot be checked. */
  private static void checkGraph(String name, OnnxSession session) {
    if (session.inputs().size() != 1
        || session.outputs().isEmpty()
        || !isPlanes(session.inputs().get(0), 3)
        || !isPlanes(session.outputs().get(0), 1)) {
      throw new ModelLoadException(
          name
              + " is not a portrait-starter graph: it takes "
              + session.inputs()
              + " and gives "
              + session.outputs()
              + ", not float[1,3,?,?] and float[1,1,?,?]; name the file of the starter, or the"
              + " model that this file belongs to");
    }
  }

  /** Whether a tensor holds so many planes of any size. */
  private static boolean isPlanes(TensorSpec tensor, long count) {
    return tensor.type() == TensorSpec.ElementType.FLOAT
        && tensor.rank() == 4
        && tensor.dim(1) == count
        && tensor.dim(2) == TensorSpec.ANY
        && tensor.dim(3) == TensorSpec.ANY;
  }

  private static void check(String id) {
    if (!DESCRIPTOR.id().equals(id)) {
      throw new IllegalArgumentException("the starter has no model '" + id + "'");
    }
  }

  private static byte[] weights() {
    try (InputStream in = StarterProvider.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new ModelLoadException("the jar lacks " + RESOURCE + "; take the released jar");
      }
      return verified(in.readAllBytes());
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + RESOURCE + " from the jar", e);
    }
  }

  /** The weights, if they are those that this library was built with. */
  static byte[] verified(byte[] weights) {
    String found = ModelFile.sha256(weights);
    if (!found.equals(SHA256)) {
      throw new ModelLoadException(
          "the jar's "
              + RESOURCE
              + " is damaged or was replaced: its SHA-256 is "
              + found
              + ", not "
              + SHA256
              + "; take the released jar");
    }
    return weights;
  }
}
