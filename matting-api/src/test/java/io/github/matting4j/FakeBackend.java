package io.github.matting4j;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.RunReports;
import java.util.List;
import java.util.Map;

/** A backend of models that mark everything as person; {@code maker} tells two backends apart. */
class FakeBackend implements MattingModelProvider {
  private final String maker;
  private final Map<String, Availability> models;
  private final ModelDescriptor.Role role;

  FakeBackend(String maker, ModelDescriptor.Role role, Map<String, Availability> models) {
    this.maker = maker;
    this.role = role;
    this.models = models;
  }

  static FakeBackend official(String maker, String id, Availability availability) {
    return new FakeBackend(maker, ModelDescriptor.Role.OFFICIAL, Map.of(id, availability));
  }

  static FakeBackend starter(String id) {
    return new FakeBackend(
        "starter", ModelDescriptor.Role.STARTER, Map.of(id, new Availability.Ready("built in")));
  }

  @Override
  public List<ModelDescriptor> descriptors() {
    return models.keySet().stream().sorted().map(this::descriptor).toList();
  }

  private ModelDescriptor descriptor(String id) {
    return ModelDescriptor.builder(id, new Family("test"))
        .role(role)
        .title(maker)
        .summary("A fake.")
        .licence(new Licence("MIT", "https://example.org", "us", Licence.CommercialUse.ALLOWED))
        .source("https://example.org")
        .fileNames(id + ".onnx")
        .build();
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    return models.get(id);
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    ModelDescriptor descriptor = descriptor(id);
    return new MattingModel() {
      @Override
      public ModelDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public ModelIdentity identity() {
        return RunReports.identity(id);
      }

      @Override
      public MattingResult run(ArgbImage photo) {
        return new MattingResult(
            AlphaMatte.filled(photo.width(), photo.height(), 1f),
            RunReports.of(id, photo.width(), photo.height()));
      }

      @Override
      public void close() {
        closed();
      }
    };
  }

  /** Called when one of the models is closed. */
  void closed() {}
}
