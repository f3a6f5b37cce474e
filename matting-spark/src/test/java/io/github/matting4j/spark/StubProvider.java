package io.github.matting4j.spark;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.RunReports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that takes the green of a photo for its matte, and fails on some photos. */
public final class StubProvider implements MattingModelProvider {
  static final String ID = "stub";

  /** The first pixel of a photo that the model fails on. */
  static final int FAILS = 0xFFFF0001;

  /** The first pixel of a photo that ends the process. */
  static final int ENDS_PROCESS = 0xFFFF0002;

  static final AtomicInteger OPENED = new AtomicInteger();

  private static final ModelIdentity IDENTITY =
      RunReports.identity(ID, "1".repeat(64), "2".repeat(64));

  @Override
  public List<ModelDescriptor> descriptors() {
    return List.of(descriptor());
  }

  private static ModelDescriptor descriptor() {
    return ModelDescriptor.builder(ID, new Family("test"))
        .role(ModelDescriptor.Role.OFFICIAL)
        .title("Stub")
        .summary("A stub.")
        .licence(new Licence("MIT", "https://example.org", "us", Licence.CommercialUse.ALLOWED))
        .source("https://example.org")
        .fileNames("stub.onnx")
        .build();
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    return new Availability.Ready("stub", Optional.empty());
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    OPENED.incrementAndGet();
    return new Stub();
  }

  static MattingModel stub() {
    return new Stub();
  }

  /** What was sent with the model; looked at by tests. */
  static Optional<Path> weights(OpenOptions options) {
    return options.modelFile();
  }

  private static final class Stub implements MattingModel {
    @Override
    public ModelDescriptor descriptor() {
      return StubProvider.descriptor();
    }

    @Override
    public ModelIdentity identity() {
      return IDENTITY;
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      int[] pixels = photo.toArray();
      if (pixels[0] == FAILS) {
        throw new InferenceException("the stub fails on this photo; use another one");
      }
      if (pixels[0] == ENDS_PROCESS) {
        Runtime.getRuntime().halt(77);
      }
      float[] alphas = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        alphas[i] = (pixels[i] >> 8 & 0xFF) / 255f;
      }
      return new MattingResult(
          AlphaMatte.copyOf(photo.width(), photo.height(), alphas),
          RunReports.of(IDENTITY, photo.width(), photo.height(), Duration.ofMillis(2)));
    }

    @Override
    public void close() {}
  }
}
