package io.github.matting4j.batch.workers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The threads of a batch: as many as photos are processed at the same time, and substitutes while
 * photos are overdue. A thread that waits for its photo has one, so that its core is not idle;
 * threads that compute have one together, if all of them are occupied with photos that are overdue,
 * because more would only slow each other down. Daemons. Thread-safe.
 */
public final class Workers implements Pace.Listener {
  private final int regular;
  private final int maxSubstitutes;
  private final Runnable loop;
  private final Set<Thread> threads = new LinkedHashSet<>();
  private int started;
  private int alive;
  private int waiting;
  private int computing;
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
  public synchronized void overdue(boolean computes) {
    count(computes, 1);
    boolean needed = alive - waiting < regular || alive - waiting - computing < 1;
    if (needed && alive > 0 && alive < regular + maxSubstitutes && !closed) {
      startSubstitute();
    }
  }

  private void startSubstitute() {
    Thread substitute = add();
    try {
      substitute.start();
    } catch (OutOfMemoryError e) { // the system has no more threads; the others go on
      alive--;
      threads.remove(substitute);
    }
  }

  @Override
  public synchronized boolean isCrowded() {
    return alive - waiting > regular;
  }

  @Override
  public synchronized void ended(boolean computes) {
    count(computes, -1);
  }

  private void count(boolean computes, int change) {
    if (computes) {
      computing += change;
    } else {
      waiting += change;
    }
  }

  /** Whether the calling thread is one too many; it then ends. */
  public synchronized boolean isSurplus() {
    boolean surplus = alive - waiting > regular && alive - waiting - computing > 1;
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
