package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.advise.calibration.LinearCost;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.Photo;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures what {@code batch} takes from a photo's file to its files: one photo at a time, then as
 * many in parallel as there are cores. Works in a folder of its own, which {@link #close} deletes.
 */
public final class ChainMeter implements AutoCloseable {
  /**
   * Minimum number of photos for each worker, so that the end of the last one has little influence.
   */
  private static final int PHOTOS_PER_WORKER = 5;

  /** Photos that are measured in one go: one of each size. */
  private static final int SET = 5;

  /** Sets after which the JVM has compiled what matters. */
  private static final int WARM_UPS = 4;

  private final Path folder;
  private final List<Path> photos = new ArrayList<>();
  private final List<Double> pixels = new ArrayList<>();

  /** What the JVM's warming up takes of a program on all cores, in seconds; 0 before the first. */
  private double warmUp;

  /** Writes the photos as JPEG files, which are what most photos are. */
  public ChainMeter(List<ArgbImage> pictures) throws IOException {
    folder = Files.createTempDirectory("matting4j-calibrate");
    try {
      for (ArgbImage picture : pictures) {
        Path file = folder.resolve("photo-" + photos.size() + ".jpg");
        ImageFiles.write(picture, file);
        photos.add(file);
        pixels.add((double) picture.width() * picture.height());
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Measures both ways.
   *
   * @param opening seconds from the start of a program until the model is open
   * @param one serves one caller with all cores
   * @param many opens the same model for a caller a core, each on one thread
   */
  public CostModel.Chain measure(double opening, MattingModel one, Supplier<MattingModel> many)
      throws IOException {
    int workers = Runtime.getRuntime().availableProcessors();
    int repeats = Math.max(1, (workers * PHOTOS_PER_WORKER + SET - 1) / SET);
    List<LinearCost.Sample> overhead = new ArrayList<>();
    double alone = 0;
    double together = 0;
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try (MattingModel model = many.get()) {
      Set<Integer> first = set(0);
      warmUp(one, first);
      parallel(pool, model, first, 1);
      for (int start = 0;
          start < photos.size();
          start += SET) { // in turn, because the load of the machine may change
        alone += sequential(one, set(start), overhead);
        together += (double) parallel(pool, model, set(start), repeats) / repeats;
      }
    } finally {
      pool.shutdownNow();
    }
    return new CostModel.Chain(
        opening + warmUp, LinearCost.fit(overhead), workers, alone / together);
  }

  /**
   * Runs a set until the JVM has compiled the chain. That happens once, whatever the model, and is
   * measured as processor time, since the compiler's threads compete with the workers of a batch.
   */
  private void warmUp(MattingModel model, Set<Integer> set) throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < (warmUp == 0 ? WARM_UPS : 1); i++) {
      double before = processorSeconds();
      sequential(model, set, new ArrayList<>());
      seconds.add(processorSeconds() - before);
    }
    double warm = seconds.stream().min(Double::compare).orElseThrow();
    double excess = seconds.stream().mapToDouble(taken -> taken - warm).sum();
    warmUp = Math.max(warmUp, excess / Runtime.getRuntime().availableProcessors());
  }

  /** Of all threads; 0 where the system does not report it. */
  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(taken -> taken.toNanos() / 1e9)
        .orElse(0.0);
  }

  /** Wall time in nanoseconds for the photos of the set, and what each takes beside the model. */
  private long sequential(MattingModel model, Set<Integer> set, List<LinearCost.Sample> overhead)
      throws IOException {
    long sum = 0;
    for (int photo : set) {
      Pass pass = new Pass(model);
      long nanos = pass.run(photo);
      sum += nanos;
      double rest = Math.max(1, nanos - pass.modelNanos()) / 1e9;
      overhead.add(new LinearCost.Sample(0, pixels.get(photo), rest));
    }
    return sum;
  }

  /** So many photos from this one on, the largest first: a late large one would be waited for. */
  private Set<Integer> set(int start) {
    Set<Integer> set =
        new TreeSet<>(
            Comparator.<Integer, Double>comparing(pixels::get).reversed().thenComparing(i -> i));
    for (int i = start; i < Math.min(start + SET, photos.size()); i++) {
      set.add(i);
    }
    return set;
  }

  /** Wall time in nanoseconds for every photo of the set so many times. */
  private long parallel(ExecutorService pool, MattingModel model, Set<Integer> set, int repeats)
      throws IOException {
    long start = System.nanoTime();
    List<Future<Long>> runs = new ArrayList<>();
    for (int photo : set) {
      for (int i = 0; i < repeats; i++) {
        Path results = folder.resolve("results-" + i);
        runs.add(pool.submit(() -> new Pass(model).run(photo, results)));
      }
    }
    for (Future<Long> run : runs) {
      try {
        run.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while measuring", e);
      } catch (ExecutionException e) {
        throw new IOException("a photo failed while measuring: " + e.getCause(), e);
      }
    }
    return System.nanoTime() - start;
  }

  /** Runs one photo through the chain, and times the model's part. */
  private final class Pass {
    private final MattingModel model;
    private final AtomicLong nanos = new AtomicLong();

    Pass(MattingModel model) {
      this.model = model;
    }

    long modelNanos() {
      return nanos.get();
    }

    long run(int photo) throws IOException {
      return run(photo, folder.resolve("results"));
    }

    long run(int photo, Path results) throws IOException {
      Files.createDirectories(results);
      CutOutSettings settings = CutOutSettings.defaults();
      long start = System.nanoTime();
      Photo read = ImageFiles.readPhoto(photos.get(photo), settings.reading());
      MattingResult result = model.run(read.forNetwork());
      nanos.addAndGet(result.report().total().toNanos());
      CutOut cutOut = new CutOut(settings, read, result);
      for (ResultKind kind : ResultKind.usual(settings)) {
        cutOut.write(kind, results.resolve("photo-" + photo + "_" + kind.label() + ".png"));
      }
      return System.nanoTime() - start;
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
