package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.TensorPacking;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.LeasePool;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.RunGate;
import io.github.matting4j.runtime.StageClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network with one input 1x3xHxW (red, green, blue planes of floats) and one output 1x1xHxW
 * (alpha), which is what every portrait matting network but BSHM looks like.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
public final class OnnxMattingModel implements MattingModel {
  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private final OnnxSession session;
  private final SizePolicy sizes;
  private final TensorPacking packing;
  private final List<String> warnings;
  private final RunGate gate;
  private final LeasePool<Workspace> workspaces;

  /**
   * Wraps an open session, which belongs to the model from now on.
   *
   * @param sizes how a photo's size becomes the network's
   * @param packing how a pixel becomes three floats
   * @param callers runs that may go side by side
   * @param warnings for every report
   */
  public OnnxMattingModel(
      ModelDescriptor descriptor,
      OnnxSession session,
      SizePolicy sizes,
      TensorPacking packing,
      int callers,
      List<String> warnings) {
    this.descriptor = descriptor;
    this.identity = identity(descriptor, session, sizes, packing);
    this.warnings = Stream.concat(session.warnings().stream(), warnings.stream()).toList();
    this.session = session;
    this.sizes = sizes;
    this.packing = packing;
    this.gate = new RunGate("model " + descriptor.id());
    this.workspaces = new LeasePool<>(callers, () -> new Workspace(packing));
  }

  private static ModelIdentity identity(
      ModelDescriptor descriptor, OnnxSession session, SizePolicy sizes, TensorPacking packing) {
    String recipe = sizes.canonicalText() + "\n" + packing.canonicalText();
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
    try (RunGate.Pass pass = gate.enter();
        LeasePool<Workspace>.Lease lease = workspaces.lease()) {
      return run(photo, lease.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("interrupted while waiting for another run to end", e);
    }
  }

  private MattingResult run(ArgbImage photo, Workspace workspace) {
    InputGeometry geometry = sizes.fit(photo.width(), photo.height());
    List<String> notes = new ArrayList<>(warnings);
    notes.addAll(sizes.warnings(geometry));
    StageClock clock = new StageClock();
    workspace.prepare(photo, geometry);
    Duration prepare = clock.lap();
    session.run(workspace.input(), workspace.output());
    Duration infer = clock.lap();
    AlphaMatte matte = workspace.finish(notes::add);
    Duration finish = clock.lap();
    return new MattingResult(
        matte,
        new RunReport(
            identity,
            session.device(),
            session.threads(),
            new RunReport.NetworkInput(
                geometry.resizedWidth(), geometry.resizedHeight(), RunReport.Enlargement.BILINEAR),
            new RunReport.Timings(prepare, infer, finish),
            notes));
  }

  /** What the network would get of a photo. */
  TensorBuffer input(ArgbImage photo) {
    Workspace workspace = new Workspace(packing);
    workspace.prepare(photo, sizes.fit(photo.width(), photo.height()));
    return workspace.input();
  }

  @Override
  public void close() {
    gate.closeThen(session::close);
  }

  @Override
  public String toString() {
    return "OnnxMattingModel[" + descriptor.id() + " on " + session.device() + "]";
  }
}
