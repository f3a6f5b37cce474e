package io.github.matting4j;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.runtime.MappedSequence;
import java.util.List;
import java.util.Objects;

/**
 * A model that was opened because better ones could not be; the warnings of every report say so.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
final class SubstituteModel implements MattingModel {
  private final MattingModel model;
  private final List<String> failures;

  SubstituteModel(MattingModel model, List<String> failures) {
    this.model = model;
    this.failures = List.copyOf(failures);
  }

  /** One line that says what could not be opened and why. */
  static String failure(String id, Throwable e) {
    String reason = Objects.requireNonNullElseGet(e.getMessage(), e::toString);
    return id
        + " could not be opened: "
        + (reason.startsWith(id + ": ") ? reason.substring(id.length() + 2) : reason);
  }

  @Override
  public ModelDescriptor descriptor() {
    return model.descriptor();
  }

  @Override
  public ModelIdentity identity() {
    return model.identity();
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return withWarnings(model.run(photo));
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    return withWarnings(model.run(photo, control));
  }

  @Override
  public FrameSequence sequence() {
    return new MappedSequence(model.sequence(), this::withWarnings);
  }

  private MattingResult withWarnings(MattingResult result) {
    return new MattingResult(result.matte(), result.report().warning(failures));
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
    return model + " instead of " + failures;
  }
}
