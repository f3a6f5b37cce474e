package io.github.matting4j.advise.calibration;

import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.candidates.FolderForecast;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.criteria.MattingCriteria;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Adds up the cost of a folder's photos with one candidate. */
final class FolderCost {
  /**
   * Seconds per pixel of the photo to read it, refine the matte, estimate the foreground and write
   * two PNG files; used where nothing was measured on this machine. 72 photos of 0.2 to 4
   * megapixels on one core of an AMD EPYC, 2026-11-28: 0.06 to 0.09 s of processor time per
   * megapixel once the JVM is warm, with the starter's network in it.
   */
  private static final double FILES_PER_PIXEL = 0.07e-6;

  private final Forecaster forecaster;
  private final Candidate candidate;
  private final Optional<CostModel.Chain> chain;

  FolderCost(Forecaster forecaster, Candidate candidate) {
    this.forecaster = forecaster;
    this.candidate = candidate;
    this.chain = forecaster.chain(candidate);
  }

  Optional<FolderForecast> of(MattingCriteria.FolderContents folder) {
    double start = chain.map(CostModel.Chain::start).orElse(0.0);
    double model = 0;
    double files = 0;
    OptionalLong memory = OptionalLong.empty();
    int workers = chain.map(CostModel.Chain::workers).orElse(guessedWorkers());
    for (MattingCriteria.FolderContents.Size photo : folder.photos()) {
      OptionalDouble seconds = forecaster.seconds(candidate, photo.width(), photo.height());
      if (seconds.isEmpty()) {
        return Optional.empty();
      }
      model += seconds.getAsDouble();
      files += overhead(photo);
      OptionalLong bytes = forecaster.memory(candidate, photo.width(), photo.height(), workers);
      memory = bytes.orElse(0) > memory.orElse(0) ? bytes : memory;
    }
    if (folder.photos().isEmpty()) {
      return Optional.empty();
    }
    Forecast one = forecaster.of(candidate);
    return Optional.of(
        new FolderForecast(
            candidate.id(),
            folder.photos().size(),
            folder.megapixels(),
            Forecaster.duration(start + model + files),
            Forecaster.duration(start + parallel(model, files)),
            workers,
            memory,
            chain.isPresent(),
            chain.isPresent()
                ? one.basis()
                : "an estimate within a factor of three; 'matting calibrate' measures it"));
  }

  private int guessedWorkers() {
    return (int) Math.max(1, forecaster.cores());
  }

  private double overhead(MattingCriteria.FolderContents.Size photo) {
    double networkPixels =
        Forecaster.networkPixels(candidate, photo.width(), photo.height()).orElse(0);
    return chain
        .map(measured -> measured.overhead().at(networkPixels, photo.pixels()))
        .orElse(FILES_PER_PIXEL * photo.pixels());
  }

  /** One photo at a time, the model already uses all cores, but the files' part only one. */
  private double parallel(double model, double files) {
    return chain
        .map(measured -> (model + files) / measured.speedUp())
        .orElse(model + files / Math.max(1, forecaster.allCores()));
  }
}
