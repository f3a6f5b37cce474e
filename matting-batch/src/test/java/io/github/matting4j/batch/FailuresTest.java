package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelBusyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A photo that fails is told by its kind; the others are done. */
@Timeout(60)
class FailuresTest {
  @TempDir Path folder;

  private BatchRunner runner(FakeModel model, PhotoStep step) {
    return BatchRunner.of(model, PhotoSource.below(folder.resolve("photos")), step)
        .outputs(OutputPattern.in(folder.resolve("results"), "alpha"))
        .parallelism(2);
  }

  private List<Path> photos(int count) throws IOException {
    return Photos.some(folder.resolve("photos"), count);
  }

  private static Map<String, PhotoOutcome> byName(BatchRunner runner) throws IOException {
    try (BatchRun run = runner.open()) {
      return run.stream()
          .collect(Collectors.toMap(each -> each.photo().file().getFileName().toString(), e -> e));
    }
  }

  private static FailureKind kind(PhotoOutcome outcome) {
    return outcome.failure().orElseThrow().kind();
  }

  @Test
  void oneInTwentyBrokenAreExactlyThoseReported() throws IOException {
    List<Path> photos = photos(60);
    Set<Path> broken = new TreeSet<>();
    Random random = new Random(3);
    for (int i = 0; i < 3; i++) {
      Path photo = photos.get(20 * i + random.nextInt(20));
      Photos.damage(photo, i);
      broken.add(photo);
    }
    Set<Path> reported = new TreeSet<>();
    try (BatchRun run = runner(new FakeModel(), Photos.MATTE).open()) {
      run.stream()
          .filter(outcome -> outcome.status() == PhotoOutcome.Status.FAILED)
          .forEach(outcome -> reported.add(outcome.photo().file()));
      assertThat(run.summary().done()).isEqualTo(57);
      assertThat(run.summary().failures())
          .isEqualTo(Map.of(FailureKind.TRUNCATED, 1L, FailureKind.UNSUPPORTED, 2L));
    }
    assertThat(reported).isEqualTo(broken);
    assertThat(Photos.contents(folder.resolve("results"))).hasSize(57);
  }

  @Test
  void everyThrowableBecomesThatPhotosFailure() throws IOException {
    photos(6);
    PhotoStep step =
        work -> {
          String name = work.photo().file().getFileName().toString();
          MattingResult result = work.matte(work.read());
          switch (name) {
            case "p0.png" -> throw new InferenceException("NaN");
            case "p1.png" -> throw new IOException("disk full");
            case "p2.png" -> throw new ArithmeticException("/ by zero");
            case "p3.png" -> throw new StackOverflowError();
            case "p4.png" -> {} // makes nothing
            default -> Photos.MATTE.run(work);
          }
        };
    Map<String, PhotoOutcome> outcomes = byName(runner(new FakeModel(), step));
    assertThat(outcomes).hasSize(6);
    assertThat(kind(outcomes.get("p0.png"))).isEqualTo(FailureKind.INFERENCE);
    assertThat(kind(outcomes.get("p1.png"))).isEqualTo(FailureKind.WRITE);
    assertThat(kind(outcomes.get("p2.png"))).isEqualTo(FailureKind.UNEXPECTED);
    assertThat(outcomes.get("p2.png").failure().orElseThrow().message()).contains("by zero");
    assertThat(kind(outcomes.get("p3.png"))).isEqualTo(FailureKind.UNEXPECTED);
    assertThat(kind(outcomes.get("p4.png"))).isEqualTo(FailureKind.WRITE);
    assertThat(outcomes.get("p5.png").status()).isEqualTo(PhotoOutcome.Status.DONE);
  }

  @Test
  void aFolderInTheWayOfAResultIsAFailureToWrite() throws IOException {
    photos(3);
    Files.createDirectories(folder.resolve("results/f1/p1_alpha.png"));
    Files.writeString(folder.resolve("results/f2"), "a file where a folder is to be");
    Map<String, PhotoOutcome> outcomes = byName(runner(new FakeModel(), Photos.MATTE));
    assertThat(kind(outcomes.get("p1.png"))).isEqualTo(FailureKind.WRITE);
    assertThat(kind(outcomes.get("p2.png"))).isEqualTo(FailureKind.WRITE);
    assertThat(outcomes.get("p0.png").status()).isEqualTo(PhotoOutcome.Status.DONE);
  }

  @Test
  void missingFilesAndFoldersAmongThePhotosFail() throws IOException {
    Path photo = Photos.write(folder.resolve("a.png"), 1);
    Path none = folder.resolve("none.png");
    List<PhotoOutcome> outcomes = new ArrayList<>();
    try (BatchRun run =
        BatchRunner.of(new FakeModel(), PhotoSource.of(List.of(none, folder, photo)), Photos.MATTE)
            .outputs(OutputPattern.in(folder.resolve("results"), "alpha"))
            .manifest(folder.resolve("results/m.jsonl"))
            .parallelism(1)
            .open()) {
      run.forEachRemaining(outcomes::add);
    }
    assertThat(kind(outcomes.get(0))).isEqualTo(FailureKind.READ);
    assertThat(outcomes.get(0).failure().orElseThrow().message()).contains("none.png", "no such");
    assertThat(kind(outcomes.get(1))).isEqualTo(FailureKind.READ);
    assertThat(outcomes.get(1).failure().orElseThrow().message()).contains("folder");
    assertThat(outcomes.get(2).status()).isEqualTo(PhotoOutcome.Status.DONE);
  }

