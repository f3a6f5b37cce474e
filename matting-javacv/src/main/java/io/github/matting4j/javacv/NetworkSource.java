package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.model.MattingCancelledException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a source with what the network gave, in their order, though several may be in the
 * network at once. With one lane the calling thread computes.
 */
final class NetworkSource implements FrameSource<NetworkRuns.Outcome> {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final FrameSource<VideoFrame> frames;
  private final NetworkRuns network;
  private final StageClock clock = new StageClock();
  private final @Nullable ExecutorService threads;
  private final Deque<Future<NetworkRuns.Outcome>> started = new ArrayDeque<>();
  private boolean exhausted;

  /** Takes over both and closes them. */
  NetworkSource(FrameSource<VideoFrame> frames, NetworkRuns network) {
    this.frames = frames;
    this.network = network;
    this.threads = network.lanes() == 1 ? null : threads(network.lanes());
  }

  private static ExecutorService threads(int count) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, VideoRun.MATTE + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public NetworkRuns.@Nullable Outcome next() throws IOException {
    if (threads == null) {
      VideoFrame frame = frames.next();
      return frame == null ? null : clock.measure(() -> network.run(frame));
    }
    while (!exhausted && started.size() < network.lanes()) {
      VideoFrame frame = frames.next();
      if (frame == null) {
        exhausted = true;
      } else {
        started.add(threads.submit(() -> clock.measure(() -> network.run(frame))));
      }
    }
    Future<NetworkRuns.Outcome> first = started.poll();
    return first == null ? null : result(first);
  }

  private static NetworkRuns.Outcome result(Future<NetworkRuns.Outcome> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("the thread was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  StageClock clock() {
    return clock;
  }

  @Override
  public void close() throws IOException {
    boolean left = threads != null && !ended(threads);
    try {
      frames.close();
    } finally {
      network.close();
    }
    if (left) {
      throw new VideoException(
          "a run of the network did not end within "
              + CLOSE_LIMIT.toSeconds()
              + " s after it was stopped; its thread is left behind");
    }
  }

  /** Interrupts the threads, which ends the runs, and waits for them. */
  private static boolean ended(ExecutorService threads) {
    threads.shutdownNow();
    try {
      return threads.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
