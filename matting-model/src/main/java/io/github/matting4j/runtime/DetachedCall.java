package io.github.matting4j.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Executes calls that cannot be stopped, such as those into native code, on separate daemon
 * threads, so that their callers can abandon them. Thread-safe.
 */
public final class DetachedCall {
  private DetachedCall() {}

  /** Starts a call. An exception or error that it throws completes the future. */
  public static <T> CompletableFuture<T> start(String threadName, Supplier<T> call) {
    return CompletableFuture.supplyAsync(
        call,
        task -> {
          Thread thread = new Thread(task, threadName);
          thread.setDaemon(true);
          thread.start();
        });
  }

  /** Waits until a call has ended or the run has to; false if the call has not ended. */
  public static boolean await(CompletableFuture<?> call, RunStop stop) {
    CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    try (RunStop.Reaction reaction = stop.react(() -> stopped.complete(true))) {
      Object ignored = CompletableFuture.anyOf(call, stopped).get();
    } catch (ExecutionException e) {
      return true; // a failed call has ended as well
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.poll();
    }
    return call.isDone();
  }

  /** Returns the result of a call that has ended, or throws its exception. */
  public static <T> T result(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the call has not ended", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
