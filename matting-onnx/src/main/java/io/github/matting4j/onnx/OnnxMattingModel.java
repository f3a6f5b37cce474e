package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.size.InputGeometry;
import io.github.matting4j.onnx.size.RecipeSize;
import io.github.matting4j.onnx.size.SizePolicy;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.runtime.RunStop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network with one input 1x3xHxW (red, green, blue planes of floats) and one output 1x1xHxW
 * (alpha), the form of most portrait matting networks.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
public final class OnnxMattingModel implements MattingModel {
  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private final OnnxSession session;
  private final SizePolicy sizes;
  private final TensorPacking packing;
  private final String output;
  private final List<String> warnings;
  private final PooledModel<InferenceBuffers> model;

  /**
   * Wraps an open session and takes ownership of it; the first output is the alpha.
   *
   * @param sizes how a photo's size becomes the network's
   * @param packing how a pixel becomes three floats
   * @param callers maximum number of concurrent runs, at least 1
   * @param warnings for every report
   */
  public OnnxMattingModel(
      ModelDescriptor descriptor,
      OnnxSession session,
      SizePolicy sizes,
      TensorPacking packing,
      int callers,
      List<String> warnings) {
    this(descriptor, session, sizes, packing, Optional.empty(), callers, warnings);
  }

  /** As the other constructor; the alpha is the output of this name, if one is given. */
  OnnxMattingModel(
      ModelDescriptor descriptor,
      OnnxSession session,
      SizePolicy sizes,
      TensorPacking packing,
      Optional<String> output,
      int callers,
      List<String> warnings) {
    this.descriptor = descriptor;
    String recipe =
        sizes.canonicalText()
            + "\n"
            + packing.canonicalText()
            + output.map(name -> "\noutput " + name).orElse("");
    this.identity = identity(descriptor, session, recipe);
    this.output = output.orElseGet(() -> session.outputs().get(0).name());
    this.warnings = Stream.concat(session.warnings().stream(), warnings.stream()).toList();
    this.session = session;
    this.sizes = sizes;
    this.packing = packing;
    this.model = new PooledModel<>(new PlanarNetwork(), callers, session.closeTimeout());
  }

  /** Opens a network's graph by its recipe; the session belongs to the model once this returns. */
  static OnnxMattingModel of(OnnxNetwork network, OnnxSession session, OpenOptions options) {
    NetworkRecipe recipe = network.recipe();
    long maxPixels =
        options
            .maxNetworkPixels()
            .orElse(recipe.size().maxPixels().orElse(InputSize.DEFAULT_MAX_PIXELS));
    return new OnnxMattingModel(
        network.descriptor(),
        session,
        new RecipeSize(recipe.size(), recipe.padding(), maxPixels),
        TensorPacking.normalised(recipe.mean(), recipe.std()),
        recipe.output().name(),
        options.callers(),
        List.of());
  }

  private final class PlanarNetwork implements PooledModel.Network<InferenceBuffers> {
    @Override
    public ModelDescriptor descriptor() {
      return descriptor;
    }

    @Override
    public ModelIdentity identity() {
      return identity;
    }

    @Override
    public InferenceBuffers newBuffers() {
      return new InferenceBuffers(packing);
    }

    @Override
    public PooledModel.Job begin(ArgbImage photo, InferenceBuffers buffers) {
      return new PlanarJob(photo, buffers);
    }

    @Override
    public boolean isStoppable() {
      return true;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private final class PlanarJob implements PooledModel.Job {
    private final ArgbImage photo;
    private final InferenceBuffers buffers;
    private final InputGeometry geometry;
    private final List<String> notes = new ArrayList<>(warnings);

    PlanarJob(ArgbImage photo, InferenceBuffers buffers) {
      this.photo = photo;
      this.buffers = buffers;
      this.geometry = sizes.fit(photo.width(), photo.height());
      notes.addAll(sizes.warnings(geometry));
    }

    @Override
    public void prepare() {
      buffers.prepare(photo, geometry);
    }

    @Override
    public void infer(RunStop stop) {
      session.run(session.inputs().get(0).name(), buffers.input(), output, buffers.output(), stop);
    }

    @Override
    public AlphaMatte finish() {
      return buffers.finish(notes::add);
    }

    @Override
    public RunReport report(Duration prepare, Duration infer, Duration finish) {
      return new RunReport(
          identity,
          session.device(),
          session.threads(),
          new RunReport.NetworkInput(
              geometry.resizedWidth(), geometry.resizedHeight(), RunReport.Enlargement.BILINEAR),
          new RunReport.Timings(prepare, infer, finish),
          notes);
    }
  }

  private static ModelIdentity identity(
      ModelDescriptor descriptor, OnnxSession session, String recipe) {
    return new ModelIdentity(
        descriptor.id(),
        session.sha256(),
        ModelFile.sha256(recipe.getBytes(StandardCharsets.UTF_8)),
        session.engine(),
        session.origin());
  }

  @Override
  public ModelDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return model.run(photo);
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    return model.run(photo, control);
  }

  @Override
  public ModelLoad load() {
    return model.load();
  }

  @Override
  public boolean isClosed() {
    return model.isClosed();
  }

  /** The input tensor that the network gets for a photo. */
  TensorBuffer input(ArgbImage photo) {
    InferenceBuffers buffers = new InferenceBuffers(packing);
    buffers.prepare(photo, sizes.fit(photo.width(), photo.height()));
    return buffers.input();
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    return "OnnxMattingModel[" + descriptor.id() + " on " + session.device() + "]";
  }
}
