package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.batch.source.PhotoSample;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.Quantity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSampleTest {
  @TempDir Path folder;

  /** Models of so much work; those of 0 state none. The ids that were opened are kept. */
  private static final class Backend implements MattingModelProvider {
    private final Map<String, Double> models;
    private final List<String> opened = new ArrayList<>();

    Backend(Map<String, Double> models) {
      this.models = models;
    }

    @Override
    public List<ModelDescriptor> descriptors() {
      return models.entrySet().stream()
          .map(
              model -> {
                ModelDescriptor.Builder builder =
                    ModelDescriptor.builder(model.getKey(), new Family("test"));
                return model.getValue() == 0
                    ? builder.build()
                    : builder
                        .figure(
                            Quantity.GIGAMACS, model.getValue(), new Citation("us", "2026-11-28"))
                        .build();
              })
          .toList();
    }

    @Override
    public Availability probe(String id, OpenOptions options) {
      return id.startsWith("gone")
          ? new Availability.Missing("no weights", "get them")
          : new Availability.Ready("here");
    }

    @Override
    public MattingModel open(String id, OpenOptions options) {
      opened.add(id);
      return new FakeModel();
    }
  }

  private List<String> opened(Map<String, Double> models) throws Exception {
    Backend backend = new Backend(models);
    PhotoSample.traits(
        Photos.write(folder.resolve("a.png"), 1),
        MattingModels.of(backend),
        OpenOptions.forLatency(),
        ReadOptions.defaults());
    return backend.opened;
  }

  @Test
  void theReadyModelOfTheLeastWorkMeasuresPhotos() throws Exception {
    Map<String, Double> models = new LinkedHashMap<>();
    models.put("unknown", 0.0);
    models.put("medium", 20.0);
    models.put("small", 7.5);
    models.put("gone", 0.5);
    models.put("large", 91.0);
    assertThat(opened(models)).containsExactly("small");
  }

  @Test
  void noneDoesIfAllAreLarge() throws Exception {
    assertThat(opened(Map.of("large", 91.0))).isEmpty();
    assertThat(opened(Map.of("unknown", 0.0))).isEmpty();
  }
}
