package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeasePoolTest {
  private final AtomicInteger made = new AtomicInteger();

  private LeasePool<Integer> pool(int bound) {
    return new LeasePool<>(bound, made::incrementAndGet);
  }

  @Test
  void makesNothingBeforeTheFirstLeaseAndReusesWhatCameBack() throws Exception {
    LeasePool<Integer> pool = pool(2);
    assertThat(made).hasValue(0);
    for (int i = 0; i < 5; i++) {
      try (LeasePool<Integer>.Lease lease = pool.lease()) {
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
                  try (LeasePool<Integer>.Lease lease = pool.lease()) {
                    most.accumulateAndGet(out.incrementAndGet(), Math::max);
                    Thread.yield();
                    out.decrementAndGet();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
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
    LeasePool<Integer>.Lease lease = pool.lease();
    lease.close();
    lease.close();
    LeasePool<Integer>.Lease one = pool.lease();
    LeasePool<Integer>.Lease two = pool.lease();
    assertThat(one.get()).isNotEqualTo(two.get());
    Thread third = waiter(pool, new AtomicBoolean());
    awaitBlocked(third);
    one.close();
    third.join();
  }

  @Test
  void anInterruptedWaiterTakesNothing() throws Exception {
    LeasePool<Integer> pool = pool(1);
    LeasePool<Integer>.Lease held = pool.lease();
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
    pool.lease().close();
    assertThat(made).hasValue(1);
  }

  @Test
  void aMakerThatFailsCostsNoPlace() throws Exception {
    AtomicBoolean fail = new AtomicBoolean(true);
    LeasePool<String> pool =
        new LeasePool<>(
            1,
            () -> {
              if (fail.get()) {
                throw new OutOfMemoryError("direct buffer memory");
              }
              return "made";
            });
    assertThatThrownBy(pool::lease).isInstanceOf(OutOfMemoryError.class);
    fail.set(false);
    assertThat(pool.lease().get()).isEqualTo("made");
  }

  @Test
  void aPoolOfNothingIsRefused() {
    assertThatThrownBy(() -> pool(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bound is 0");
  }

  private static Thread waiter(LeasePool<Integer> pool, AtomicBoolean interrupted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                pool.lease().close();
              } catch (InterruptedException e) {
                interrupted.set(true);
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
