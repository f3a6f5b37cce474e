package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.TensorPacking;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.LeasePool;
import io.github.matting4j.runtime.RunGate;
import io.github.matting4j.runtime.StageClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with one input 1x3xHxW (red, green, blue planes of floats) and one output 1x1xHxW
 * (alpha), which is what every portrait matting network but BSHM looks like.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
public final class OnnxMattingModel implements MattingModel {
  private final ModelDescriptor descriptor;
  private final String sha256;
  private final OnnxSession session;
  private final SizePolicy sizes;
  private final TensorPacking packing;
  private final RunGate gate;
  private final LeasePool<Workspace> workspaces;

  /**
   * Wraps an open session, which belongs to the model from now on.
   *
   * @param sha256 of the weights' file
   * @param sizes how a photo's size becomes the network's
   * @param packing how a pixel becomes three floats
   * @param callers runs that may go side by side
   */
  public OnnxMattingModel(
      ModelDescriptor descriptor,
      String sha256,
      OnnxSession session,
      SizePolicy sizes,
      TensorPacking packing,
      int callers) {
    this.descriptor = descriptor;
    this.sha256 = sha256;
    this.session = session;
    this.sizes = sizes;
    this.packing = packing;
    this.gate = new RunGate("model " + descriptor.id());
    this.workspaces = new LeasePool<>(callers, () -> new Workspace(packing));
  }

  @Override
  public ModelDescriptor descriptor() {
    return descriptor;
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
    List<String> warnings = new ArrayList<>(session.warnings());
    warnings.addAll(sizes.warnings(geometry));
    StageClock clock = new StageClock();
    workspace.prepare(photo, geometry);
    Duration prepare = clock.lap();
    session.run(workspace.input(), workspace.output());
    Duration infer = clock.lap();
    AlphaMatte matte = workspace.finish(warnings::add);
    Duration finish = clock.lap();
    return new MattingResult(
        matte,
        new RunReport(
            descriptor.id(),
            sha256,
            session.engine(),
            session.device(),
            session.threads(),
            geometry.resizedWidth(),
            geometry.resizedHeight(),
            RunReport.Enlargement.BILINEAR,
            prepare,
            infer,
            finish,
            warnings));
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
