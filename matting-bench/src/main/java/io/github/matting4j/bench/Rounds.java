package io.github.matting4j.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Measures tasks in turn, round by round, so that whatever else happens on the machine meets all of
 * them alike: CPU time of the calling thread and bytes that it allocates, medians over the rounds.
 * Time of the collector and the compiler is not in it. Not thread-safe.
 */
final class Rounds {
  /** Something to measure. */
  interface Task {
    Object run() throws Exception;
  }

  /**
   * What one task cost.
   *
   * @param millis CPU time, the median
   * @param bytes allocated, the median
   */
  record Cost(double millis, long bytes) {}

  private static final com.sun.management.ThreadMXBean CLOCK =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<String, Task> tasks = new LinkedHashMap<>();

  /** Adds a task; returns this. */
  Rounds add(String name, Task task) {
    tasks.put(name, task);
    return this;
  }

  /** Runs every task {@code warmUp} times unmeasured and {@code rounds} times measured. */
  Map<String, Cost> run(int warmUp, int rounds) throws Exception {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    Map<String, long[]> bytes = new LinkedHashMap<>();
    long thread = Thread.currentThread().getId();
    for (int round = -warmUp; round < rounds; round++) {
      for (Map.Entry<String, Task> task : tasks.entrySet()) {
        long allocated = CLOCK.getThreadAllocatedBytes(thread);
        long start = CLOCK.getCurrentThreadCpuTime();
        Objects.requireNonNull(task.getValue().run());
        long took = CLOCK.getCurrentThreadCpuTime() - start;
        allocated = CLOCK.getThreadAllocatedBytes(thread) - allocated;
        if (round >= 0) {
          nanos.computeIfAbsent(task.getKey(), k -> new long[rounds])[round] = took;
          bytes.computeIfAbsent(task.getKey(), k -> new long[rounds])[round] = allocated;
        }
      }
    }
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (String name : tasks.keySet()) {
      long[] times = nanos.getOrDefault(name, new long[1]);
      costs.put(name, new Cost(median(times) / 1e6, median(bytes.getOrDefault(name, times))));
    }
    return costs;
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
