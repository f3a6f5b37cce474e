package io.github.matting4j.store.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Fetches files over HTTP into a partial file that a later call, also of another process, continues
 * where it ended. Failures that may pass are retried after a growing time. Thread-safe; but one
 * partial file is for one caller at a time.
 */
public final class Fetcher {
  private static final int MAX_FAILURES = 5;
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(30);

  /** An attempt that brought this much does not count as failed. */
  private static final long WORTH_BYTES = 1 << 20;

  private final HttpClient client;
  private final Waiting waiting;
  private final FetchTimeouts timeouts;

  /** Uses the proxy of these properties or this environment. */
  public Fetcher(
      FetchTimeouts timeouts,
      Waiting waiting,
      Properties properties,
      Map<String, String> environment) {
    EnvironmentProxies proxies = new EnvironmentProxies(properties, environment);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // each is checked
            .connectTimeout(timeouts.connect())
            .proxy(proxies);
    proxies.authenticator().ifPresent((Authenticator a) -> builder.authenticator(a));
    this.client = builder.build();
    this.waiting = waiting;
    this.timeouts = timeouts;
  }

  /**
   * Fetches a file, or the rest of it.
   *
   * @param target the partial file; complete, and on the disk, when this returns
   * @throws FetchException if the servers do not give it
   * @throws IOException if it cannot be written, or the listener ends the fetch
   */
  public Fetched fetch(FetchRequest request, Path target, FetchListener listener)
      throws IOException, InterruptedException {
    PartialFile file = new PartialFile(target);
    long start = waiting.nanoTime();
    HttpAttempt.Deadline deadline =
        () -> {
          if (waiting.nanoTime() - start > timeouts.total().toNanos()) {
            throw new FetchException(
                "not complete after " + timeouts.total().toSeconds() + " s, the limit");
          }
        };
    HttpAttempt attempt = new HttpAttempt(client, request, timeouts, deadline, file, listener);
    for (int i = 0; ; i++) {
      URI address = request.addresses().get(i);
      try {
        boolean resumed = repeat(attempt, address, file, listener, deadline);
        return new Fetched(address, file.size(), resumed);
      } catch (FetchException.NotFound e) {
        if (i + 1 == request.addresses().size()) {
          throw e;
        }
        listener.note(
            e.getMessage() + "; trying " + Addresses.shown(request.addresses().get(i + 1)));
      }
    }
  }

  private boolean repeat(
      HttpAttempt attempt,
      URI address,
      PartialFile file,
      FetchListener listener,
      HttpAttempt.Deadline deadline)
      throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      long before = file.size();
      try {
        return attempt.run(address);
      } catch (FetchException.Transient e) {
        failures = file.size() - before >= WORTH_BYTES ? 1 : failures + 1;
        if (failures == MAX_FAILURES) {
          throw new FetchException(e.getMessage() + "; gave up after " + failures + " attempts", e);
        }
        Duration pause = pause(failures, e.retryAfterSeconds());
        listener.note(e.getMessage() + "; trying again in " + pause.toSeconds() + " s");
        waiting.sleep(pause);
        deadline.check();
      }
    }
  }

  private static Duration pause(int failures, long asked) {
    Duration backOff = Duration.ofSeconds(1L << (failures - 1));
    Duration capped = backOff.compareTo(MAX_BACK_OFF) > 0 ? MAX_BACK_OFF : backOff;
    Duration wanted = Duration.ofSeconds(asked);
    return wanted.compareTo(capped) > 0 ? wanted : capped;
  }
}
