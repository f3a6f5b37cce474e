package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results do not stop coming while some photos are slow or broken. Time is that of {@link
 * VirtualCores}, in units of the network's run.
 */
@Timeout(300)
class StallTest {
  private static final long SEED = Long.getLong("matting4j.soak.seed", 20);
  private static final int CORES = 2;

  /** Long, so that the few real times that are taken do not matter. */
  private static final double RUN = 1e12;

  private static final double MAX_GAP = 3;

  /** Of a photo on a slow disk. */
  private static final double PAUSE = 20 * RUN;

  /** Of a photo that is large, in addition to the network's run. */
  private static final double LARGE = 2 * RUN;

  @TempDir Path folder;

  /** Kinds of photos. */
  private enum Kind {
    USUAL,
    BROKEN,
    DISTANT,
    LARGE
  }

  /** A network of constant cost. */
  private static final class StubModel extends FakeModel {
    private final VirtualCores cores;

    StubModel(VirtualCores cores) {
      this.cores = cores;
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      cores.compute(RUN);
      return super.run(photo);
    }
  }

  /** What a batch came to; times in units of the network's run. */
  private record Flow(double median, double longestGap, long done, long failed, int mostWorkers) {
    static Flow of(List<Double> results, List<Double> times, BatchSummary summary, int most) {
      double longest = results.get(0);
      for (int i = 1; i < results.size(); i++) {
        longest = Math.max(longest, results.get(i) - results.get(i - 1));
      }
      List<Double> sorted = new ArrayList<>(times);
      Collections.sort(sorted);
      double median = sorted.get(sorted.size() / 2);
      return new Flow(median, longest, summary.done(), summary.failed(), most);
    }

    double relativeGap() {
      return longestGap / median;
    }
  }

  /** One photo in twenty is slow or broken, and so many more are large. */
  private static List<Kind> mixed(int count, double large) {
    Random random = new Random(SEED);
    return random.doubles(count).mapToObj(value -> kind(value, large)).toList();
  }

  private static Kind kind(double random, double large) {
    if (random < 0.025) {
      return Kind.BROKEN;
    }
    if (random < 0.05) {
      return Kind.DISTANT;
    }
    return random < 0.05 + large ? Kind.LARGE : Kind.USUAL;
  }

  private Flow run(List<Kind> kinds, int substitutes) throws IOException {
    Path whole = Photos.write(folder.resolve("whole.png"), 1);
    Path broken = folder.resolve("broken.png");
    Files.write(broken, "no picture".getBytes(StandardCharsets.UTF_8));
    VirtualCores cores = new VirtualCores(CORES);
    AtomicInteger pulled = new AtomicInteger();
    AtomicLong ended = new AtomicLong();
    AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    List<Double> times = Collections.synchronizedList(new ArrayList<>());
    // Two files; the name says the kind.
    PhotoSource source =
        () -> {
          int number = pulled.getAndIncrement();
          if (number >= kinds.size()) {
            end.accumulateAndGet(cores.nanos(), Math::min);
            return null;
          }
          boolean readable = kinds.get(number) != Kind.BROKEN;
          return new PhotoFile(readable ? whole : broken, Path.of(kinds.get(number).name()));
        };
    PhotoStep step =
        work -> {
          long start = cores.nanos();
          Kind kind = Kind.valueOf(work.photo().relativePath().toString());
          try {
            cores.pause(kind == Kind.DISTANT ? PAUSE : 0);
            ArgbImage photo = work.read();
            cores.compute(kind == Kind.LARGE ? LARGE : 0);
            work.matte(photo);
          } finally {
            times.add((cores.nanos() - start) / RUN);
            ended.incrementAndGet();
          }
        };
    AtomicLong received = new AtomicLong();
    List<Double> results = new ArrayList<>();
    try (BatchRun run =
        BatchRunner.of(new StubModel(cores), source, step)
            .parallelism(CORES)
            .substitutes(substitutes)
            .ticker(() -> cores)
            .open()) {
      Thread consumer =
          new Thread(
              () -> {
                while (run.hasNext()) {
                  if (cores.nanos() <= end.get()) { // slow photos may be the last ones
                    results.add(cores.nanos() / RUN);
                  }
                  run.next();
                  received.incrementAndGet();
                }
              });
      consumer.start();
      int most = 0;
      while (consumer.isAlive()) {
        // All that can happen at this moment has happened, up to the consumer.
        if (cores.inside() == run.workers() && received.get() == ended.get() && run.workers() > 0) {
          most = Math.max(most, run.workers());
          cores.advance();
        } else {
          LockSupport.parkNanos(10_000);
        }
      }
      return Flow.of(results, times, run.summary(), most);
    }
  }