  @Test
  void whatRunsOutOfMemoryIsTriedOnceMoreWithNothingBesideIt() throws IOException {
    photos(8);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger triesOfP3 = new AtomicInteger();
    List<Integer> besideRetry = new ArrayList<>();
    PhotoStep step =
        work -> {
          int beside = inside.getAndIncrement();
          try {
            String name = work.photo().file().getFileName().toString();
            if (name.equals("p3.png") && triesOfP3.incrementAndGet() == 1) {
              throw new OutOfMemoryError("Java heap space");
            }
            if (name.equals("p3.png")) {
              besideRetry.add(beside);
            }
            if (name.equals("p5.png")) {
              throw new IllegalStateException(new OutOfMemoryError("Java heap space"));
            }
            Photos.MATTE.run(work);
          } finally {
            inside.decrementAndGet();
          }
        };
    Map<String, PhotoOutcome> outcomes = byName(runner(new FakeModel(), step).parallelism(4));
    assertThat(outcomes.get("p3.png").status()).isEqualTo(PhotoOutcome.Status.DONE);
    assertThat(besideRetry).containsExactly(0);
    assertThat(kind(outcomes.get("p5.png"))).isEqualTo(FailureKind.OUT_OF_MEMORY);
    assertThat(outcomes.values().stream().filter(o -> o.failure().isPresent())).hasSize(1);
  }

  @Test
  void aPhotoThatTakesTooLongIsStoppedAndTheWorkerGoesOn() throws IOException {
    photos(6);
    PhotoStep step =
        work -> {
          if (work.photo().file().endsWith("p2.png")) {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new MattingCancelledException("stopped", e);
            }
          }
          Photos.MATTE.run(work);
        };
    Map<String, PhotoOutcome> outcomes =
        byName(
            runner(new FakeModel(), step)
                .parallelism(1)
                .timeout(Duration.ofSeconds(3))
                .manifest(folder.resolve("results/m.jsonl")));
    assertThat(outcomes).hasSize(6);
    assertThat(kind(outcomes.get("p2.png"))).isEqualTo(FailureKind.TIMEOUT);
    assertThat(outcomes.values().stream().filter(o -> o.failure().isPresent())).hasSize(1);
    assertThat(Files.readString(folder.resolve("results/m.jsonl"))).contains("\"TIMEOUT\"");
  }

  @Test
  void aNetworkThatNothingStopsIsLeftAndTheWorkerGoesOn() throws IOException {
    photos(3);
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(1);
    FakeModel stuck =
        new FakeModel() {
          @Override
          public MattingResult run(ArgbImage photo) {
            if (runs.getAndIncrement() == 1) {
              Uninterrupted.await(end);
            }
            return super.run(photo);
          }
        };
    try {
      Map<String, PhotoOutcome> outcomes =
          byName(runner(stuck, Photos.MATTE).parallelism(1).timeout(Duration.ofSeconds(3)));
      assertThat(outcomes.values().stream().filter(o -> o.failure().isPresent()))
          .singleElement()
          .satisfies(o -> assertThat(kind(o)).isEqualTo(FailureKind.TIMEOUT))
          .satisfies(
              o ->
                  assertThat(o.failure().orElseThrow().message())
                      .contains("3000 ms allowed per photo"));
      assertThat(outcomes).hasSize(3);
    } finally {
      end.countDown();
    }
  }

  @Test
  void theLimitsOfARunHaveTheirKinds() {
    MattingTimeoutException late =
        new MattingTimeoutException(MattingTimeoutException.Stage.SLOT, "late");
    assertThat(FailureKind.of(late, false)).isEqualTo(FailureKind.TIMEOUT);
    assertThat(FailureKind.of(new ModelBusyException("busy"), false))
        .isEqualTo(FailureKind.INFERENCE);
  }

  @Test
  void aSourceThatFailsEndsTheBatchWithItsException() throws IOException {
    Path photo = Photos.write(folder.resolve("a.png"), 1);
    AtomicInteger given = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    PhotoSource source =
        new PhotoSource() {
          @Override
          public PhotoFile next() throws IOException {
            if (given.getAndIncrement() == 1) {
              throw new IOException("the list is gone");
            }
            return PhotoFile.of(photo);
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    BatchRunner runner =
        BatchRunner.of(new FakeModel(), source, Photos.MATTE)
            .outputs(OutputPattern.in(folder.resolve("results"), "alpha"))
            .parallelism(2);
    assertThatThrownBy(runner::run).isInstanceOf(IOException.class).hasMessage("the list is gone");
    assertThat(closed).hasValue(1);
    assertThat(folder.resolve("results/a_alpha.png")).exists();
  }

  @Test
  void whatTheModelSaysOfTheMatteIsKept() throws IOException {
    Path black = folder.resolve("photos/black.png");
    Files.createDirectories(black.getParent());
    io.github.matting4j.io.ImageFiles.write(ArgbImage.filled(64, 64, 0xFF000000), black);
    PhotoOutcome outcome = byName(runner(new FakeModel(), Photos.MATTE)).get("black.png");
    assertThat(outcome.flags()).extracting(Enum::name).containsExactly("NO_SUBJECT");
    assertThat(outcome.report().orElseThrow().engine()).isEqualTo("Fake 1.0.0");
    assertThat(List.of(outcome.width(), outcome.height())).containsExactly(64, 64);
  }
}
