package io.github.matting4j.batch.workers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The threads of a batch: as many as photos are processed at the same time and, while a photo is
 * overdue, a substitute for the thread that is occupied with it. Daemons. Thread-safe.
 */
public final class Workers implements Pace.Listener {
  private final int regular;
  private final int maxSubstitutes;
  private final Runnable loop;
  private final Set<Thread> threads = new LinkedHashSet<>();
  private int started;
  private int alive;
  private int overdue;
  private boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param regular threads at first, at least 1
   * @param maxSubstitutes further threads at any time, at least 0
   * @param loop executed by each thread; between two photos it asks {@link #isSurplus}, and at its
   *     end {@link #isLast}, unless it was surplus
   */
  public Workers(int regular, int maxSubstitutes, Runnable loop) {
    this.regular = regular;
    this.maxSubstitutes = maxSubstitutes;
    this.loop = loop;
  }

  /** Starts the regular threads. */
  public synchronized void start() {
    for (int i = 0; i < regular; i++) {
      add();
    }
    List.copyOf(threads).forEach(Thread::start);
  }

  private Thread add() {
    started++;
    alive++;
    Thread thread = new Thread(this::run, "matting4j-batch-" + started);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private void run() {
    try {
      loop.run();
    } finally {
      synchronized (this) {
        threads.remove(Thread.currentThread());
        notifyAll();
      }
    }
  }

  @Override
  public synchronized void overdue() {
    overdue++;
    boolean needed = alive - overdue < regular && alive < regular + maxSubstitutes;
    if (needed && alive > 0 && !closed) {
      add().start();
    }
  }

  @Override
  public synchronized void ended() {
    overdue--;
  }

  /** Whether the calling thread is one too many; it then ends. */
  public synchronized boolean isSurplus() {
    boolean surplus = alive - overdue > regular;
    alive -= surplus ? 1 : 0;
    return surplus;
  }

  /** Counts the calling thread out, and whether it is the last one; no more are started then. */
  public synchronized boolean isLast() {
    alive--;
    return alive == 0;
  }

  /** How many threads there are that have not been counted out. */
  public synchronized int alive() {
    return alive;
  }

  /** Interrupts all threads; no more are started. */
  public synchronized void interrupt() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  /** Waits for the end of all threads, also when interrupted; the flag is set again then. */
  public synchronized void join() {
    boolean interrupted = false;
    while (!threads.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
