package io.github.matting4j.evaluate.benchmark;

import io.github.matting4j.evaluate.EvaluationPlan.Failures;
import io.github.matting4j.evaluate.EvaluationPlan.Models;
import io.github.matting4j.evaluate.measure.Sample;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.metrics.MatteScores;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Measures models on a published test set by the protocol of PaddleSeg's {@code
 * Matting/ppmatting/core/val.py} with the settings of its models of people: each photo as stored,
 * without its colour profile, in the size that the model's recipe gives; the network's matte,
 * enlarged to the photo's size, not refined, rounded to 8 bits; SAD, MSE, Grad and Conn over the
 * whole picture; the mean over the photos. An embedded orientation turns photo and matte, as OpenCV
 * does.
 *
 * <p>Scores are kept in {@code MODEL.jsonl} of the results' folder; a run goes on where an earlier
 * one of the same weights ended. Not thread-safe.
 */
public final class Benchmark {
  private static final float FULL = 255f;

  private final BenchmarkPhotos photos;
  private final boolean published;
  private final Models models;
  private final Failures failures;
  private final Consumer<String> progress;
  private final ReadOptions reading;

  /**
   * @param photos the set
   * @param published whether the scores of the models' descriptors hold for this set
   * @param models opens models
   * @param failures makes sentences of exceptions
   * @param reading limits for reading photos; the handling of profiles is replaced
   * @param progress gets a line for each photo that is measured
   */
  public Benchmark(
      BenchmarkPhotos photos,
      boolean published,
      Models models,
      Failures failures,
      ReadOptions reading,
      Consumer<String> progress) {
    this.photos = photos;
    this.published = published;
    this.models = models;
    this.failures = failures;
    this.reading = reading.iccProfiles(ReadOptions.IccProfiles.KEEP);
    this.progress = progress;
  }

  /**
   * Measures a model on the photos that have no score yet. A photo that fails is left out of the
   * means and named in the result; so is a model that cannot be opened.
   *
   * @param id the model
   * @param folder where scores are kept; made if need be
   * @throws IOException if scores cannot be read or written
   */
  public ModelScores measure(String id, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> failed = new ArrayList<>();
    try (MattingModel model = models.open(id)) {
      ModelIdentity identity = model.identity();
      ScoreFile file = ScoreFile.open(folder.resolve(id + ".jsonl"), identity);
      List<MatteScores> all = new ArrayList<>();
      for (Sample sample : photos.samples()) {
        if (!file.scores().containsKey(sample.name())) {
          progress.accept(id + "  " + sample.name());
          try {
            file.add(sample.name(), scores(model, sample));
          } catch (ReadFailure | RuntimeException | OutOfMemoryError e) {
            Throwable cause = e instanceof ReadFailure read ? read.cause : e;
            failed.add(sample.name() + ": " + failures.text(cause));
            continue;
          }
        }
        all.add(file.scores().get(sample.name()));
      }
      return new ModelScores(
          id,
          Optional.of(identity),
          all.size(),
          mean(all),
          published ? stated(model.descriptor()) : Optional.empty(),
          failed);
    } catch (RuntimeException e) {
      failed.add(id + ": " + failures.text(e));
      return new ModelScores(id, Optional.empty(), 0, Optional.empty(), Optional.empty(), failed);
    }
  }

  /** A photo or its truth cannot be used; apart from a results' file that cannot be written. */
  private static final class ReadFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    ReadFailure(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private MatteScores scores(MattingModel model, Sample sample) throws ReadFailure {
    ArgbImage photo;
    float[] truth;
    try {
      photo = ImageFiles.readPhoto(sample.photo(), reading).picture().toArgb().opaque();
      truth = levels(sample, photo);
    } catch (IOException e) {
      throw new ReadFailure(e);
    }
    AlphaMatte matte = model.matte(photo);
    float[] prediction = new float[truth.length];
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        prediction[y * photo.width() + x] = (float) Math.rint(matte.alpha(x, y) * FULL);
      }
    }
    return MatteMetrics.ofValues(photo.width(), photo.height(), prediction, truth).scores();
  }

  /** The true matte as grey levels 0..255; of a colour file the luma, as OpenCV reads it. */
  private float[] levels(Sample sample, ArgbImage photo) throws IOException {
    Path file = sample.truth().orElseThrow();
    Picture truth = ImageFiles.readPhoto(file, reading).picture();
    if (truth.width() != photo.width() || truth.height() != photo.height()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the true matte %s is %dx%d, but the photo is %dx%d",
              file,
              truth.width(),
              truth.height(),
              photo.width(),
              photo.height()));
    }
    float[] levels = new float[photo.width() * photo.height()];
    int[] row = new int[photo.width()];
    ArgbImage pixels = truth.toArgb();
    for (int y = 0; y < photo.height(); y++) {
      pixels.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        levels[y * row.length + x] = luma(row[x]);
      }
    }
    return levels;
  }

  /** Rec. 601 luma in OpenCV's fixed point of 14 bits; grey stays what it is. */
  private static int luma(int argb) {
    int red = argb >> 16 & 0xFF;
    int green = argb >> 8 & 0xFF;
    int blue = argb & 0xFF;
    return (red * 4899 + green * 9617 + blue * 1868 + (1 << 13)) >> 14;
  }

  private static Optional<MatteScores> mean(Collection<MatteScores> scores) {
    return scores.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MatteScores(
                mean(scores, MatteScores::sad),
                mean(scores, MatteScores::mse),
                mean(scores, MatteScores::grad),
                mean(scores, MatteScores::conn)));
  }

  private static double mean(Collection<MatteScores> scores, ToDoubleFunction<MatteScores> part) {
    return scores.stream().mapToDouble(part).average().orElseThrow();
  }

  private static Optional<MatteScores> stated(ModelDescriptor descriptor) {
    OptionalDouble sad = descriptor.value(Quantity.SAD, Engine.ONNX_RUNTIME);
    OptionalDouble mse = descriptor.value(Quantity.MSE, Engine.ONNX_RUNTIME);
    OptionalDouble grad = descriptor.value(Quantity.GRAD, Engine.ONNX_RUNTIME);
    OptionalDouble conn = descriptor.value(Quantity.CONN, Engine.ONNX_RUNTIME);
    return sad.isEmpty() || mse.isEmpty() || grad.isEmpty() || conn.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MatteScores(
                sad.getAsDouble(), mse.getAsDouble(), grad.getAsDouble(), conn.getAsDouble()));
  }
}
