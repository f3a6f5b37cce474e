package io.github.matting4j.store.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, taken in pieces with a time limit for each: the client's own limits end
 * with the headers. One piece is asked for at a time, so that a fast server fills no memory.
 */
final class BodyQueue implements HttpResponse.BodySubscriber<BodyQueue>, AutoCloseable {
  /** A piece, or the end, or a failure. */
  private record Signal(List<ByteBuffer> piece, boolean end, @Nullable Throwable failure) {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  @Override
  public CompletionStage<BodyQueue> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    if (closed || subscription != null) {
      given.cancel();
    } else {
      subscription = given;
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> piece) {
    signals.add(new Signal(piece, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), false, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), true, null));
  }

  /**
   * The next piece; empty at the end of the body.
   *
   * @throws HttpTimeoutException if none came in time
   * @throws IOException if the connection failed
   */
  List<ByteBuffer> next(Duration idle) throws IOException, InterruptedException {
    while (true) {
      @Nullable Signal signal = signals.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
      if (signal == null) {
        throw new HttpTimeoutException("no data for " + idle.toMillis() + " ms");
      }
      if (signal.failure() != null) {
        throw new IOException(signal.failure().getMessage(), signal.failure());
      }
      if (signal.end()) {
        signals.add(signal); // for the next call
        return List.of();
      }
      requestNext();
      if (!signal.piece().isEmpty()) {
        return signal.piece();
      }
    }
  }

  private synchronized void requestNext() {
    if (subscription != null && !closed) {
      subscription.request(1);
    }
  }

  /** Gives up the rest of the body, and the connection if it is not at its end. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
