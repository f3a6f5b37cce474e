package io.github.matting4j.advise;

import io.github.matting4j.advise.calibration.Forecaster;
import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.advise.figures.Engine;
import io.github.matting4j.model.ModelDescriptor;
import java.util.OptionalDouble;

/** Opens the advisor's size rules, which are hidden, to the test that compares them. */
public final class AdvisorSizes {
  private AdvisorSizes() {}

  /** Pixels of the picture that the advisor expects the network to see. */
  public static OptionalDouble networkPixels(ModelDescriptor model, int width, int height) {
    return Forecaster.networkPixels(new Candidate(model, Engine.ONNX_RUNTIME), width, height);
  }
}
