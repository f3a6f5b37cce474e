package io.github.matting4j.spark;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.RunReports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A model that takes the green of a photo for its matte, and fails on some photos. */
public final class StubProvider implements MattingModelProvider {
  static final String ID = "stub";

  /** Another model, whose mattes are the first one's inverted. */
  static final String INVERSE = "stub-inverse";

  /** The first pixel of a photo that the model fails on. */
  static final int FAILS = 0xFFFF0001;

  /** The first pixel of a photo that ends the process. */
  static final int ENDS_PROCESS = 0xFFFF0002;

  /** The first pixels of photos that other things are thrown on. */
  static final int OUT_OF_MEMORY = 0xFFFF0003;

  static final int TIMES_OUT = 0xFFFF0004;
  static final int BREAKS = 0xFFFF0005;

  /** The first pixel of a photo that {@link #meeting} is run on. */
  static final int MEETS = 0xFFFF0006;

  /** The first pixel of a photo that takes a tenth of a second. */
  static final int SLOW = 0xFFFF0007;

  /** What models were opened with. */
  static final Queue<Path> FILES = new ConcurrentLinkedQueue<>();

  private static final String WEIGHTS = "1".repeat(64);

  /** Run while the model runs on a photo. */
  static volatile Runnable meeting = () -> {};

  @Override
  public List<ModelDescriptor> descriptors() {
    return List.of(descriptor(ID), descriptor(INVERSE));
  }

  private static ModelDescriptor descriptor(String id) {
    return ModelDescriptor.builder(id, new Family("test"))
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
    options.modelFile().ifPresent(FILES::add);
    return new Stub(id, options.modelFile().map(StubProvider::sha256).orElse(WEIGHTS));
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new ModelLoadException(e.toString(), e);
    }
  }

  static MattingModel stub() {
    return stub(ID);
  }

  static MattingModel stub(String id) {
    return new Stub(id, WEIGHTS);
  }

  private static final class Stub implements MattingModel {
    private final String id;
    private final ModelIdentity identity;

    Stub(String id, String weights) {
      this.id = id;
      this.identity = RunReports.identity(id, weights, "2".repeat(64));
    }

    @Override
    public ModelDescriptor descriptor() {
      return StubProvider.descriptor(id);
    }

    @Override
    public ModelIdentity identity() {
      return identity;
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
      if (pixels[0] == OUT_OF_MEMORY) {
        throw new OutOfMemoryError("the stub's");
      }
      if (pixels[0] == TIMES_OUT) {
        throw new MattingTimeoutException(
            MattingTimeoutException.Stage.NETWORK, "the stub's time is over");
      }
      if (pixels[0] == BREAKS) {
        throw new IllegalStateException("the stub broke");
      }
      if (pixels[0] == SLOW) {
        LockSupport.parkNanos(100_000_000);
      }
      if (pixels[0] == MEETS) {
        meeting.run();
      }
      float[] alphas = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        int green = pixels[i] >> 8 & 0xFF;
        alphas[i] = (id.equals(INVERSE) ? 255 - green : green) / 255f;
      }
      return new MattingResult(
          AlphaMatte.copyOf(photo.width(), photo.height(), alphas),
          RunReports.of(identity, photo.width(), photo.height(), Duration.ofMillis(2)));
    }

    @Override
    public void close() {}
  }
}
