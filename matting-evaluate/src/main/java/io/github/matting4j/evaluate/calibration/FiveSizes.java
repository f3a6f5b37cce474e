package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.advise.calibration.Forecaster;
import io.github.matting4j.advise.calibration.LinearCost;
import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.evaluate.measure.MemoryGrowth;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.RunReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures an open model at growing sizes and fits what it costs. The first round warms up and
 * shows the memory: smallest first, because engines keep what the largest picture took. Times come
 * from further rounds over all sizes, so that a busy moment of the machine does not hit one size
 * alone. Not thread-safe.
 */
final class FiveSizes {
  private static final int ROUNDS = 3;
  private static final int WARM_UPS = 10;
  private static final int BYTES_PER_PIXEL = 4;

  private final List<ArgbImage> photos;
  private final List<LinearCost.Sample> seconds = new ArrayList<>();
  private final List<LinearCost.Sample> bytes = new ArrayList<>();

  /**
   * Photos to measure on, which lie in memory already.
   *
   * @param photos smallest first
   */
  FiveSizes(List<ArgbImage> photos) {
    this.photos = photos;
  }

  /** Runs the model; without a memory that was started before it was opened, times only. */
  void measure(MattingModel model, Optional<MemoryGrowth> memory) {
    RunReport report = model.run(photos.get(0)).report();
    Candidate candidate = new Candidate(model.descriptor(), Calibrator.engine(report.engine()));
    for (ArgbImage photo : photos) {
      memory.ifPresent(MemoryGrowth::restartPeak);
      model.run(photo);
      memory.map(MemoryGrowth::growth).ifPresent(grown -> addBytes(candidate, photo, grown));
    }
    for (int i = 0; i < WARM_UPS; i++) {
      model.run(photos.get(0)); // or the compiler's work would be counted to the small photos
    }
    long[][] nanos = new long[photos.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        nanos[i][round] = model.run(photos.get(i)).report().total().toNanos();
      }
    }
    for (int i = 0; i < nanos.length; i++) {
      Arrays.sort(nanos[i]);
      seconds.add(sample(candidate, photos.get(i), Math.max(1, nanos[i][ROUNDS / 2]) / 1e9));
    }
  }

  private void addBytes(Candidate candidate, ArgbImage photo, OptionalLong grown) {
    if (grown.isPresent()) {
      double withPhoto = grown.getAsLong() + BYTES_PER_PIXEL * Calibrator.pixels(photo);
      bytes.add(sample(candidate, photo, withPhoto));
    }
  }

  /** The network's pixels as forecasts reckon them: without the rounding to whole multiples. */
  private static LinearCost.Sample sample(Candidate candidate, ArgbImage photo, double cost) {
    return new LinearCost.Sample(
        Forecaster.networkPixels(candidate, photo.width(), photo.height()).orElse(0),
        Calibrator.pixels(photo),
        cost);
  }

  /** The maximum growth of the process; empty if the system does not report it. */
  OptionalLong peak() {
    return bytes.stream().mapToLong(s -> (long) s.cost()).max();
  }

  CostModel cost(Optional<CostModel.Chain> chain) {
    return new CostModel(
        LinearCost.fit(seconds),
        bytes.isEmpty() ? Optional.empty() : Optional.of(LinearCost.fit(bytes)),
        chain);
  }
}
