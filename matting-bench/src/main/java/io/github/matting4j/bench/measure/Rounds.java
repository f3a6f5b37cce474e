package io.github.matting4j.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures tasks in turn, round by round, so that other load on the machine affects all of them
 * alike; every other round runs backwards, so that no task always follows the same one.
 *
 * <p>Time is the CPU time of the calling thread, without that of the collector and the compiler, or
 * the time on the wall, for tasks with threads of their own. Bytes are what the calling thread
 * allocates. Not thread-safe.
 */
public final class Rounds {
  /** The kind of time that is measured. */
  public enum Clock {
    /** CPU time of the calling thread. */
    CPU,
    /** Wall-clock time: comparable only on an otherwise idle machine. */
    WALL
  }

  /** Something to measure. */
  @FunctionalInterface
  public interface Task {
    /** Runs the task; the result prevents the compiler from eliminating the work. */
    Object run() throws Exception;
  }

  /** A task that measures its own time, such as another process. */
  @FunctionalInterface
  public interface SelfTimed {
    /** Runs the task and returns its time in nanoseconds. */
    long run() throws Exception;
  }

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Clock clock;
  private final Map<String, SelfTimed> tasks = new LinkedHashMap<>();

  /** No tasks yet. */
  public Rounds(Clock clock) {
    this.clock = clock;
  }

  /** Adds a task; returns this. */
  public Rounds add(String name, Task task) {
    return addSelfTimed(
        name,
        () -> {
          long start = now();
          Objects.requireNonNull(task.run());
          return now() - start;
        });
  }

  /** Adds a task that measures its own time; returns this. */
  public Rounds addSelfTimed(String name, SelfTimed task) {
    if (tasks.putIfAbsent(name, task) != null) {
      throw new IllegalArgumentException("there is a task \"" + name + "\" already");
    }
    return this;
  }

  private long now() {
    return clock == Clock.CPU ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }

  /**
   * Runs every task {@code warmUp} times unmeasured and {@code rounds} times measured.
   *
   * @param warmUp at least 0
   * @param rounds at least 1
   */
  public Measured run(int warmUp, int rounds) throws Exception {
    if (warmUp < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          warmUp + " rounds of warm-up and " + rounds + " measured; at least 0 and 1 are needed");
    }
    Map<String, Series> series = new LinkedHashMap<>();
    tasks.keySet().forEach(name -> series.put(name, new Series(rounds)));
    List<Map.Entry<String, SelfTimed>> order = new ArrayList<>(tasks.entrySet());
    for (int round = -warmUp; round < rounds; round++) {
      for (Map.Entry<String, SelfTimed> task : order) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = task.getValue().run();
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (round >= 0) {
          Objects.requireNonNull(series.get(task.getKey())).set(round, nanos, allocated);
        }
      }
      Collections.reverse(order);
    }
    return new Measured(series);
  }
}
