package io.github.matting4j.batch;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.testing.RunReports;
import java.time.Duration;

/** Takes the green of a photo for its matte. */
class FakeModel implements MattingModel {
  private final ModelIdentity identity;

  FakeModel() {
    this("0".repeat(64));
  }

  FakeModel(String sha256) {
    this(sha256, "0".repeat(64));
  }

  FakeModel(String sha256, String recipeSha256) {
    this.identity = RunReports.identity("fake", sha256, recipeSha256);
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
    return identity;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    int[] pixels = photo.toArray();
    float[] alphas = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      alphas[i] = (pixels[i] >> 8 & 0xFF) / 255f;
    }
    return new MattingResult(
        AlphaMatte.copyOf(photo.width(), photo.height(), alphas),
        RunReports.of(identity(), photo.width(), photo.height(), Duration.ofMillis(2)));
  }

  @Override
  public void close() {}
}
