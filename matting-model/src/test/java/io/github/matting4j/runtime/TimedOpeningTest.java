package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelLoadTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedOpeningTest {
  @Test
  void aLoadThatTakesTooLongIsLeftAndWhatItOpensIsClosed() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                TimedOpening.<AutoCloseable>open(
                    "slow",
                    Duration.ofMillis(5),
                    () -> {
                      try {
                        goOn.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return closed::countDown;
                    }))
        .isInstanceOf(ModelLoadTimeoutException.class)
        .hasMessageContaining("slow: opening took longer than 0.005 s");
    AutoCloseable other = () -> {};
    assertThat(TimedOpening.open("other", Duration.ofHours(1), () -> other)).isSameAs(other);
    goOn.countDown();
    closed.await();
  }
}
