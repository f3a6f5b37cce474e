package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelBusyException;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeasePoolTest {
  private final AtomicInteger made = new AtomicInteger();

  private LeasePool<Integer> pool(int bound) {
    return new LeasePool<>("the model", bound, made::incrementAndGet);
  }

  private static <T> LeasePool<T>.Lease lease(LeasePool<T> pool) {
    return lease(pool, RunControl.unlimited());
  }

  private static <T> LeasePool<T>.Lease lease(LeasePool<T> pool, RunControl control) {
    try (RunStop stop = RunStop.begin(control)) {
      return pool.lease(stop, control);
    }
  }

  @Test
  void makesNothingBeforeTheFirstLeaseAndReusesWhatCameBack() throws Exception {
    LeasePool<Integer> pool = pool(2);
    assertThat(made).hasValue(0);
    for (int i = 0; i < 5; i++) {
      try (LeasePool<Integer>.Lease lease = lease(pool)) {
        assertThat(lease.get()).isEqualTo(1);
      }
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void neverHasMoreOutThanTheBound() throws Exception {
    LeasePool<Integer> pool = pool(3);
    AtomicInteger out = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int n = 0; n < 200; n++) {
                  try (LeasePool<Integer>.Lease lease = lease(pool)) {
                    most.accumulateAndGet(out.incrementAndGet(), Math::max);
                    Thread.yield();
                    out.decrementAndGet();
                  }
                }
              });
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(made.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void givingBackTwiceDoesNotLendOneThingTwice() throws Exception {
    LeasePool<Integer> pool = pool(2);
    LeasePool<Integer>.Lease lease = lease(pool);
    lease.close();
    lease.close();
    LeasePool<Integer>.Lease one = lease(pool);
    LeasePool<Integer>.Lease two = lease(pool);
    assertThat(one.get()).isNotEqualTo(two.get());
    Thread third = waiter(pool, new AtomicBoolean());
    awaitBlocked(third);
    one.close();
    third.join();
  }

  @Test
  void anInterruptedWaiterTakesNothing() throws Exception {
    LeasePool<Integer> pool = pool(1);
    LeasePool<Integer>.Lease held = lease(pool);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiter = waiter(pool, interrupted);
    awaitBlocked(waiter);
    waiter.interrupt();
    waiter.join();
    assertThat(interrupted).isTrue();

    Thread next = waiter(pool, new AtomicBoolean());
    awaitBlocked(next); // the interrupted one released nothing that was not its own
    held.close();
    next.join();
    lease(pool).close();
    assertThat(made).hasValue(1);
  }

  @Test
  void aMakerThatFailsCostsNoPlace() throws Exception {
    AtomicBoolean fail = new AtomicBoolean(true);
    LeasePool<String> pool =
        new LeasePool<>(
            "the model",
            1,
            () -> {
              if (fail.get()) {
                throw new OutOfMemoryError("direct buffer memory");
              }
              return "made";
            });
    assertThatThrownBy(() -> lease(pool)).isInstanceOf(OutOfMemoryError.class);
    fail.set(false);
    assertThat(lease(pool).get()).isEqualTo("made");
  }

  @Test
  void aPoolOfNothingIsRefused() {
    assertThatThrownBy(() -> pool(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bound is 0");
  }

  @Test
  void theLimitsOnWaitingAreKept() throws Exception {
    LeasePool<Integer> pool = pool(1);
    RunControl unlimited = RunControl.unlimited();
    LeasePool<Integer>.Lease held = lease(pool);
    assertThatThrownBy(() -> lease(pool, unlimited.maxWaiting(0)))
        .isInstanceOf(ModelBusyException.class)
        .hasMessageContaining("the model is busy: 1 runs are in progress");
    assertThatThrownBy(() -> lease(pool, unlimited.slotTimeout(Duration.ofMillis(2))))
        .isInstanceOf(ModelBusyException.class)
        .hasMessageContaining("no slot became free within 2 ms");
    assertThatThrownBy(() -> lease(pool, unlimited.timeout(Duration.ofMillis(2))))
        .isInstanceOfSatisfying(
            MattingTimeoutException.class,
            e -> assertThat(e.stage()).isEqualTo(MattingTimeoutException.Stage.SLOT));
    assertThat(pool.load()).isEqualTo(new ModelLoad(1, 0, 1));
    Thread waiter = waiter(pool, new AtomicBoolean());
    awaitBlocked(waiter);
    assertThat(pool.load()).isEqualTo(new ModelLoad(1, 1, 1));
    assertThatThrownBy(() -> lease(pool, unlimited.maxWaiting(1)))
        .isInstanceOf(ModelBusyException.class);
    held.close();
    waiter.join();
    assertThat(pool.load()).isEqualTo(new ModelLoad(0, 0, 1));
    lease(pool, unlimited.maxWaiting(0).slotTimeout(Duration.ZERO)).close();
  }

  @Test
  void aCancellationAndClosingEndTheWait() throws Exception {
    LeasePool<Integer> pool = pool(1);
    LeasePool<Integer>.Lease held = lease(pool);
    Cancellation cancellation = new Cancellation();
    AtomicReference<Throwable> cancelled = new AtomicReference<>();
    AtomicReference<Throwable> closed = new AtomicReference<>();
    Thread one = failing(pool, RunControl.unlimited().cancelledBy(cancellation), cancelled);
    Thread two = failing(pool, RunControl.unlimited(), closed);
    awaitBlocked(one);
    awaitBlocked(two);
    cancellation.cancel();
    one.join();
    assertThat(cancelled.get())
        .isInstanceOf(MattingCancelledException.class)
        .hasMessageContaining("cancelled while waiting");
    pool.close();
    two.join();
    assertThat(closed.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the model is closed");
    held.close();
    assertThatThrownBy(() -> lease(pool)).isInstanceOf(IllegalStateException.class);
  }

  private static Thread failing(
      LeasePool<Integer> pool, RunControl control, AtomicReference<Throwable> failure) {
    Thread thread =
        new Thread(
            () -> {
              try {
                lease(pool, control).close();
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    thread.start();
    return thread;
  }

  private static Thread waiter(LeasePool<Integer> pool, AtomicBoolean interrupted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                lease(pool).close();
              } catch (MattingCancelledException e) {
                interrupted.set(Thread.interrupted());
              }
            });
    thread.start();
    return thread;
  }

  private static void awaitBlocked(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }
}