  private static void expectAll(Flow flow, List<Kind> kinds) {
    long broken = kinds.stream().filter(kind -> kind == Kind.BROKEN).count();
    assertThat(flow.failed()).isEqualTo(broken);
    assertThat(flow.done()).isEqualTo(kinds.size() - broken);
  }

  @Test
  void resultsComeWhileAllWorkersAreOccupied() throws Exception {
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(90, Kind.USUAL));
    kinds.set(30, Kind.DISTANT);
    kinds.set(31, Kind.DISTANT);
    kinds.set(40, Kind.BROKEN);
    Flow flow = run(kinds, 16);
    expectAll(flow, kinds);
    assertThat(flow.relativeGap()).isLessThan(MAX_GAP);
    assertThat(flow.mostWorkers()).isBetween(CORES + 2, CORES + 3);
    assertThat(run(kinds, 0).longestGap()).as("without substitutes").isGreaterThan(18);
  }

  @Test
  void computingWorkersHaveOneSubstituteTogether() throws Exception {
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(60, Kind.USUAL));
    kinds.set(30, Kind.LARGE);
    kinds.set(31, Kind.LARGE);
    kinds.set(50, Kind.LARGE); // the other core goes on
    Flow flow = run(kinds, 16);
    expectAll(flow, kinds);
    assertThat(flow.relativeGap()).isLessThan(MAX_GAP);
    assertThat(flow.mostWorkers()).isEqualTo(CORES + 1);
  }

  @Test
  void slowPhotosAtTheVeryBeginningHaveSubstitutes() throws Exception {
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(60, Kind.USUAL));
    kinds.set(0, Kind.DISTANT);
    Flow flow = run(kinds, 16);
    expectAll(flow, kinds);
    assertThat(flow.mostWorkers()).isBetween(CORES + 1, CORES + 2);
  }

  /** docs/batch.md has the command and the figures. */
  @Test
  @Tag("soak")
  void resultsOfTenThousandPhotosDoNotStopComing() throws Exception {
    List<Kind> kinds = mixed(10_000, 0);
    Flow flow = run(kinds, 16);
    print("5 % slow or broken", flow);
    Flow control = run(kinds, 0);
    print("the same without substitutes", control);
    expectAll(flow, kinds);
    assertThat(flow.relativeGap()).isLessThan(MAX_GAP);
    assertThat(control.relativeGap()).isGreaterThan(MAX_GAP);
  }

  /** Where both cores compute large photos at the same time, results come later. */
  @Test
  @Tag("soak")
  void resultsOfTenThousandPhotosSomeOfThemLarge() throws Exception {
    List<Kind> kinds = mixed(10_000, 0.01);
    Flow flow = run(kinds, 16);
    print("5 % slow or broken, 1 % large", flow);
    expectAll(flow, kinds);
    assertThat(flow.relativeGap()).isLessThan(MAX_GAP + 1);
  }

  private static void print(String what, Flow flow) {
    System.out.printf(
        "stalls, seed %d, %s: %d done, %d failed, longest gap %.2f of the median, %d workers at"
            + " most%n",
        SEED, what, flow.done(), flow.failed(), flow.relativeGap(), flow.mostWorkers());
  }
}
