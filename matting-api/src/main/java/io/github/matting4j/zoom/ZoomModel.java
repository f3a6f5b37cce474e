package io.github.matting4j.zoom;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.MappedSequence;
import io.github.matting4j.runtime.RunStop;
import java.time.Duration;
import java.util.Optional;

/**
 * A model with a second pass: where people are small in the photo, it also runs on crops around
 * them, and the mattes of the crops replace the first one there.
 *
 * <p>Once there is a first matte, only an interrupt or a cancellation makes the run fail. A crop
 * that fails, has no time left, or whose model is being closed, keeps the first matte, with a
 * warning in the report. Crops wait for a slot as long as the run may take, whatever the limits on
 * waiting: these decide only whether the run is admitted.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
public final class ZoomModel implements MattingModel {
  /** Of the procedure and its values; a part of the identity of every result. */
  private static final String VERSION = "zoom 1\n";

  private final MattingModel model;
  private final ModelIdentity identity;

  /** Wraps an open model and takes ownership of it. */
  public ZoomModel(MattingModel model) {
    this.model = model;
    this.identity = identity(model.identity());
  }

  private static ModelIdentity identity(ModelIdentity of) {
    return new ModelIdentity(
        of.modelId(),
        of.weightsSha256(),
        Sha256.of(VERSION + of.recipeSha256()),
        of.engine(),
        of.graphOrigin());
  }

  @Override
  public ModelDescriptor descriptor() {
    return model.descriptor();
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return run(photo, RunControl.unlimited());
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    try (RunStop stop = RunStop.begin(control)) {
      MattingResult first = model.run(photo, control);
      SecondPass pass = new SecondPass(photo, first);
      for (Crop crop : pass.crops()) {
        Optional<String> failure = run(pass, crop, rest(control, stop));
        if (failure.isPresent()) {
          pass.warn(failure.get());
          break;
        }
      }
      return pass.result(identity);
    }
  }

  /** What is left of the run's time. */
  private static RunControl rest(RunControl control, RunStop stop) {
    RunControl rest = stop.rest(RunControl.unlimited());
    return control.cancellation().map(rest::cancelledBy).orElse(rest);
  }

  /** Runs the model on a crop; the reason why that was not possible, if so. */
  private Optional<String> run(SecondPass pass, Crop crop, RunControl control) {
    // A pass that is stopped half-way would have been for nothing, and the caller needs time, too.
    Duration required = pass.firstTime().multipliedBy(2);
    if (control.timeout().filter(left -> left.compareTo(required) < 0).isPresent()) {
      return Optional.of("too little time was left for it");
    }
    try {
      pass.add(crop, model.run(pass.crop(crop), control));
      return Optional.empty();
    } catch (MattingException | IllegalStateException e) {
      boolean cancelled = e instanceof MattingCancelledException && !model.isClosed();
      if (cancelled || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Frames of one pass: a crop that comes and goes between them would flicker. */
  @Override
  public FrameSequence sequence() {
    return new MappedSequence(model.sequence(), this::notZoomed);
  }

  private MattingResult notZoomed(MattingResult result) {
    RunReport report = result.report();
    return new MattingResult(
        result.matte(),
        new RunReport(
            identity,
            report.device(),
            report.threads(),
            report.input(),
            report.timings(),
            report.warnings(),
            Optional.of(new RunReport.Zoom(0, 0, Duration.ZERO))));
  }

  @Override
  public ModelLoad load() {
    return model.load();
  }

  @Override
  public boolean isClosed() {
    return model.isClosed();
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    return "ZoomModel[" + model + "]";
  }
}
