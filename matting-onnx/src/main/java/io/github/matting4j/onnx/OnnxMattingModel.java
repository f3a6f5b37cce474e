package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.TensorPacking;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.runtime.RunStop;
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
  private final PooledModel<Workspace> model;

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
    this.model = new PooledModel<>(new PlanarNetwork(), callers, session.closeTimeout());
  }

  private final class PlanarNetwork implements PooledModel.Network<Workspace> {
    @Override
    public ModelDescriptor descriptor() {
      return descriptor;
    }

    @Override
    public Workspace newBuffers() {
      return new Workspace(packing);
    }

    @Override
    public PooledModel.Job begin(ArgbImage photo, Workspace workspace) {
      return new PlanarJob(photo, workspace);
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
    private final Workspace workspace;
    private final InputGeometry geometry;
    private final List<String> warnings = new ArrayList<>(session.warnings());

    PlanarJob(ArgbImage photo, Workspace workspace) {
      this.photo = photo;
      this.workspace = workspace;
      this.geometry = sizes.fit(photo.width(), photo.height());
      warnings.addAll(sizes.warnings(geometry));
    }

    @Override
    public void prepare() {
      workspace.prepare(photo, geometry);
    }

    @Override
    public void infer(RunStop stop) {
      session.run(workspace.input(), workspace.output(), stop);
    }

    @Override
    public AlphaMatte finish() {
      return workspace.finish(warnings::add);
    }

    @Override
    public RunReport report(Duration prepare, Duration infer, Duration finish) {
      return new RunReport(
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
          warnings);
    }
  }

  @Override
  public ModelDescriptor descriptor() {
    return descriptor;
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

  /** What the network would get of a photo. */
  TensorBuffer input(ArgbImage photo) {
    Workspace workspace = new Workspace(packing);
    workspace.prepare(photo, sizes.fit(photo.width(), photo.height()));
    return workspace.input();
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
