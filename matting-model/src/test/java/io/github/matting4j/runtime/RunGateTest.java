package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunGateTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final RunGate gate = new RunGate("the model");
  private final AtomicInteger freed = new AtomicInteger();

  private void close(Runnable free) {
    gate.close(LONG, () -> {}, free);
  }

  private Thread closer() {
    Thread thread = new Thread(() -> close(freed::incrementAndGet));
    thread.start();
    return thread;
  }

  private static void awaitBlocked(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
  }

  @Test
  void closingWaitsUntilTheLastOneHasLeft() throws Exception {
    RunGate.Pass first = gate.enter();
    RunGate.Pass second = gate.enter();
    Thread closer = closer();
    awaitBlocked(closer);
    first.close();
    assertThat(freed).hasValue(0);
    second.close();
    closer.join();
    assertThat(freed).hasValue(1);
  }

  @Test
  void nobodyEntersWhileClosingOrAfterwards() throws Exception {
    RunGate.Pass pass = gate.enter();
    Thread closer = closer();
    awaitBlocked(closer);
    assertThat(gate.isClosed()).isTrue();
    assertThatThrownBy(gate::enter)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the model is closed");
    pass.close();
    closer.join();
    assertThatThrownBy(gate::enter).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavingTwiceCountsOnce() throws Exception {
    RunGate.Pass twice = gate.enter();
    RunGate.Pass other = gate.enter();
    twice.close();
    twice.close();
    Thread closer = closer();
    awaitBlocked(closer);
    assertThat(freed).hasValue(0);
    other.close();
    closer.join();
    assertThat(freed).hasValue(1);
  }

  @Test
  void everyCloserWaitsAndOnlyOneFrees() throws Exception {
    RunGate.Pass pass = gate.enter();
    List<Thread> closers = List.of(closer(), closer(), closer());
    for (Thread closer : closers) {
      awaitBlocked(closer);
    }
    pass.close();
    for (Thread closer : closers) {
      closer.join();
    }
    close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
  }

  @Test
  void aSecondCloserReturnsOnlyAfterTheFirstHasFreed() throws Exception {
    CountDownLatch freeing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread first =
        new Thread(
            () ->
                close(
                    () -> {
                      freeing.countDown();
                      awaitUninterruptibly(goOn);
                      freed.incrementAndGet();
                    }));
    first.start();
    freeing.await();
    Thread second = closer();
    awaitBlocked(second);
    goOn.countDown();
    second.join();
    assertThat(freed).hasValue(1);
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsKept() throws Exception {
    RunGate.Pass pass = gate.enter();
    AtomicBoolean kept = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              close(freed::incrementAndGet);
              kept.set(Thread.currentThread().isInterrupted());
            });
    closer.start();
    awaitBlocked(closer);
    closer.interrupt();
    Thread.sleep(20);
    assertThat(freed).hasValue(0);
    pass.close();
    closer.join();
    assertThat(freed).hasValue(1);
    assertThat(kept).isTrue();
  }

  @Test
  void isClosedEvenWhenFreeingFails() {
    assertThatThrownBy(
            () ->
                close(
                    () -> {
                      throw new IllegalArgumentException("native trouble");
                    }))
        .hasMessage("native trouble");
    close(freed::incrementAndGet);
    assertThat(freed).hasValue(0);
    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void whoDoesNotLeaveInTimeIsAskedToAndThenWaitedFor() {
    RunGate.Pass pass = gate.enter();
    gate.close(Duration.ZERO, pass::close, freed::incrementAndGet);
    assertThat(freed).hasValue(1);
  }

  @Test
  void whoNeverLeavesIsLeftAndFreesAtLast() {
    RunGate.Pass pass = gate.enter();
    RunGate.Pass other = gate.enter();
    AtomicInteger asked = new AtomicInteger();
    gate.close(Duration.ZERO, asked::incrementAndGet, freed::incrementAndGet);
    gate.close(Duration.ZERO, asked::incrementAndGet, freed::incrementAndGet);
    assertThat(asked).hasValue(1);
    assertThat(freed).hasValue(0);
    other.close();
    assertThat(freed).hasValue(0);
    pass.close();
    assertThat(freed).hasValue(1);
  }

  @Test
  void nothingIsFreedUnderAnyOfManyRuns() throws Exception {
    AtomicBoolean free = new AtomicBoolean();
    AtomicInteger usedAfterFree = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    List<Thread> runners = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread runner =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (RunGate.Pass pass = gate.enter()) {
                      Thread.onSpinWait();
                      usedAfterFree.addAndGet(free.get() ? 1 : 0);
                      runs.incrementAndGet();
                    }
                  }
                } catch (IllegalStateException closed) {
                  // the end of this runner
                }
              });
      runner.start();
      runners.add(runner);
    }
    while (runs.get() < 10_000) {
      Thread.sleep(1);
    }
    close(() -> free.set(true));
    for (Thread runner : runners) {
      runner.join();
    }
    assertThat(usedAfterFree).hasValue(0);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
