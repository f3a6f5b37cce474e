package io.github.matting4j.store.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits, or by a step at each look. */
public final class FakeTime implements Waiting {
  private final Duration perLook;
  private final List<Duration> waits = new ArrayList<>();
  private long now;

  public FakeTime() {
    this(Duration.ZERO);
  }

  public FakeTime(Duration perLook) {
    this.perLook = perLook;
  }

  @Override
  public synchronized long nanoTime() {
    now += perLook.toNanos();
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) {
    waits.add(time);
    now += time.toNanos();
  }

  synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }
}
