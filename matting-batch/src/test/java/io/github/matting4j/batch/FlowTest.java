package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.batch.admission.HeapEstimate;
import io.github.matting4j.batch.admission.PhotoHeader;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.figures.SizeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is held at one time, and how a batch is stopped. */
@Timeout(60)
class FlowTest {
  @TempDir Path folder;

  /** The same photo again and again. */
  private PhotoSource repeat(Path photo, long times, AtomicLong pulled) {
    return () -> pulled.getAndIncrement() < times ? PhotoFile.of(photo) : null;
  }

  @Test
  void photosAreAskedForAsTheyAreNeeded() throws Exception {
    Path photo = Photos.write(folder.resolve("a.png"), 1);
    AtomicLong pulled = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicLong finished = new AtomicLong();
    int parallelism = 4;
    // A consumer that does not ask stops the workers: one in hand each, and as many waiting.
    CountDownLatch full = new CountDownLatch(2 * parallelism);
    try (BatchRun run =
        BatchRunner.of(
                new FakeModel(),
                repeat(photo, 1_000_000, pulled),
                work -> {
                  most.accumulateAndGet(pulled.get() - finished.get(), Math::max);
                  finished.incrementAndGet();
                  full.countDown();
                })
            .parallelism(parallelism)
            .substitutes(0)
            .open()) {
      assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(pulled.get()).isLessThanOrEqualTo(2 * parallelism);
      for (int i = 0; i < 500; i++) {
        run.next();
      }
      assertThat(pulled.get()).isLessThanOrEqualTo(500 + 2 * parallelism);
    }
    assertThat(most.get()).isLessThanOrEqualTo(parallelism + 1);
    assertThat(pulled.get()).isLessThanOrEqualTo(500 + 2 * parallelism);
  }

  @Test
  void giantsGoOneAtATimeAndSmallOnesBesideThem() throws Exception {
    Path giant = folder.resolve("giant.png");
    ImageFiles.write(ArgbImage.filled(2000, 1000, 0xFF336699), giant);
    Path small = Photos.write(folder.resolve("small.png"), 1);
    List<Path> photos = new ArrayList<>();
    photos.add(giant);
    // Admission is first come, first served: no second giant may be in the queue before a small
    // one.
    for (int i = 0; i < 11; i++) {
      photos.add(small);
    }
    for (int i = 0; i < 30; i++) {
      photos.add(i % 3 == 0 ? giant : small);
    }
    AtomicInteger giants = new AtomicInteger();
    AtomicInteger mostGiants = new AtomicInteger();
    CountDownLatch giantInside = new CountDownLatch(1);
    CountDownLatch besideAGiant = new CountDownLatch(1);
    AtomicInteger late = new AtomicInteger();
    BatchSummary summary =
        BatchRunner.of(
                new FakeModel(),
                PhotoSource.of(photos),
                work -> {
                  boolean big = work.photo().file().equals(giant);
                  if (big) {
                    mostGiants.accumulateAndGet(giants.incrementAndGet(), Math::max);
                    giantInside.countDown();
                    late.addAndGet(await(besideAGiant) ? 0 : 1);
                  } else if (await(giantInside) && giants.get() > 0) {
                    besideAGiant.countDown();
                  }
                  giants.addAndGet(big ? -1 : 0);
                })
            .parallelism(6)
            .bytesPerPixel(20) // a giant is 40 MB
            .memory(60_000_000)
            .run();
    assertThat(summary.done()).isEqualTo(photos.size());
    assertThat(mostGiants).hasValue(1);
    assertThat(late).as("giants that no small one was beside").hasValue(0);
  }

