package io.github.matting4j.batch.workers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Recognises photos that take far longer than usual while they are still processed: on a slow disk,
 * or because they are large. Usual is the median of the last photos that were done. Thread-safe.
 */
public final class Pace {
  /** Photos that the median is taken of. */
  private static final int SAMPLES = 32;

  /** Until so many are done, none is overdue. */
  private static final int MIN_SAMPLES = 8;

  /** A photo is overdue after this multiple of the median. */
  private static final double OVERDUE = 1.25;

  /** A thread computes if it has used this part of the time; others may take the rest. */
  private static final double COMPUTING = 1 / 3.0;

  /** Below this, the time of a photo says more about the system's scheduling than about it. */
  private static final long MIN_NANOS = 20_000_000;

  /** Called when a photo is overdue, and when one of these has ended. */
  public interface Listener {
    /**
     * A photo has become overdue; called by the ticker.
     *
     * @param computing whether its thread computes; otherwise it mostly waits
     */
    void overdue(boolean computing);

    /** Whether more threads compute than at first, so that each photo takes longer. */
    boolean isCrowded();

    /** A photo that was overdue has ended; the same value again. */
    void ended(boolean computing);
  }

  private final Ticker ticker;
  private final BooleanSupplier waiting;
  private final Listener listener;
  private final long[] recent = new long[SAMPLES];
  private final Set<Lap> first = new HashSet<>();
  private int recorded;
  private long median;

  /**
   * No photos yet.
   *
   * @param waiting whether photos wait for memory: none is overdue meanwhile, because a further one
   *     would only wait, too
   */
  public Pace(Ticker ticker, BooleanSupplier waiting, Listener listener) {
    this.ticker = ticker;
    this.waiting = waiting;
    this.listener = listener;
  }

  /** A photo while it is processed. */
  public final class Lap {
    private final Thread thread = Thread.currentThread();
    private final long begun = ticker.nanos();
    private final long cpuBegun = ticker.cpuNanos(thread);
    private boolean ended;
    private boolean overdue;
    private boolean computing;
    private @Nullable Runnable cancel;

    /**
     * The photo has ended.
     *
     * @param waited nanoseconds of that time that it waited for memory; empty if the photo was not
     *     done, so that its time is not that of a photo
     */
    public void end(OptionalLong waited) {
      synchronized (Pace.this) {
        ended = true;
        if (cancel != null) {
          cancel.run();
        }
        first.remove(this);
        if (waited.isPresent()) {
          record(ticker.nanos() - begun - waited.getAsLong());
        }
        if (!overdue) {
          return;
        }
      }
      listener.ended(computing);
    }

    private void check() {
      synchronized (Pace.this) {
        if (ended) {
          return;
        }
        long cpu = ticker.cpuNanos(thread) - cpuBegun;
        computing = cpu >= COMPUTING * (ticker.nanos() - begun);
        boolean slowedDown = computing && cpu < limit() && listener.isCrowded();
        if (slowedDown || waiting.getAsBoolean()) {
          watch(slowedDown ? limit() - cpu : limit());
          return;
        }
        overdue = true;
      }
      listener.overdue(computing);
    }

    private void watch(long delay) {
      cancel = ticker.schedule(this::check, Math.max(0, delay));
    }
  }

  /** A photo of the calling thread begins. */
  public Lap begin() {
    Lap lap = new Lap();
    synchronized (this) {
      if (recorded < MIN_SAMPLES) {
        first.add(lap);
      } else {
        lap.watch(limit());
      }
    }
    return lap;
  }

  private long limit() {
    return Math.max(MIN_NANOS, (long) (OVERDUE * median));
  }

  private void record(long nanos) {
    recent[recorded % SAMPLES] = nanos;
    recorded++;
    long[] sorted = Arrays.copyOf(recent, Math.min(recorded, SAMPLES));
    Arrays.sort(sorted);
    median = sorted[sorted.length / 2];
    if (recorded == MIN_SAMPLES) {
      first.forEach(lap -> lap.watch(limit() - (ticker.nanos() - lap.begun)));
      first.clear();
    }
  }
}
