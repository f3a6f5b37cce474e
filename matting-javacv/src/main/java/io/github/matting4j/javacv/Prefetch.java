package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.model.MattingCancelledException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stage before it in a thread, a bounded number of elements ahead. What that stage throws
 * is thrown to the consumer in its place of the order.
 */
final class Prefetch<T> implements FrameSource<T> {
  private static final Object END = new Object();
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final long JOIN_MILLIS = 20;

  private record Failure(Throwable cause) {}

  private final FrameSource<T> upstream;
  private final BlockingQueue<Object> queue;
  private final Thread thread;
  private final Duration closeLimit;
  private volatile boolean stopped;
  private boolean ended;

  /**
   * Starts the thread.
   *
   * @param name of the thread
   * @param ahead elements that wait at most
   */
  Prefetch(FrameSource<T> upstream, String name, int ahead) {
    this(upstream, name, ahead, CLOSE_LIMIT);
  }

  /**
   * As the other one.
   *
   * @param closeLimit how long {@link #close} waits for the thread
   */
  Prefetch(FrameSource<T> upstream, String name, int ahead, Duration closeLimit) {
    this.closeLimit = closeLimit;
    this.upstream = upstream;
    this.queue = new ArrayBlockingQueue<>(ahead);
    this.thread = new Thread(this::produce, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void produce() {
    Object last = END;
    try {
      T element = upstream.next();
      while (element != null && !stopped) {
        queue.put(element);
        element = upstream.next();
      }
    } catch (InterruptedException e) {
      return; // closed
    } catch (Throwable e) { // an error too is the consumer's
      last = new Failure(e);
    }
    try {
      queue.put(last);
    } catch (InterruptedException e) {
      // Closed: there is no consumer anymore.
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable T next() throws IOException {
    if (ended) {
      return null;
    }
    Object element;
    try {
      element = queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("the thread was interrupted", e);
    }
    if (element == END) {
      ended = true;
      return null;
    }
    if (element instanceof Failure failure) {
      ended = true;
      throw rethrown(failure.cause());
    }
    return (T) element;
  }

  /** Returns an exception to throw, or throws an unchecked one. */
  private static IOException rethrown(Throwable cause) {
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IOException(cause);
  }

  /**
   * Ends the thread and frees the stages before it. A thread that does not end within the limit, in
   * a read that hangs or a network that cannot be stopped, is left behind.
   *
   * @throws VideoException if a thread is left behind; everything else is freed
   */
  @Override
  public void close() throws IOException {
    stopped = true;
    ended = true;
    boolean interrupted = false;
    long start = System.nanoTime();
    while (thread.isAlive() && System.nanoTime() - start < closeLimit.toNanos()) {
      thread.interrupt();
      queue.clear();
      try {
        thread.join(JOIN_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    boolean left = thread.isAlive();
    upstream.close();
    if (left) {
      throw new VideoException(
          "the thread "
              + thread.getName()
              + " did not end within "
              + closeLimit.toSeconds()
              + " s and is left behind: a read of the file hangs, or the network cannot be stopped");
    }
  }
}
