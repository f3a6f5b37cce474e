package io.github.matting4j.evaluate;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.testing.RunReports;
import java.util.function.Function;

/** A model that gives what it is told to give. */
public record FakeModel(String id, Function<ArgbImage, AlphaMatte> network)
    implements MattingModel {
  @Override
  public ModelDescriptor descriptor() {
    return ModelDescriptor.builder(id, new Family("Starter"))
        .role(ModelDescriptor.Role.STARTER)
        .title(id)
        .summary("A model of the tests.")
        .licence(new Licence("Apache-2.0", "", "", Licence.CommercialUse.ALLOWED))
        .source("")
        .build();
  }

  @Override
  public ModelIdentity identity() {
    return RunReports.identity(id);
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return new MattingResult(
        network.apply(photo), RunReports.of(id, photo.width(), photo.height()));
  }

  @Override
  public void close() {}
}