  @Test
  void onePhotoBeyondTheBudgetIsDoneAlone() throws Exception {
    List<Path> photos = Photos.some(folder.resolve("in"), 6);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BatchSummary summary =
        BatchRunner.of(
                new FakeModel(),
                PhotoSource.of(photos),
                work -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  sleep(5);
                  inside.decrementAndGet();
                })
            .parallelism(3)
            .memory(1)
            .run();
    assertThat(summary.done()).isEqualTo(6);
    assertThat(most).hasValue(1);
  }

  @Test
  void theSizeIsReadOffTheHeader() throws IOException {
    ArgbImage shallow = ArgbImage.filled(123, 45, 0xFF336699);
    Argb16Image deep = Argb16Image.of(shallow);
    for (String name : List.of("a.png", "a.jpg", "a.tif")) {
      expectHeader(shallow, folder.resolve(name), new PhotoHeader(123, 45, false, false));
    }
    for (String name : List.of("deep.png", "deep.tif")) {
      expectHeader(deep, folder.resolve(name), new PhotoHeader(123, 45, false, true));
    }
  }

  private void expectHeader(Picture picture, Path file, PhotoHeader header) throws IOException {
    ImageFiles.write(picture, file);
    assertThat(PhotoHeader.of(file, ReadOptions.defaults())).isEqualTo(header);
    assertThat(ImageFiles.isPicture(file)).isTrue();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < Math.min(whole.length, 400); length++) {
      Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
      assertThat(PhotoHeader.of(cut, ReadOptions.defaults()).pixels()).isIn(0L, 123L * 45);
    }
  }

  @Test
  void theHeapIsThatOfTheFileAndItsPixels() {
    HeapEstimate deep = new HeapEstimate(24, 16, Optional.empty());
    assertThat(deep.bytes(50, new PhotoHeader(100, 10, false, false))).isEqualTo(24_050);
    assertThat(deep.bytes(50, new PhotoHeader(100, 10, true, false))).isEqualTo(34_050);
    assertThat(deep.bytes(50, new PhotoHeader(100, 10, false, true))).isEqualTo(40_050);
    HeapEstimate shallow = new HeapEstimate(24, 8, Optional.empty());
    assertThat(shallow.bytes(50, new PhotoHeader(100, 10, false, true))).isEqualTo(32_050);
    int most = Integer.MAX_VALUE;
    assertThat(shallow.bytes(1, new PhotoHeader(most, most, true, false)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theTensorsOfTheNetworkAreCounted() {
    SizeRule square = new SizeRule(SizeRule.Kind.SQUARE, 10, 1000);
    HeapEstimate estimate = new HeapEstimate(24, 8, Optional.of(square));
    assertThat(estimate.bytes(50, new PhotoHeader(100, 10, false, false)))
        .isEqualTo(24_050 + 100 * (16 + 105));
    assertThat(estimate.bytes(50, new PhotoHeader(0, 0, false, false))).isEqualTo(50);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A step that says when it has begun and then waits to be stopped or let go. */
  private static final class Waiting implements PhotoStep {
    private final CountDownLatch begun = new CountDownLatch(2);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger stopped = new AtomicInteger();
    private final CountDownLatch allStopped = new CountDownLatch(2);

    @Override
    public void run(PhotoWork work) throws IOException {
      begun.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        stopped.incrementAndGet();
        allStopped.countDown();
        Thread.currentThread().interrupt();
        throw new MattingCancelledException("stopped", e);
      }
      Photos.MATTE.run(work);
    }
  }

  private BatchRunner waiting(Waiting step) throws IOException {
    Path in = folder.resolve("in");
    if (Files.notExists(in)) {
      Photos.some(in, 7);
    }
    return BatchRunner.of(new FakeModel(), PhotoSource.below(in), step)
        .outputs(OutputPattern.in(folder.resolve("out"), "alpha"))
        .manifest(folder.resolve("out/m.jsonl"))
        .parallelism(2);
  }

  private void expectTheRestIsDoneNext(long done, long skipped) throws IOException {
    Waiting free = new Waiting();
    free.go.countDown();
    BatchSummary rest = waiting(free).run();
    assertThat(List.of(rest.done(), rest.skipped(), rest.failed()))
        .containsExactly(done, skipped, 0L);
  }

  @Test
  void anInterruptStopsThePhotosInFlightAndLeavesAValidManifest() throws Exception {
    Waiting step = new Waiting();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                waiting(step).run();
              } catch (Throwable e) {
                thrown.set(e);
              }
              flag.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(step.begun.await(30, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(thrown.get()).isInstanceOf(MattingCancelledException.class);
    assertThat(step.stopped).hasValue(2);
    expectTheRestIsDoneNext(7, 0);
  }

  @Test
  void stoppingLetsThePhotosInFlightFinish() throws Exception {
    Waiting step = new Waiting();
    try (BatchRun run = waiting(step).open()) {
      assertThat(step.begun.await(30, TimeUnit.SECONDS)).isTrue();
      run.stop();
      step.go.countDown();
      List<PhotoOutcome> outcomes = run.stream().toList();
      assertThat(outcomes).hasSize(2).allMatch(o -> o.status() == PhotoOutcome.Status.DONE);
      assertThat(run.summary().complete()).isFalse();
    }
    expectTheRestIsDoneNext(5, 2);
  }

  @Test
  void closingEarlyStopsThePhotosInFlight() throws Exception {
    Waiting step = new Waiting();
    BatchRun run = waiting(step).open();
    assertThat(step.begun.await(30, TimeUnit.SECONDS)).isTrue();
    run.close();
    run.close();
    assertThat(step.stopped).hasValue(2);
    assertThat(run.summary().photos()).isZero();
    expectTheRestIsDoneNext(7, 0);
  }

  @Test
  void theFutureBringsTheSummary() throws Exception {
    Waiting step = new Waiting();
    step.go.countDown();
    BatchSummary summary = waiting(step).runAsync().get(30, TimeUnit.SECONDS);
    assertThat(summary.done()).isEqualTo(7);
    assertThat(summary.complete()).isTrue();
  }

  @Test
  void cancellingTheFutureStopsThePhotosInFlight() throws Exception {
    Waiting step = new Waiting();
    CompletableFuture<BatchSummary> future = waiting(step).runAsync();
    assertThat(step.begun.await(30, TimeUnit.SECONDS)).isTrue();
    future.cancel(true);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(step.allStopped.await(30, TimeUnit.SECONDS)).isTrue();
    // The manifest is free once its workers are gone.
    for (int i = 0; ; i++) {
      try {
        expectTheRestIsDoneNext(7, 0);
        return;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("another batch");
        assertThat(i).isLessThan(1000);
        Thread.sleep(10);
      }
    }
  }

  @Test
  void theFutureOfABatchThatCannotStartFails() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/m.jsonl"), "something else");
    CompletableFuture<BatchSummary> future = waiting(new Waiting()).runAsync();
    assertThatThrownBy(future::get).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void noThreadIsLeft() throws Exception {
    Waiting step = new Waiting();
    step.go.countDown();
    waiting(step).timeout(java.time.Duration.ofSeconds(50)).run();
    for (int i = 0; i < 3000; i++) {
      if (Thread.getAllStackTraces().keySet().stream()
          .noneMatch(thread -> thread.getName().startsWith("matting4j-batch"))) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("threads are left");
  }
}
