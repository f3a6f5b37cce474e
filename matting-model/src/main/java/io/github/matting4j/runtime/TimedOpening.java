package io.github.matting4j.runtime;

import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.ModelLoadTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens models with a time limit. Engines cannot be stopped while they load, so the load is
 * executed on a separate thread; if its caller has abandoned it, what it opens is closed at once.
 */
public final class TimedOpening {
  private static final System.Logger LOGGER = System.getLogger(TimedOpening.class.getPackageName());

  /** True in the threads of this class, whose callers already enforce the limit. */
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private TimedOpening() {}

  /**
   * Opens.
   *
   * @param what the model, for messages
   * @throws ModelLoadTimeoutException if it takes longer than the limit
   * @throws MattingCancelledException if the calling thread is interrupted
   */
  public static <T extends AutoCloseable> T open(String what, Duration limit, Supplier<T> opener) {
    if (INSIDE.get()) {
      return opener.get();
    }
    CompletableFuture<T> opening =
        DetachedCall.start(
            "matting4j-open",
            () -> {
              INSIDE.set(true);
              return opener.get();
            });
    try {
      T ignored = opening.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      // thrown below
    } catch (TimeoutException e) {
      closeWhenOpen(opening);
      throw new ModelLoadTimeoutException(
          what
              + ": opening took longer than "
              + limit.toMillis() / 1000.0
              + " s; allow more time, or check the file: it may make the engine compute without"
              + " end");
    } catch (InterruptedException e) {
      closeWhenOpen(opening);
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("interrupted while " + what + " was being opened", e);
    }
    return DetachedCall.result(opening);
  }

  private static void closeWhenOpen(CompletableFuture<? extends AutoCloseable> opening) {
    CompletableFuture<?> ignored =
        opening.whenComplete(
            (opened, failure) -> {
              if (opened != null) {
                close(opened);
              }
            });
  }

  private static void close(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot close what was opened too late", e);
    }
  }
}
