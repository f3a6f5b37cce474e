package io.github.matting4j.bshm;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.LeasePool;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.RunGate;
import io.github.matting4j.runtime.StageClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * BSHM on either engine. An interrupt stops a run of ONNX Runtime at once; TensorFlow 1.15 cannot
 * be stopped, so its run ends first.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
final class BshmModel implements MattingModel {
  private static final String EIGHT_BIT =
      "the graph gives whole levels of 0..255: more than 8 bits of this alpha mean nothing";

  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private final BshmEngine engine;
  private final BshmOptions settings;
  private final long mostPixels;
  private final RunGate gate;
  private final LeasePool<PhotoDesk> desks;

  /** Wraps an open engine, which belongs to the model from now on. */
  BshmModel(
      ModelDescriptor descriptor, BshmEngine engine, BshmOptions settings, OpenOptions options) {
    this.descriptor = descriptor;
    this.engine = engine;
    this.settings = settings;
    this.mostPixels = options.maxNetworkPixels().orElse(Feed.MOST_PIXELS);
    this.identity = identity(descriptor, engine.facts(), settings, mostPixels);
    this.gate = new RunGate("model " + descriptor.id());
    AlphaScale scale = AlphaScale.of(engine.facts().eightBit(), settings.output());
    this.desks =
        new LeasePool<>(
            options.callers(),
            () -> new PhotoDesk(engine.desk(), settings.isPlateauLifted(), scale));
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
  public ModelDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    try (RunGate.Pass pass = gate.enter();
        LeasePool<PhotoDesk>.Lease lease = desks.lease()) {
      return run(photo, lease.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("interrupted while waiting for another run to end", e);
    }
  }

  private MattingResult run(ArgbImage photo, PhotoDesk desk) {
    Feed feed = feed(photo.width(), photo.height());
    List<String> notes = new ArrayList<>(engine.facts().warnings());
    notes.addAll(feed.warnings(photo.width(), photo.height()));
    if (engine.facts().eightBit()) {
      notes.add(EIGHT_BIT);
    }
    StageClock clock = new StageClock();
    desk.prepare(photo, feed);
    Duration prepare = clock.lap();
    desk.infer(feed, notes);
    Duration infer = clock.lap();
    stopIfInterrupted();
    AlphaMatte matte = desk.finish(photo, feed, notes);
    return new MattingResult(matte, report(feed, prepare, infer, clock.lap(), notes));
  }

  private Feed feed(int width, int height) {
    return engine
        .facts()
        .fixed()
        .map(size -> Feed.fixed(width, height, settings.mode(), size))
        .orElseGet(() -> Feed.of(width, height, settings.mode(), mostPixels));
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingCancelledException("interrupted while the network ran");
    }
  }

  private RunReport report(
      Feed feed, Duration prepare, Duration infer, Duration finish, List<String> notes) {
    BshmEngine.Facts facts = engine.facts();
    return new RunReport(
        identity,
        facts.device(),
        facts.threads(),
        new RunReport.NetworkInput(feed.width(), feed.height(), feed.way().enlargement()),
        new RunReport.Timings(prepare, infer, finish),
        notes);
  }

  @Override
  public void close() {
    gate.closeThen(engine::close);
  }

  @Override
  public String toString() {
    return "BshmModel[" + descriptor.id() + " on " + engine.facts().engine() + "]";
  }
}
