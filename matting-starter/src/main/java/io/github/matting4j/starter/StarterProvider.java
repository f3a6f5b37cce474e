package io.github.matting4j.starter;

import io.github.matting4j.kernel.TensorPacking;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.DynamicSize;
import io.github.matting4j.onnx.Limit;
import io.github.matting4j.onnx.OnnxMattingModel;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The {@code portrait-starter}: 754,588 parameters, trained by this project on openly licensed
 * photos, part of the jar. Good on head-and-shoulders photos; often wrong on full bodies, groups
 * and raised arms: see {@code MODEL_CARD.md}. The registry prefers any official model to it.
 *
 * <p>Thread-safe.
 */
public final class StarterProvider implements MattingModelProvider {
  static final String RESOURCE = "portrait-starter.onnx";

  /** Of 224 and 256, which measure alike, the one with the finer outline; see the model card. */
  private static final Limit SHORT_SIDE = new Limit(Limit.Kind.SHORT_EXACTLY, 256);

  private static final int MULTIPLE = 16;
  private static final long MAX_PIXELS = 1_000_000;

  private static final ModelDescriptor DESCRIPTOR =
      new ModelDescriptor(
          "portrait-starter",
          "Portrait starter",
          ModelDescriptor.Family.STARTER,
          "Built in, small and quick: head-and-shoulders portraits; full bodies with errors.",
          new Licence(
              "Apache-2.0",
              "https://www.apache.org/licenses/LICENSE-2.0",
              "matting4j; training pictures: US Congress and other US government works (public domain,"
                  + " CC0), UK Parliament / Chris McAndrew (CC BY 3.0), COCO (CC BY 2.0),"
                  + " DAVIS 2017 (CC BY 4.0); see NOTICE",
              Licence.CommercialUse.ALLOWED),
          "part of matting-starter",
          List.of(),
          ModelDescriptor.Role.STARTER);

  /** For {@link java.util.ServiceLoader} and for registration by hand. */
  public StarterProvider() {}

  @Override
  public List<ModelDescriptor> descriptors() {
    return List.of(DESCRIPTOR);
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    check(id);
    return StarterProvider.class.getResource(RESOURCE) != null
        ? new Availability.Ready("built in")
        : new Availability.Broken("the jar lacks " + RESOURCE, "take the released jar");
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    check(id);
    byte[] weights = weights();
    OnnxSession session = OnnxSession.open(DESCRIPTOR.id(), weights, options);
    try {
      return new OnnxMattingModel(
          DESCRIPTOR,
          ModelFile.sha256(weights),
          session,
          new DynamicSize(
              SHORT_SIDE, MULTIPLE, MULTIPLE, options.maxNetworkPixels().orElse(MAX_PIXELS)),
          TensorPacking.normalised(0f, 1f),
          options.callers());
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static void check(String id) {
    if (!DESCRIPTOR.id().equals(id)) {
      throw new IllegalArgumentException("the starter has no model '" + id + "'");
    }
  }

  private static byte[] weights() {
    try (InputStream in = StarterProvider.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new ModelLoadException("the jar lacks " + RESOURCE + "; take the released jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + RESOURCE + " from the jar", e);
    }
  }
}
