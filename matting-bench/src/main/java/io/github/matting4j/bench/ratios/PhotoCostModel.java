package io.github.matting4j.bench.ratios;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.calibration.Forecaster;
import io.github.matting4j.advise.calibration.LinearCost;
import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.bench.fixture.CostVariant;
import io.github.matting4j.bench.fixture.FrameSize;
import io.github.matting4j.bench.fixture.ResourceUse;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The cost model of the forecasts, fitted to photos of growing size.
 *
 * @param candidate says how large the network sees a photo
 * @param seconds processor time of a photo
 * @param mebibytes resident memory while it is processed, with what the process has anyway
 */
record PhotoCostModel(Candidate candidate, LinearCost seconds, LinearCost mebibytes) {

  static PhotoCostModel fit(CostVariant variant, Map<FrameSize, ResourceUse> uses) {
    Candidate candidate =
        MattingModels.discovered().list(OpenOptions.forThroughput()).stream()
            .filter(status -> status.id().equals(variant.id()))
            .flatMap(status -> status.descriptor().stream())
            .map(descriptor -> new Candidate(descriptor, Engine.ONNX_RUNTIME))
            .findFirst()
            .orElseThrow();
    List<LinearCost.Sample> seconds = new ArrayList<>();
    List<LinearCost.Sample> mebibytes = new ArrayList<>();
    uses.forEach(
        (size, use) -> {
          seconds.add(sample(candidate, size, use.cpuSeconds()));
          mebibytes.add(sample(candidate, size, use.mebibytes()));
        });
    return new PhotoCostModel(candidate, LinearCost.fit(seconds), LinearCost.fit(mebibytes));
  }

  private static LinearCost.Sample sample(Candidate candidate, FrameSize size, double cost) {
    return new LinearCost.Sample(networkPixels(candidate, size), size.pixels(), cost);
  }

  private static double networkPixels(Candidate candidate, FrameSize size) {
    return Forecaster.networkPixels(candidate, size.width(), size.height()).orElse(0);
  }

  /** Seconds for one photo of each size on one core. */
  double seconds(List<FrameSize> sizes) {
    return sizes.stream().mapToDouble(size -> photo(size).seconds()).sum();
  }

  /**
   * Batches of photos.
   *
   * @param exponent that of {@link BatchSimulation}
   * @param surplus MiB that a batch holds beyond single photos
   */
  BatchSimulation simulation(double exponent, double surplus) {
    return new BatchSimulation(mebibytes.constant() + surplus, exponent);
  }

  /** Photos of these sizes in turn. */
  IntFunction<BatchSimulation.Photo> photos(List<FrameSize> sizes) {
    List<BatchSimulation.Photo> all = sizes.stream().map(this::photo).toList();
    return i -> all.get(i % all.size());
  }

  private BatchSimulation.Photo photo(FrameSize size) {
    double network = networkPixels(candidate, size);
    return new BatchSimulation.Photo(
        seconds.at(network, size.pixels()),
        mebibytes.at(network, size.pixels()) - mebibytes.constant());
  }
}
