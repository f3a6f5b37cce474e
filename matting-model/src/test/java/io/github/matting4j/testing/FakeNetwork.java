package io.github.matting4j.testing;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.runtime.RunStop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A network that takes the green of a photo for its alpha, and runs what a test gives it. */
public final class FakeNetwork implements PooledModel.Network<float[]> {
  /** How often it was closed. */
  public final AtomicInteger closed = new AtomicInteger();

  private final boolean stoppable;
  private final Consumer<RunStop> engine;

  /** A network whose engine is this action. */
  public FakeNetwork(boolean stoppable, Consumer<RunStop> engine) {
    this.stoppable = stoppable;
    this.engine = engine;
  }

  @Override
  public ModelDescriptor descriptor() {
    return ModelDescriptor.builder("fake", new Family("test"))
        .role(ModelDescriptor.Role.OFFICIAL)
        .title("Fake")
        .summary("A fake.")
        .licence(new Licence("MIT", "https://example.org", "us", Licence.CommercialUse.ALLOWED))
        .source("https://example.org")
        .fileNames("fake.onnx")
        .build();
  }

  @Override
  public ModelIdentity identity() {
    return RunReports.identity("fake");
  }

  @Override
  public float[] newBuffers() {
    return new float[0];
  }

  @Override
  public boolean isStoppable() {
    return stoppable;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  @Override
  public PooledModel.Job begin(ArgbImage photo, float[] buffers) {
    return new PooledModel.Job() {
      @Override
      public void prepare() {}

      @Override
      public void infer(RunStop stop) {
        engine.accept(stop);
      }

      @Override
      public AlphaMatte finish() {
        int[] pixels = photo.toArray();
        float[] alphas = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
          alphas[i] = (pixels[i] >> 8 & 0xFF) / 255f;
        }
        return AlphaMatte.copyOf(photo.width(), photo.height(), alphas);
      }

      @Override
      public RunReport report(Duration prepare, Duration infer, Duration finish) {
        return new RunReport(
            identity(),
            Device.CPU,
            1,
            new RunReport.NetworkInput(
                photo.width(), photo.height(), RunReport.Enlargement.BILINEAR),
            new RunReport.Timings(prepare, infer.plusNanos(1), finish),
            List.of());
      }
    };
  }
}
