package io.github.matting4j.model;

import io.github.matting4j.image.ArgbImage;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Applies limits to the runs of a model that does not implement them: each run is executed on a
 * separate thread, which is interrupted and abandoned when a limit is reached.
 */
final class DetachedRun {
  private DetachedRun() {}

  static MattingResult run(MattingModel model, ArgbImage photo, RunControl control) {
    if (control.timeout().isEmpty() && control.cancellation().isEmpty()) {
      return model.run(photo);
    }
    FutureTask<MattingResult> run = new FutureTask<>(() -> model.run(photo));
    Cancellation cancellation = control.cancellation().orElseGet(Cancellation::new);
    try (Cancellation.Registration registration = cancellation.onCancel(() -> run.cancel(true))) {
      Thread thread = new Thread(run, "matting4j-run");
      thread.setDaemon(true);
      thread.start(); // does nothing if cancelled already
      return await(run, control);
    } catch (CancellationException e) {
      throw new MattingCancelledException("the run was cancelled", e);
    } catch (InterruptedException e) {
      run.cancel(true);
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("interrupted while the network ran", e);
    }
  }

  private static MattingResult await(FutureTask<MattingResult> run, RunControl control)
      throws InterruptedException {
    try {
      return control.timeout().isPresent()
          ? run.get(nanos(control.timeout().get()), TimeUnit.NANOSECONDS)
          : run.get();
    } catch (TimeoutException e) {
      run.cancel(true);
      throw new MattingTimeoutException(
          MattingTimeoutException.Stage.NETWORK,
          "the run took longer than "
              + control.timeout().get().toMillis()
              + " ms; allow more time or use a faster model",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new InferenceException("the run failed: " + e.getCause(), e.getCause());
    }
  }

  private static long nanos(Duration limit) {
    try {
      return limit.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
