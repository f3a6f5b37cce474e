package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Measures every installed model with a calibrator, alone and with files read and written. */
public final class CalibrationRun {
  private static final int CHAIN_ROUNDS = 3;

  /** Measures the way from file to files, with a model that took so many seconds to open. */
  interface Chains {
    Optional<CostModel.Chain> measure(MattingModel model, String id, double opening);
  }

  /** Opens a model and times it. Not thread-safe. */
  private static final class TimedOpening implements Supplier<MattingModel> {
    private final Supplier<MattingModel> opener;
    private long nanos;

    TimedOpening(Supplier<MattingModel> opener) {
      this.opener = opener;
    }

    @Override
    public MattingModel get() {
      long start = System.nanoTime();
      MattingModel model = opener.get();
      nanos = System.nanoTime() - start;
      return model;
    }

    double seconds() {
      return nanos / 1e9;
    }
  }

  private final MattingModels models;
  private final Calibrator calibrator;
  private final double programStart;
  private final OpenOptions latency;
  private final OpenOptions throughput;

  /** A run over these models in a program whose start is not counted. */
  public CalibrationRun(
      MattingModels models, Calibrator calibrator, UnaryOperator<OpenOptions> change) {
    this(models, calibrator, change, 0);
  }

  /**
   * A run over these models.
   *
   * @param change what the options of every model have in addition, such as the model folder
   * @param programStart seconds that a program takes before it opens a model, at least 0
   */
  public CalibrationRun(
      MattingModels models,
      Calibrator calibrator,
      UnaryOperator<OpenOptions> change,
      double programStart) {
    this.models = models;
    this.calibrator = calibrator;
    this.programStart = programStart;
    this.latency = change.apply(OpenOptions.forLatency());
    this.throughput = change.apply(OpenOptions.forThroughput());
  }

  /**
   * Measures models, one after the other. One that fails does not keep the others from it.
   *
   * @param ids which models; empty for every one that is installed
   * @param onFailure gets the id of a model that failed, and why
   * @return the number of models measured
   * @throws IOException if the temporary files cannot be written
   */
  public int run(List<String> ids, BiConsumer<String, RuntimeException> onFailure)
      throws IOException {
    try (ChainMeter meter = new ChainMeter(chainPhotos())) {
      return run(ids, onFailure, (model, id, opening) -> chain(meter, model, id, opening));
    }
  }

  int run(List<String> ids, BiConsumer<String, RuntimeException> onFailure, Chains chains) {
    int measured = 0;
    for (String id : ids.isEmpty() ? installed() : ids) {
      measured += measure(id, chains, onFailure) ? 1 : 0;
    }
    return measured;
  }

  private List<String> installed() {
    return models.list(latency).stream()
        .filter(status -> status.availability().isReady())
        .map(ModelStatus::id)
        .toList();
  }

  /** Different photos at each size: what they show matters to the size of the files. */
  private List<ArgbImage> chainPhotos() {
    List<ArgbImage> all = new ArrayList<>();
    for (int i = 0; i < CHAIN_ROUNDS; i++) {
      all.addAll(calibrator.fiveSizes(i));
    }
    return all;
  }

  private boolean measure(
      String id, Chains chains, BiConsumer<String, RuntimeException> onFailure) {
    try {
      TimedOpening opening = new TimedOpening(() -> models.open(id, latency));
      calibrator.measure(opening, model -> chains.measure(model, id, opening.seconds()));
      return true;
    } catch (MattingException | UncheckedIOException e) {
      onFailure.accept(id, e);
      return false;
    }
  }

  private Optional<CostModel.Chain> chain(
      ChainMeter meter, MattingModel one, String id, double opening) {
    try {
      return Optional.of(
          meter.measure(programStart + opening, one, () -> models.open(id, throughput)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
