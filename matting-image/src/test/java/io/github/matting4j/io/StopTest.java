package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.DecodePermits;
import io.github.matting4j.io.input.ReadClock;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads end when the time is up or the thread is interrupted. */
class StopTest {
  private record End(Reason reason, boolean interrupted) {}

  @ParameterizedTest
  @ValueSource(strings = {"progressive", "png"})
  void interruptedReadIsCancelledAndTheFlagStaysSet(String kind) throws Exception {
    byte[] file = slow(kind); // made before the clock runs
    CompletableFuture<End> end = new CompletableFuture<>();
    Thread reader = new Thread(() -> end.complete(read(file, ReadOptions.defaults())));
    reader.start();
    while (DecodePermits.SHARED.inUse() == 0 && !end.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1); // until it decodes
    }
    TimeUnit.MILLISECONDS.sleep(20);
    reader.interrupt();
    End ended = end.get(60, TimeUnit.SECONDS);
    assertThat(ended.reason).isEqualTo(Reason.CANCELLED);
    assertThat(ended.interrupted).isTrue();
  }

  @Test
  void interruptBeforeTheReadCancelsIt() throws Exception {
    byte[] file = TestPictures.png(TestPictures.opaqueWaves(10, 10));
    CompletableFuture<End> end = new CompletableFuture<>();
    new Thread(
            () -> {
              Thread.currentThread().interrupt();
              end.complete(read(file, ReadOptions.defaults()));
            })
        .start();
    assertThat(end.get(60, TimeUnit.SECONDS).reason).isEqualTo(Reason.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"progressive", "png"})
  void aReadIsStoppedByItsDeadline(String kind) {
    ReadOptions hasty = ReadOptions.defaults().deadline(Duration.ofMillis(40));
    byte[] file = slow(kind);
    End end = read(file, hasty);
    assertThat(end.reason).isEqualTo(Reason.DEADLINE);
  }

  @Test
  void memoryIsGivenBackWhateverHappened() {
    ReadOptions hasty = ReadOptions.defaults().deadline(Duration.ofMillis(10));
    read(slow("progressive"), hasty);
    read(slow("png"), hasty);
    assertThat(DecodePermits.SHARED.inUse()).isZero();
  }

  @Test
  void readWaitsForMemoryThatOthersHoldAndNoLongerThanItsDeadline() throws Exception {
    DecodePermits permits = new DecodePermits();
    ReadClock ample = ReadClock.start(Duration.ofSeconds(10));
    CompletableFuture<Void> holding = new CompletableFuture<>();
    CompletableFuture<Void> enough = new CompletableFuture<>();
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () ->
                decode(
                    permits,
                    80,
                    ample,
                    () -> {
                      holding.complete(null);
                      enough.join();
                    }));
    holding.get(5, TimeUnit.SECONDS);
    ReadClock hasty = ReadClock.start(Duration.ofMillis(50));
    assertThat(decode(permits, 30, hasty, () -> {})).isEqualTo(Reason.DEADLINE);
    assertThat(decode(permits, 20, ample, () -> {})).isNull();
    enough.complete(null);
    done.get(5, TimeUnit.SECONDS);
    assertThat(decode(permits, 100, ample, () -> {})).isNull();
    assertThat(decode(permits, 101, ample, () -> {})).isEqualTo(Reason.MEMORY);
    assertThat(permits.inUse()).isZero();
  }

  @Test
  void memoryIsGivenFirstComeFirstServed() throws Exception {
    DecodePermits permits = new DecodePermits();
    ReadClock ample = ReadClock.start(Duration.ofSeconds(30));
    CompletableFuture<Void> holding = new CompletableFuture<>();
    CompletableFuture<Void> enough = new CompletableFuture<>();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Reason>> reads = new ArrayList<>();
    reads.add(
        inThread(
            () ->
                decode(
                    permits,
                    60,
                    ample,
                    () -> {
                      holding.complete(null);
                      enough.join();
                    })));
    holding.get(10, TimeUnit.SECONDS);
    int[] sizes = {90, 20, 95, 10, 95}; // no two fit together, the small ones would now
    for (int i = 0; i < sizes.length; i++) {
      int number = i;
      reads.add(inThread(() -> decode(permits, sizes[number], ample, () -> order.add(number))));
      while (permits.waiting() <= i) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    assertThat(order).isEmpty();
    enough.complete(null);
    for (CompletableFuture<Reason> read : reads) {
      assertThat(read.get(10, TimeUnit.SECONDS)).isNull();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
    assertThat(permits.inUse()).isZero();
  }

  private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    new Thread(() -> result.complete(work.get())).start();
    return result;
  }

  private static Reason decode(DecodePermits permits, long bytes, ReadClock clock, Runnable work) {
    try {
      permits.decode(
          bytes,
          100,
          clock,
          () -> {
            work.run();
            return ArgbImage.filled(1, 1, 0);
          });
      return null;
    } catch (ImageReadException e) {
      return e.reason();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static End read(byte[] file, ReadOptions options) {
    try {
      ImageFiles.read(file, options);
      throw new AssertionError("was read to the end");
    } catch (ImageReadException e) {
      return new End(e.reason(), Thread.currentThread().isInterrupted());
    }
  }

  private static byte[] slow(String kind) {
    return kind.equals("png") ? Slow.PNG : Slow.PROGRESSIVE;
  }

  private static final class Slow {
    private static final BufferedImage IMAGE = TestPictures.flat(5000, 4000, 0x336699);
    private static final byte[] PNG = TestPictures.png(IMAGE, true);
    private static final byte[] PROGRESSIVE = TestPictures.jpeg(IMAGE, true);
  }
}
