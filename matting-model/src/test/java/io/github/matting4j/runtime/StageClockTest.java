package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StageClockTest {
  @Test
  void lapsCoverAllTheTimeAndNoneTwice() throws Exception {
    long before = System.nanoTime();
    StageClock clock = new StageClock();
    long begun = System.nanoTime();
    Duration sum = clock.lap().plus(clock.lap());
    Thread.sleep(5);
    long almost = System.nanoTime();
    sum = sum.plus(clock.lap());
    long end = System.nanoTime();
    assertThat(sum).isBetween(Duration.ofNanos(almost - begun), Duration.ofNanos(end - before));
  }
}
