package io.github.matting4j.advise.calibration;

import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.advise.figures.Placement;
import io.github.matting4j.advise.figures.PublishedFigures;
import io.github.matting4j.advise.figures.Quantity;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.Measurement;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.hardware.Gpu;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Guesses time and memory from operation counts, or takes them from a calibration. */
public final class Forecaster {
  private static final double USUAL_CPU_RATE = 35; // G multiply-adds a second on one core
  private static final double USUAL_CORES = 4;
  private static final double MORE_CORES = 0.85; // 2 cores gave 1.8 times the speed of one
  private static final double V100_TERAFLOPS = 15.7;
  private static final double GPU_SHARE = 0.3; // PP-Matting-512 on a V100: a third of the peak
  private static final double MIN_GPU_SECONDS = 0.004;
  private static final int USUAL_WIDTH = 1920;
  private static final int USUAL_HEIGHT = 1080;

  private final MattingCriteria criteria;
  private final Optional<Calibration> calibration;

  public Forecaster(MattingCriteria criteria, Optional<Calibration> calibration) {
    this.criteria = criteria;
    this.calibration = calibration;
  }

  public Forecast of(Candidate candidate) {
    Placement placement = Placement.of(criteria, candidate);
    Optional<Calibration.Entry> entry = measured(candidate, placement);
    return new Forecast(
        seconds(candidate, width(), height()).stream().mapToObj(Forecaster::duration).findFirst(),
        memory(candidate, width(), height(), 1),
        entry.map(this::measuredBasis).orElseGet(() -> basis(candidate, placement)),
        entry.isPresent(),
        placement.text(),
        placement.whyNotGpu());
  }

  private Optional<Calibration.Entry> measured(Candidate candidate, Placement placement) {
    return calibration.flatMap(c -> c.find(candidate, placement.device()));
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** What the folder of the criteria would take; empty if there is none, or nothing is known. */
  public Optional<FolderForecast> ofFolder(Candidate candidate) {
    return criteria.folder().flatMap(folder -> new FolderCost(this, candidate).of(folder));
  }

  /** What is known of the way from file to file; empty if it was not measured here. */
  Optional<CostModel.Chain> chain(Candidate candidate) {
    return measured(candidate, Placement.of(criteria, candidate))
        .flatMap(Calibration.Entry::cost)
        .flatMap(CostModel::chain);
  }

  /** Cores to reckon with. */
  double cores() {
    return criteria.hardware().cores().orElse(USUAL_CORES);
  }

  /** How many times as much all cores do as one. */
  double allCores() {
    double cores = cores();
    return cores < 1 ? cores : Math.pow(cores, MORE_CORES);
  }

  /** Seconds from photo to matte for a photo of this size. */
  OptionalDouble seconds(Candidate candidate, double width, double height) {
    Placement placement = Placement.of(criteria, candidate);
    OptionalDouble pixels = networkPixels(candidate, width, height);
    Optional<Calibration.Entry> entry = measured(candidate, placement);
    if (entry.isEmpty()) {
      return guessedSeconds(candidate, placement, pixels);
    }
    if (entry.get().cost().isPresent()) {
      return OptionalDouble.of(
          entry.get().cost().get().seconds().at(pixels.orElse(0), width * height));
    }
    double then =
        networkPixels(candidate, entry.get().photoWidth(), entry.get().photoHeight())
            .orElse(Double.NaN);
    double scale = pixels.orElse(Double.NaN) / then;
    return OptionalDouble.of(
        entry.get().median().toNanos() / 1e9 * (Double.isFinite(scale) ? scale : 1));
  }

  /** Bytes at the peak, with so many photos of this size at a time. */
  OptionalLong memory(Candidate candidate, double width, double height, int workers) {
    OptionalDouble pixels = networkPixels(candidate, width, height);
    Optional<Calibration.Entry> entry = measured(candidate, Placement.of(criteria, candidate));
    Optional<LinearCost> bytes = entry.flatMap(Calibration.Entry::cost).flatMap(CostModel::bytes);
    if (bytes.isPresent()) {
      LinearCost cost = bytes.get();
      double aRun = cost.at(pixels.orElse(0), width * height) - cost.constant();
      return OptionalLong.of((long) (cost.constant() + workers * aRun));
    }
    return entry.isPresent() && workers == 1 && entry.get().memoryBytes().isPresent()
        ? entry.get().memoryBytes()
        : guessedMemory(candidate, pixels, width * height, workers);
  }

  private String measuredBasis(Calibration.Entry entry) {
    Calibration c = calibration.orElseThrow();
    return "measured on this machine on "
        + c.date()
        + " with "
        + c.material()
        + " ("
        + entry.photos()
        + ")"
        + (entry.cost().isPresent() ? ", at five sizes" : "")
        + (entry.cost().flatMap(CostModel::bytes).isPresent()
            ? "; the memory is what your program grows by"
            : "");
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
  public static OptionalDouble networkPixels(Candidate candidate, double width, double height) {
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
    double most = PublishedFigures.value(candidate, Quantity.MAX_PIXELS).orElse(Double.MAX_VALUE);
    return OptionalDouble.of(Math.min(most, width * height * scale * scale));
  }

  private OptionalDouble guessedSeconds(
      Candidate candidate, Placement placement, OptionalDouble pixels) {
    OptionalDouble gigamacs = PublishedFigures.value(candidate, Quantity.GIGAMACS);
    OptionalDouble reference = PublishedFigures.value(candidate, Quantity.REFERENCE_PIXELS);
    if (placement.isOfUnknownSpeed()
        || gigamacs.isEmpty()
        || reference.isEmpty()
        || pixels.isEmpty()) {
      return OptionalDouble.empty();
    }
    double scale = pixels.getAsDouble() / reference.getAsDouble();
    double work = gigamacs.getAsDouble() * scale;
    double seconds =
        placement.gpu().isPresent()
            ? gpuSeconds(candidate, placement.gpu().get(), work, scale)
            : work / cpuRate(candidate);
    return OptionalDouble.of(seconds);
  }

  private double cpuRate(Candidate candidate) {
    return PublishedFigures.value(candidate, Quantity.CPU_RATE).orElse(USUAL_CPU_RATE) * allCores();
  }

  private static double gpuSeconds(Candidate candidate, Gpu gpu, double work, double scale) {
    double teraflops = gpu.teraflops().orElse(V100_TERAFLOPS);
    OptionalDouble fps = PublishedFigures.value(candidate, Quantity.FPS_V100);
    double seconds =
        fps.isPresent()
            ? scale / fps.getAsDouble() * V100_TERAFLOPS / teraflops
            : 2 * work / (GPU_SHARE * teraflops * 1000);
    return Math.max(MIN_GPU_SECONDS, seconds);
  }

  private static OptionalLong guessedMemory(
      Candidate candidate, OptionalDouble pixels, double photoPixels, int workers) {
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
    double mebibytes = weights + workers * (peak.getAsDouble() - weights) * scale;
    double photo = PublishedFigures.value(candidate, Quantity.MEMORY_PER_PIXEL).orElse(0);
    return OptionalLong.of((long) (mebibytes * (1 << 20) + workers * photo * photoPixels));
  }

  private String basis(Candidate candidate, Placement placement) {
    OptionalDouble gigamacs = PublishedFigures.value(candidate, Quantity.GIGAMACS);
    if (gigamacs.isEmpty()) {
      return "nothing is published about its cost";
    }
    if (placement.isOfUnknownSpeed()) {
      return "no rate on "
          + placement.text()
          + " is published; the memory is that of the CPU; matting calibrate measures both";
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
