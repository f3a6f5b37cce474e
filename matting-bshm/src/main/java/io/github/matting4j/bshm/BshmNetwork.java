package io.github.matting4j.bshm;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
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
 * BSHM on either engine. A run of ONNX Runtime stops when it is told to; TensorFlow 1.15 cannot be
 * stopped, so its caller leaves it.
 */
final class BshmNetwork implements PooledModel.Network<BshmPrePost> {
  private static final String EIGHT_BIT =
      "the graph gives whole levels of 0..255: more than 8 bits of this alpha mean nothing";

  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private final AlphaScale scale;
  private final BshmEngine engine;
  private final BshmOptions settings;
  private final long mostPixels;

  /** Wraps an open engine, which belongs to the network from now on. */
  BshmNetwork(
      ModelDescriptor descriptor, BshmEngine engine, BshmOptions settings, OpenOptions options) {
    this.descriptor = descriptor;
    this.engine = engine;
    this.settings = settings;
    this.mostPixels = options.maxNetworkPixels().orElse(InputPlan.MAX_PIXELS);
    this.identity = identity(descriptor, engine.facts(), settings, mostPixels);
    this.scale = AlphaScale.of(engine.facts().eightBit(), settings.output());
  }

  private static ModelIdentity identity(
      ModelDescriptor descriptor, BshmEngine.Facts facts, BshmOptions settings, long mostPixels) {
    String recipe =
        String.join(
            "\n",
            settings.mode().name(),
            settings.output().name(),
            settings.isPlateauLifted() ? "plateau lifted" : "plateau kept",
            "at most " + mostPixels + " pixels");
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
    return new BshmPrePost(engine.desk(), settings.isPlateauLifted(), scale);
  }

  @Override
  public PooledModel.Job begin(ArgbImage photo, BshmPrePost desk) {
    return new BshmJob(photo, desk);
  }

  @Override
  public boolean isStoppable() {
    return engine.isStoppable();
  }

  private InputPlan feed(int width, int height) {
    return engine
        .facts()
        .fixed()
        .map(size -> InputPlan.fixed(width, height, settings.mode(), size))
        .orElseGet(() -> InputPlan.of(width, height, settings.mode(), mostPixels));
  }

  private final class BshmJob implements PooledModel.Job {
    private final ArgbImage photo;
    private final BshmPrePost desk;
    private final InputPlan feed;
    private final List<String> notes = new ArrayList<>(engine.facts().warnings());

    BshmJob(ArgbImage photo, BshmPrePost desk) {
      this.photo = photo;
      this.desk = desk;
      this.feed = feed(photo.width(), photo.height());
      notes.addAll(feed.warnings(photo.width(), photo.height()));
      if (engine.facts().eightBit()) {
        notes.add(EIGHT_BIT);
      }
    }

    @Override
    public void prepare() {
      desk.prepare(photo, feed);
    }

    @Override
    public void infer(RunStop stop) {
      desk.infer(feed, notes, stop);
    }

    @Override
    public AlphaMatte finish() {
      return desk.finish(photo, feed, notes);
    }

    @Override
    public RunReport report(Duration prepare, Duration infer, Duration finish) {
      BshmEngine.Facts facts = engine.facts();
      return new RunReport(
          identity,
          facts.device(),
          facts.threads(),
          new RunReport.NetworkInput(feed.width(), feed.height(), feed.way().enlargement()),
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
