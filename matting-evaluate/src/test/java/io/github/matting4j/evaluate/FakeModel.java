package io.github.matting4j.evaluate;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.testing.RunReports;
import java.util.List;
import java.util.function.Function;

/** A model that gives what it is told to give. */
record FakeModel(String id, Function<ArgbImage, AlphaMatte> network) implements MattingModel {
  @Override
  public ModelDescriptor descriptor() {
    return new ModelDescriptor(
        id,
        id,
        ModelDescriptor.Family.STARTER,
        "A model of the tests.",
        new Licence("Apache-2.0", "", "", Licence.CommercialUse.ALLOWED),
        "",
        List.of(),
        ModelDescriptor.Role.STARTER);
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
