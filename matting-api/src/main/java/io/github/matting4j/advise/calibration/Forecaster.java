package io.github.matting4j.advise.calibration;

import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.candidates.FolderForecast;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Gpu;
import io.github.matting4j.model.figures.Quantity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Estimates time and memory from operation counts and published rates, or takes them from a
 * calibration.
 */
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

  /** Whether a calibration of this machine states the candidate's error against true mattes. */
  public boolean isAccuracyMeasured(Candidate candidate) {
    return measured(candidate, Placement.of(criteria, candidate))
        .map(entry -> entry.error().isPresent())
        .orElse(false);
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** The cost of the criteria's folder; empty if there is no folder or no estimate. */
  public Optional<FolderForecast> ofFolder(Candidate candidate) {
    return criteria.folder().flatMap(folder -> new FolderCost(this, candidate).of(folder));
  }

  /** The measured cost from file to files; empty if it was not measured here. */
  Optional<CostModel.Chain> chain(Candidate candidate) {
    return measured(candidate, Placement.of(criteria, candidate))
        .flatMap(Calibration.Entry::cost)
        .flatMap(CostModel::chain);
  }

  /** The number of cores, or the usual one if it is not known. */
  double cores() {
    return criteria.hardware().cores().orElse(USUAL_CORES);
  }

  /** Throughput of all cores, as a multiple of that of one. */
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

  /** Peak memory in bytes for this many photos of this size at a time. */
  OptionalLong memory(Candidate candidate, double width, double height, int workers) {
    OptionalDouble pixels = networkPixels(candidate, width, height);
    Optional<Calibration.Entry> entry = measured(candidate, Placement.of(criteria, candidate));
    Optional<LinearCost> bytes = entry.flatMap(Calibration.Entry::cost).flatMap(CostModel::bytes);
    if (bytes.isPresent()) {
      LinearCost cost = bytes.get();
      double perRun = cost.at(pixels.orElse(0), width * height) - cost.constant();
      return OptionalLong.of((long) (cost.constant() + workers * perRun));
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
            ? "; the memory comes on top of your program's"
            : "");
  }

  private double width() {
    return criteria
        .photo()
        .get(PhotoTrait.WIDTH)
        .map(PhotoTraits.Measurement::value)
        .orElse((double) USUAL_WIDTH);
  }

  private double height() {
    return criteria
        .photo()
        .get(PhotoTrait.HEIGHT)
        .map(PhotoTraits.Measurement::value)
        .orElse((double) USUAL_HEIGHT);
  }

  /** Approximate pixels of the network's picture; empty if the model states no size rule. */
  public static OptionalDouble networkPixels(Candidate candidate, double width, double height) {
    return candidate.model().sizeRule().stream()
        .mapToDouble(rule -> rule.networkPixels(width, height))
        .findFirst();
  }

  private OptionalDouble guessedSeconds(
      Candidate candidate, Placement placement, OptionalDouble pixels) {
    OptionalDouble gigamacs = candidate.value(Quantity.GIGAMACS);
    OptionalDouble reference = candidate.value(Quantity.REFERENCE_PIXELS);
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
    return candidate.value(Quantity.CPU_RATE).orElse(USUAL_CPU_RATE) * allCores();
  }

  private static double gpuSeconds(Candidate candidate, Gpu gpu, double work, double scale) {
    double teraflops = gpu.teraflops().orElse(V100_TERAFLOPS);
    OptionalDouble fps = candidate.value(Quantity.FPS_V100);
    double seconds =
        fps.isPresent()
            ? scale / fps.getAsDouble() * V100_TERAFLOPS / teraflops
            : 2 * work / (GPU_SHARE * teraflops * 1000);
    return Math.max(MIN_GPU_SECONDS, seconds);
  }

  private static OptionalLong guessedMemory(
      Candidate candidate, OptionalDouble pixels, double photoPixels, int workers) {
    OptionalDouble peak = candidate.value(Quantity.MEMORY);
    OptionalDouble reference = candidate.value(Quantity.REFERENCE_PIXELS);
    if (peak.isEmpty() || reference.isEmpty() || pixels.isEmpty()) {
      return OptionalLong.empty();
    }
    double weights =
        Math.min(
            peak.getAsDouble(), candidate.value(Quantity.FILE).orElse(0) + 60); // engine and JVM
    double scale = pixels.getAsDouble() / reference.getAsDouble();
    double mebibytes = weights + workers * (peak.getAsDouble() - weights) * scale;
    double photo = candidate.value(Quantity.MEMORY_PER_PIXEL).orElse(0);
    return OptionalLong.of((long) (mebibytes * (1 << 20) + workers * photo * photoPixels));
  }

  private String basis(Candidate candidate, Placement placement) {
    OptionalDouble gigamacs = candidate.value(Quantity.GIGAMACS);
    if (gigamacs.isEmpty()) {
      return "no operation count is published for it; 'matting calibrate' measures its cost";
    }
    if (placement.isOfUnknownSpeed()) {
      return "no rate on "
          + placement.text()
          + " is published, and the memory is that of the CPU; 'matting calibrate' measures both";
    }
    StringBuilder text = new StringBuilder("an estimate within a factor of three, from ");
    if (placement.gpu().isPresent()) {
      boolean published = candidate.value(Quantity.FPS_V100).isPresent();
      text.append(published ? "the published rate on a V100" : "its operation count")
          .append(" and the manufacturer's peak rates");
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
    return text.append("; 'matting calibrate' measures it").toString();
  }
}
