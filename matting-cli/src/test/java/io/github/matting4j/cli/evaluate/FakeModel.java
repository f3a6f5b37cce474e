package io.github.matting4j.cli.evaluate;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.RunReport;
import java.time.Duration;
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
  public MattingResult run(ArgbImage photo) {
    return new MattingResult(
        network.apply(photo),
        new RunReport(
            id,
            "0".repeat(64),
            "Fake 1.0.0",
            Device.CPU,
            1,
            photo.width(),
            photo.height(),
            RunReport.Enlargement.BILINEAR,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            List.of()));
  }

  @Override
  public void close() {}
}
