package io.github.matting4j.select;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Guesses time and memory from operation counts, or takes them from a calibration. */
final class Forecaster {
  private static final double USUAL_CPU_RATE = 35; // G multiply-adds a second on one core
  private static final double USUAL_CORES = 4;
  private static final double MORE_CORES = 0.85; // 2 cores gave 1.8 times the speed of one
  private static final double V100_TERAFLOPS = 15.7;
  private static final double GPU_SHARE = 0.3; // PP-Matting-512 on a V100: a third of the peak
  private static final double LEAST_GPU_SECONDS = 0.004;
  private static final int USUAL_WIDTH = 1920;
  private static final int USUAL_HEIGHT = 1080;

  private final MattingCriteria criteria;
  private final Optional<Calibration> calibration;

  Forecaster(MattingCriteria criteria, Optional<Calibration> calibration) {
    this.criteria = criteria;
    this.calibration = calibration;
  }

  Forecast of(Candidate candidate) {
    Placement placement = Placement.of(criteria, candidate);
    OptionalDouble pixels = networkPixels(candidate, width(), height());
    Optional<Calibration.Entry> entry =
        calibration.flatMap(c -> c.find(candidate, placement.gpu().isPresent()));
    if (entry.isPresent()) {
      return measured(candidate, placement, pixels, entry.get());
    }
    return new Forecast(
        time(candidate, placement, pixels),
        memory(candidate, pixels),
        basis(candidate, placement),
        false,
        placement.text(),
        placement.whyNotGpu());
  }

  private Forecast measured(
      Candidate candidate, Placement placement, OptionalDouble pixels, Calibration.Entry entry) {
    double then =
        networkPixels(candidate, entry.photoWidth(), entry.photoHeight()).orElse(Double.NaN);
    double scale = pixels.orElse(Double.NaN) / then;
    Duration time =
        Double.isFinite(scale)
            ? Duration.ofNanos((long) (entry.median().toNanos() * scale))
            : entry.median();
    return new Forecast(
        Optional.of(time),
        entry.memoryBytes().isPresent() ? entry.memoryBytes() : memory(candidate, pixels),
        "measured on this machine on "
            + calibration.orElseThrow().date()
            + " with "
            + entry.photos()
            + (entry.photos() == 1 ? " photo" : " photos"),
        true,
        placement.text(),
        placement.whyNotGpu());
  }

  private double width() {
    return criteria
        .photo()
        .get(PhotoTrait.WIDTH)
        .map(Measurement::value)
        .orElse((double) USUAL_WIDTH);
  }

  private double height() {
    return criteria
        .photo()
        .get(PhotoTrait.HEIGHT)
        .map(Measurement::value)
        .orElse((double) USUAL_HEIGHT);
  }

  /** Pixels of the picture that the network would see. */
  static OptionalDouble networkPixels(Candidate candidate, double width, double height) {
    OptionalDouble atMost = PublishedFigures.value(candidate, Quantity.SHORT_AT_MOST);
    OptionalDouble exactly = PublishedFigures.value(candidate, Quantity.SHORT_EXACTLY);
    OptionalDouble square = PublishedFigures.value(candidate, Quantity.SQUARE);
    double shortSide = Math.min(width, height);
    double scale;
    if (square.isPresent()) {
      return OptionalDouble.of(square.getAsDouble() * square.getAsDouble());
    } else if (exactly.isPresent()) {
      scale = exactly.getAsDouble() / shortSide;
    } else if (atMost.isPresent()) {
      scale = Math.min(1, atMost.getAsDouble() / shortSide);
    } else {
      return OptionalDouble.empty();
    }
    double most = PublishedFigures.value(candidate, Quantity.MOST_PIXELS).orElse(Double.MAX_VALUE);
    return OptionalDouble.of(Math.min(most, width * height * scale * scale));
  }

  private Optional<Duration> time(Candidate candidate, Placement placement, OptionalDouble pixels) {
    OptionalDouble gigamacs = PublishedFigures.value(candidate, Quantity.GIGAMACS);
    OptionalDouble reference = PublishedFigures.value(candidate, Quantity.REFERENCE_PIXELS);
    if (gigamacs.isEmpty() || reference.isEmpty() || pixels.isEmpty()) {
      return Optional.empty();
    }
    double scale = pixels.getAsDouble() / reference.getAsDouble();
    double work = gigamacs.getAsDouble() * scale;
    double seconds =
        placement.gpu().isPresent()
            ? gpuSeconds(candidate, placement.gpu().get(), work, scale)
            : work / cpuRate(candidate);
    return Optional.of(Duration.ofNanos((long) (seconds * 1e9)));
  }

  private double cpuRate(Candidate candidate) {
    double cores = criteria.hardware().cores().orElse(USUAL_CORES);
    return PublishedFigures.value(candidate, Quantity.CPU_RATE).orElse(USUAL_CPU_RATE)
        * (cores < 1 ? cores : Math.pow(cores, MORE_CORES));
  }

  private static double gpuSeconds(Candidate candidate, Gpu gpu, double work, double scale) {
    double teraflops = gpu.teraflops().orElse(V100_TERAFLOPS);
    OptionalDouble fps = PublishedFigures.value(candidate, Quantity.FPS_V100);
    double seconds =
        fps.isPresent()
            ? scale / fps.getAsDouble() * V100_TERAFLOPS / teraflops
            : 2 * work / (GPU_SHARE * teraflops * 1000);
    return Math.max(LEAST_GPU_SECONDS, seconds);
  }

  private OptionalLong memory(Candidate candidate, OptionalDouble pixels) {
    OptionalDouble peak = PublishedFigures.value(candidate, Quantity.MEMORY);
    OptionalDouble reference = PublishedFigures.value(candidate, Quantity.REFERENCE_PIXELS);
    if (peak.isEmpty() || reference.isEmpty() || pixels.isEmpty()) {
      return OptionalLong.empty();
    }
    double weights =
        Math.min(
            peak.getAsDouble(),
            PublishedFigures.value(candidate, Quantity.FILE).orElse(0) + 60); // engine and JVM
    double scale = pixels.getAsDouble() / reference.getAsDouble();
    double mebibytes = weights + (peak.getAsDouble() - weights) * scale;
    double photo = PublishedFigures.value(candidate, Quantity.MEMORY_A_PIXEL).orElse(0);
    return OptionalLong.of((long) (mebibytes * (1 << 20) + photo * width() * height()));
  }

  private String basis(Candidate candidate, Placement placement) {
    OptionalDouble gigamacs = PublishedFigures.value(candidate, Quantity.GIGAMACS);
    if (gigamacs.isEmpty()) {
      return "nothing is published about its cost";
    }
    StringBuilder text = new StringBuilder("a guess within a factor of three, from ");
    if (placement.gpu().isPresent()) {
      boolean published = PublishedFigures.value(candidate, Quantity.FPS_V100).isPresent();
      text.append(published ? "the published rate on a V100" : "its operation count")
          .append(" and the maker's peak rates");
    } else {
      text.append("its operation count");
      if (criteria.hardware().cores().isEmpty()) {
        text.append(", ").append((int) USUAL_CORES).append(" cores assumed");
      }
    }
    if (criteria.photo().pixels().isEmpty()) {
      text.append(", a photo of ").append(USUAL_WIDTH).append('x').append(USUAL_HEIGHT);
      text.append(" assumed");
    }
    return text.append("; matting calibrate measures it").toString();
  }
}
