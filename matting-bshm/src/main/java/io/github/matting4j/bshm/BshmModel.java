package io.github.matting4j.bshm;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.runtime.RunStop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * BSHM on either engine. A run of ONNX Runtime can be stopped; TensorFlow 1.15 cannot, so its
 * caller returns while the run goes on.
 */
final class BshmModel implements PooledModel.Network<BshmPrePost> {
  private static final String EIGHT_BIT =
      "the graph gives whole levels of 0..255, so this alpha has only 8 bits";

  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private final AlphaScale scale;
  private final BshmEngine engine;
  private final BshmOptions settings;
  private final long maxPixels;

  /**
   * Wraps an open engine, which belongs to the network once this returns.
   *
   * @throws ModelLoadException if the file's only size is above the options' limit
   */
  BshmModel(
      ModelDescriptor descriptor, BshmEngine engine, BshmOptions settings, OpenOptions options) {
    engine.facts().fixed().ifPresent(size -> requireWithin(size, options));
    this.descriptor = descriptor;
    this.engine = engine;
    this.settings = settings;
    this.maxPixels = options.maxNetworkPixels().orElse(InputPlan.MAX_PIXELS);
    this.identity = identity(descriptor, engine.facts(), settings, maxPixels);
    this.scale = AlphaScale.of(engine.facts().eightBit(), settings.output());
  }

  private static void requireWithin(InputPlan.Size size, OpenOptions options) {
    long limit = options.maxNetworkPixels().orElse(Long.MAX_VALUE);
    if ((long) size.width() * size.height() > limit) {
      throw new ModelLoadException(
          "the graph has the fixed size "
              + size.width()
              + "x"
              + size.height()
              + ", more than the limit of "
              + limit
              + " network pixels; raise the limit, or export the graph smaller");
    }
  }

  private static ModelIdentity identity(
      ModelDescriptor descriptor, BshmEngine.Facts facts, BshmOptions settings, long maxPixels) {
    String recipe =
        String.join(
            "\n",
            settings.mode().name(),
            settings.output().name(),
            settings.treat254AsOpaque() ? "plateau lifted" : "plateau kept",
            "at most " + maxPixels + " pixels");
    return new ModelIdentity(
        descriptor.id(),
        facts.sha256(),
        ModelFile.sha256(recipe.getBytes(StandardCharsets.UTF_8)),
        facts.engine(),
        facts.origin());
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public ModelDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public BshmPrePost newBuffers() {
    return new BshmPrePost(engine.newSlot(), settings.treat254AsOpaque(), scale);
  }

  @Override
  public PooledModel.Job begin(ArgbImage photo, BshmPrePost buffers) {
    return new BshmJob(photo, buffers);
  }

  @Override
  public boolean isStoppable() {
    return engine.isStoppable();
  }

  private InputPlan plan(int width, int height) {
    return engine
        .facts()
        .fixed()
        .map(size -> InputPlan.fixed(width, height, settings.mode(), size))
        .orElseGet(() -> InputPlan.of(width, height, settings.mode(), maxPixels));
  }

  private final class BshmJob implements PooledModel.Job {
    private final ArgbImage photo;
    private final BshmPrePost buffers;
    private final InputPlan plan;
    private final List<String> notes = new ArrayList<>(engine.facts().warnings());

    BshmJob(ArgbImage photo, BshmPrePost buffers) {
      this.photo = photo;
      this.buffers = buffers;
      this.plan = plan(photo.width(), photo.height());
      notes.addAll(plan.warnings(photo.width(), photo.height()));
      if (engine.facts().eightBit()) {
        notes.add(EIGHT_BIT);
      }
    }

    @Override
    public void prepare() {
      buffers.prepare(photo, plan);
    }

    @Override
    public void infer(RunStop stop) {
      buffers.infer(plan, notes, stop);
    }

    @Override
    public AlphaMatte finish() {
      return buffers.finish(photo, plan, notes);
    }

    @Override
    public RunReport report(Duration prepare, Duration infer, Duration finish) {
      BshmEngine.Facts facts = engine.facts();
      return new RunReport(
          identity,
          facts.device(),
          facts.threads(),
          new RunReport.NetworkInput(plan.width(), plan.height(), plan.resizeMode().enlargement()),
          new RunReport.Timings(prepare, infer, finish),
          notes);
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public String toString() {
    return "BshmModel[" + descriptor.id() + " on " + engine.facts().engine() + "]";
  }
}
