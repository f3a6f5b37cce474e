package io.github.matting4j.batch.workers;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Recognises photos that take far longer than usual while they are still processed: on a slow disk,
 * or because they are large. Usual is the median of the last photos that were done. Thread-safe.
 */
public final class Pace {
  /** Photos that the median is taken of; until a quarter of them is done, none is overdue. */
  private static final int SAMPLES = 32;

  /** A photo is overdue after this multiple of the median. */
  private static final double OVERDUE = 1.25;

  /** Below this, the time of a photo says more about the system's scheduling than about it. */
  private static final long MIN_NANOS = 20_000_000;

  /** Gets to know when a photo is overdue, and when one of these has ended. */
  public interface Listener {
    /** A photo has become overdue; called by the ticker. */
    void overdue();

    /** A photo that was overdue has ended. */
    void ended();
  }

  private final Ticker ticker;
  private final BooleanSupplier waiting;
  private final Listener listener;
  private final long[] recent = new long[SAMPLES];
  private int recorded;
  private long median;

  /**
   * No photos yet.
   *
   * @param waiting whether photos wait for memory: none is overdue meanwhile, because a further
   *     one would only wait, too
   */
  public Pace(Ticker ticker, BooleanSupplier waiting, Listener listener) {
    this.ticker = ticker;
    this.waiting = waiting;
    this.listener = listener;
  }

  /** A photo while it is processed. */
  public final class Lap {
    private final long begun = ticker.nanos();
    private boolean ended;
    private boolean overdue;
    private @Nullable Runnable cancel;

    /**
     * The photo has ended.
     *
     * @param waited nanoseconds of that time that it waited for memory; empty if the photo was not
     *     done, so that its time is not that of a photo
     */
    public void end(OptionalLong waited) {
      if (cancel != null) {
        cancel.run();
      }
      synchronized (Pace.this) {
        ended = true;
        if (waited.isPresent()) {
          record(ticker.nanos() - begun - waited.getAsLong());
        }
        if (!overdue) {
          return;
        }
      }
      listener.ended();
    }

    private void check() {
      synchronized (Pace.this) {
        if (ended) {
          return;
        }
        if (waiting.getAsBoolean()) {
          cancel = ticker.schedule(this::check, limit());
          return;
        }
        overdue = true;
      }
      listener.overdue();
    }
  }

  /** A photo begins. */
  public Lap begin() {
    Lap lap = new Lap();
    synchronized (this) {
      if (recorded >= SAMPLES / 4) {
        lap.cancel = ticker.schedule(lap::check, limit());
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
  }
}
