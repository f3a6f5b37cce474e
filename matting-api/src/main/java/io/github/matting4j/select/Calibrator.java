package io.github.matting4j.select;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.MatteSketch;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunReport;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Measures models on the user's own photos: time, agreement between them, and quality where the
 * truth is known. One run of each model warms it up and does not count.
 *
 * <p>Not thread-safe.
 */
public final class Calibrator {
  private static final int RUNS = 3;

  private final List<Sample> samples = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  private record Sample(ArgbImage photo, Optional<AlphaMatte> truth) {}

  /** What a model did; its mattes reduced, to be compared with the others'. */
  private record Run(
      RunReport report, Duration median, OptionalDouble error, List<float[]> sketches) {}

  /** No photos yet. */
  public Calibrator() {}

  /** Adds a photo. */
  public Calibrator photo(ArgbImage photo) {
    samples.add(new Sample(photo, Optional.empty()));
    return this;
  }

  /**
   * Adds a photo whose true matte is known.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public Calibrator photo(ArgbImage photo, AlphaMatte truth) {
    MatteSketch.of(photo, truth);
    samples.add(new Sample(photo, Optional.of(truth)));
    return this;
  }

  /**
   * Runs an open model on every photo; the caller closes it.
   *
   * @throws IllegalStateException if there are no photos
   */
  public Calibrator measure(MattingModel model) {
    if (samples.isEmpty()) {
      throw new IllegalStateException("there are no photos to measure on; add some");
    }
    MattingResult last = model.run(samples.get(0).photo());
    List<Long> times = new ArrayList<>();
    List<float[]> sketches = new ArrayList<>();
    double error = 0;
    int known = 0;
    for (Sample sample : samples) {
      for (int i = 0; i < RUNS; i++) {
        last = model.run(sample.photo());
        times.add(last.report().total().toNanos());
      }
      sketches.add(sketch(sample.photo(), last.matte()));
      if (sample.truth().isPresent()) {
        error += difference(last.matte().toArray(), sample.truth().get().toArray());
        known++;
      }
    }
    times.sort(null);
    runs.add(
        new Run(
            last.report(),
            Duration.ofNanos(times.get(times.size() / 2)),
            known == 0 ? OptionalDouble.empty() : OptionalDouble.of(error / known),
            sketches));
    return this;
  }

  private static float[] sketch(ArgbImage photo, AlphaMatte matte) {
    MatteSketch sketch = MatteSketch.of(photo, matte);
    float[] alpha = new float[sketch.width() * sketch.height()];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = sketch.alpha(i % sketch.width(), i / sketch.width());
    }
    return alpha;
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  /** What was measured, as a calibration of this machine and day. */
  public Calibration result(Hardware machine, LocalDate date) {
    List<Calibration.Entry> entries = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      entries.add(
          new Calibration.Entry(
              run.report().modelId(),
              engine(run.report().engine()),
              run.report().device().equals(Device.CPU) ? "cpu" : run.report().device().toString(),
              samples.size(),
              typical(samples.stream().mapToInt(s -> s.photo().width()).toArray()),
              typical(samples.stream().mapToInt(s -> s.photo().height()).toArray()),
              run.median(),
              OptionalLong.empty(),
              run.error(),
              disagreement(i)));
    }
    return new Calibration(machine.fingerprint(), date, entries);
  }

  private static Engine engine(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("tensorflow")
        ? Engine.TENSORFLOW_1
        : Engine.ONNX_RUNTIME;
  }

  private static int typical(int[] values) {
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }

  /** Mean difference of a run's mattes from those of all other runs. */
  private OptionalDouble disagreement(int index) {
    double sum = 0;
    int count = 0;
    for (int other = 0; other < runs.size(); other++) {
      for (int i = 0; i < samples.size() && other != index; i++) {
        sum += difference(runs.get(index).sketches().get(i), runs.get(other).sketches().get(i));
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
