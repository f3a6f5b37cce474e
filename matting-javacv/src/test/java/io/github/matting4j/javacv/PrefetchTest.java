package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.matting4j.javacv.media.VideoException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrefetchTest {
  /** A stage whose second element does not come, whatever is done to its thread. */
  private static final class Stuck implements FrameSource<String> {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();
    private boolean first = true;

    @Override
    public String next() {
      if (first) {
        first = false;
        return "one";
      }
      entered.countDown();
      while (release.getCount() > 0) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
      return "late";
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  @Timeout(20)
  void aThreadThatDoesNotEndIsLeftAndNamed() throws Exception {
    Stuck stuck = new Stuck();
    Prefetch<String> ahead = new Prefetch<>(stuck, "stuck-stage", 2, Duration.ofMillis(30));
    assertThat(ahead.next()).isEqualTo("one");
    stuck.entered.await();
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(ahead::close)
        .withMessageContaining("stuck-stage")
        .withMessageContaining("left behind");
    assertThat(stuck.closed).hasValue(1);
    assertThat(ahead.next()).isNull();
    stuck.release.countDown();
    ahead.close(); // when it has ended
  }
}
