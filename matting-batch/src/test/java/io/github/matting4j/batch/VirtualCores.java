package io.github.matting4j.batch;

import io.github.matting4j.batch.workers.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Time that passes only while every worker is inside {@link #compute} or {@link #pause}, so that
 * results do not depend on the machine. Computing workers share the cores evenly.
 */
final class VirtualCores implements Ticker {
  private static final double EPSILON = 1e-9;

  private final int cores;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private final Map<Thread, Double> cpu = new HashMap<>();
  private double now;

  /** Work or a pause of a worker. */
  private static final class Task {
    private final Thread thread = Thread.currentThread();
    private final boolean computes;
    private final CountDownLatch done = new CountDownLatch(1);
    private double left;

    Task(boolean computes, double left) {
      this.computes = computes;
      this.left = left;
    }
  }

  private record Alarm(double at, Runnable task) {}

  VirtualCores(int cores) {
    this.cores = cores;
  }

  /** Takes so many nanoseconds of a core. */
  void compute(double nanos) {
    await(new Task(true, nanos));
  }

  /** Takes so many nanoseconds without a core. */
  void pause(double nanos) {
    await(new Task(false, nanos));
  }

  private void await(Task task) {
    synchronized (this) {
      tasks.add(task);
    }
    try {
      task.done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized long nanos() {
    return (long) now;
  }

  @Override
  public synchronized long cpuNanos(Thread thread) {
    return cpu.getOrDefault(thread, 0.0).longValue();
  }

  @Override
  public synchronized Runnable schedule(Runnable task, long delayNanos) {
    Alarm alarm = new Alarm(now + delayNanos, task);
    alarms.add(alarm);
    return () -> {
      synchronized (this) {
        alarms.remove(alarm);
      }
    };
  }

  /** How many workers are inside. */
  synchronized int inside() {
    return tasks.size();
  }

  /** Lets time pass until a worker may leave or an alarm is due. */
  void advance() {
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      long computing = tasks.stream().filter(task -> task.computes).count();
      double rate = Math.min(1, cores / (double) Math.max(1, computing));
      double step = Double.MAX_VALUE;
      for (Task task : tasks) {
        step = Math.min(step, task.left / (task.computes ? rate : 1));
      }
      for (Alarm alarm : alarms) {
        step = Math.min(step, Math.max(0, alarm.at - now));
      }
      now += step;
      for (Task task : List.copyOf(tasks)) {
        task.left -= step * (task.computes ? rate : 1);
        cpu.merge(task.thread, task.computes ? step * rate : 0, Double::sum);
        if (task.left <= EPSILON * now) {
          tasks.remove(task);
          task.done.countDown();
        }
      }
      for (Alarm alarm : List.copyOf(alarms)) {
        if (alarm.at <= now * (1 + EPSILON)) {
          alarms.remove(alarm);
          due.add(alarm.task);
        }
      }
    }
    due.forEach(Runnable::run);
  }

  @Override
  public void close() {}
}
