package io.github.matting4j.io.file;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the file system within a time.
 *
 * <p>Neither an interrupt nor a deadline ends a system call on a file system that does not answer,
 * such as a network share whose server is gone. So the call is made by a daemon thread, which is
 * left behind when the time is up or the caller is interrupted, and ends as soon as its call
 * returns.
 *
 * <p>Thread-safe.
 */
public final class FileCalls {
  private static final Executor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          FileCalls::newThread);

  private FileCalls() {}

  /** Calls of the file system. */
  @FunctionalInterface
  public interface Call<T> {
    /**
     * Makes them; they may be interrupted.
     *
     * @throws IOException if one fails
     */
    T call() throws IOException;
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(null, work, "matting4j-file", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // a thread that stays must not hold an application
    return thread;
  }

  /**
   * Makes a call.
   *
   * @param nanos how long it may take; with 0 or less it is not made
   * @throws TimeoutException if that is over
   * @throws InterruptedException if the calling thread is interrupted
   * @throws IOException if the call fails
   */
  public static <T> T within(long nanos, Call<T> call)
      throws IOException, InterruptedException, TimeoutException {
    if (nanos <= 0) {
      throw new TimeoutException("no time left");
    }
    FutureTask<T> work = new FutureTask<>(call::call);
    THREADS.execute(work);
    try {
      return work.get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException | TimeoutException e) {
      work.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof IOException failure) {
      return failure;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new AssertionError(cause);
  }
}
