package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.evaluate.measure.MemoryGrowth;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.MatteSketch;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.model.figures.Engine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures models on the user's own photos: time, agreement between them, and quality where the
 * truth is known; then time and memory at five sizes, which a {@link CostModel} is fitted to. One
 * run of each model and size warms it up and does not count.
 *
 * <p>Not thread-safe.
 */
public final class Calibrator {
  private static final int RUNS = 3;

  private final List<Sample> samples = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<CostModel> costs = new ArrayList<>();
  private final List<OptionalLong> peaks = new ArrayList<>();

  private record Sample(ArgbImage photo, Optional<AlphaMatte> truth) {}

  /** The measurements of a model, with reduced mattes for the comparison with other models. */
  private record Run(
      RunReport report, Duration median, OptionalDouble error, List<float[]> sketches) {}

  private final String material;

  /** No photos yet; they will be the user's own. */
  public Calibrator() {
    this(Calibration.OWN_PHOTOS);
  }

  /**
   * No photos yet.
   *
   * @param material what the photos are, in a few words
   */
  public Calibrator(String material) {
    this.material = material;
  }

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
   * Runs an open model on every photo; the caller closes it. Memory stays unknown, because the
   * model was opened before the measurement began.
   *
   * @throws IllegalStateException if there are no photos
   */
  public Calibrator measure(MattingModel model) {
    requirePhotos();
    return measure(model, new FiveSizes(sizesOfLargest()), Optional.empty(), m -> Optional.empty());
  }

  /**
   * Opens a model, runs it on every photo and closes it. On Linux, records by how much the process
   * grew.
   *
   * @param chain measures the way from file to files with the open model; may find nothing
   * @throws IllegalStateException if there are no photos
   */
  public Calibrator measure(
      Supplier<MattingModel> opener, Function<MattingModel, Optional<CostModel.Chain>> chain) {
    requirePhotos();
    FiveSizes sizes = new FiveSizes(sizesOfLargest());
    MemoryGrowth memory = MemoryGrowth.ofThisProcess();
    memory.start();
    try (MattingModel model = opener.get()) {
      return measure(model, sizes, Optional.of(memory), chain);
    }
  }

  private Calibrator measure(
      MattingModel model,
      FiveSizes sizes,
      Optional<MemoryGrowth> memory,
      Function<MattingModel, Optional<CostModel.Chain>> chain) {
    sizes.measure(model, memory);
    Run run = onSamples(model);
    costs.add(sizes.cost(chain.apply(model)));
    peaks.add(sizes.peak());
    runs.add(run);
    return this;
  }

  private void requirePhotos() {
    if (samples.isEmpty()) {
      throw new IllegalStateException("there are no photos to measure on; add some");
    }
  }

  private Run onSamples(MattingModel model) {
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
    return new Run(
        last.report(),
        Duration.ofNanos(times.get(times.size() / 2)),
        known == 0 ? OptionalDouble.empty() : OptionalDouble.of(error / known),
        sketches);
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
              run.report().device().toString(),
              samples.size(),
              typical(samples.stream().mapToInt(s -> s.photo().width()).toArray()),
              typical(samples.stream().mapToInt(s -> s.photo().height()).toArray()),
              run.median(),
              peaks.get(i),
              run.error(),
              disagreement(i),
              Optional.of(costs.get(i))));
    }
    return new Calibration(machine.fingerprint(), date, material, entries);
  }

  /**
   * Photos of five sizes, smallest first, each with twice the pixels of the one before: the samples
   * in turn, beginning with the one of this number, and the largest no larger than the largest
   * sample unless that is tiny.
   */
  public List<ArgbImage> fiveSizes(int first) {
    requirePhotos();
    List<ArgbImage> photos = new ArrayList<>();
    for (double pixels : PhotoScaler.sizes(pixels(largest()))) {
      Sample sample = samples.get((first + photos.size()) % samples.size());
      photos.add(PhotoScaler.scale(sample.photo(), pixels));
    }
    return photos;
  }

  private List<ArgbImage> sizesOfLargest() {
    ArgbImage largest = largest();
    return PhotoScaler.sizes(pixels(largest)).stream()
        .map(pixels -> PhotoScaler.scale(largest, pixels))
        .toList();
  }

  private ArgbImage largest() {
    return samples.stream()
        .map(Sample::photo)
        .max(Comparator.comparingDouble(Calibrator::pixels))
        .orElseThrow();
  }

  static double pixels(ArgbImage photo) {
    return (double) photo.width() * photo.height();
  }

  static Engine engine(String name) {
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
