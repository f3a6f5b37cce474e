package io.github.matting4j.store.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One attempt to complete a {@link PartialFile} from one address. For one thread. */
final class HttpAttempt {
  private static final int MAX_REDIRECTS = 5;

  private final HttpClient client;
  private final FetchRequest request;
  private final FetchTimeouts timeouts;
  private final Deadline deadline;
  private final PartialFile file;
  private final FetchListener listener;

  /** Ends a fetch that takes too long. */
  interface Deadline {
    void check() throws FetchException;
  }

  HttpAttempt(
      HttpClient client,
      FetchRequest request,
      FetchTimeouts timeouts,
      Deadline deadline,
      PartialFile file,
      FetchListener listener) {
    this.client = client;
    this.request = request;
    this.timeouts = timeouts;
    this.deadline = deadline;
    this.file = file;
    this.listener = listener;
  }

  /** Fetches what is missing; returns whether a part was there before. */
  boolean run(URI address) throws IOException, InterruptedException {
    Optional<String> tag = file.tag(address);
    long present = tag.isPresent() ? file.size() : 0;
    HttpResponse<BodyQueue> response = send(address, present, tag);
    try (BodyQueue body = response.body()) {
      ResponseHead head = new ResponseHead(response, Addresses.shown(address));
      if (present > 0 && head.isBeyondEnd()) {
        return completed(head, present, address);
      }
      head.requireUsable();
      boolean resumed = present > 0 && head.isPart();
      OptionalLong total;
      if (head.isPart()) {
        total = resumedTotal(head, present, tag);
      } else {
        total = head.length();
        present = 0;
        file.restart(address, head.tag());
      }
      requireSize(total, address);
      listener.sized(total, present);
      receive(body, total, present, resumed ? Optional.empty() : head.md5(), address);
      return resumed;
    }
  }

  /** All of it was there already, if the server's file ends where the present part does. */
  private boolean completed(ResponseHead head, long present, URI address) throws IOException {
    if (head.totalBeyondEnd() != present) {
      file.discard();
      throw new FetchException.Transient(
          head.server() + " has no byte " + present + " although it sent those before", null);
    }
    requireSize(OptionalLong.of(present), address);
    listener.sized(OptionalLong.of(present), present);
    listener.progress(present, OptionalLong.of(present));
    return true;
  }

  private OptionalLong resumedTotal(ResponseHead head, long present, Optional<String> tag)
      throws IOException {
    ResponseHead.Range range = head.range();
    boolean sameVersion = head.tag().isEmpty() || head.tag().equals(tag);
    if (present == 0 || range.start() != present || !sameVersion) {
      file.discard();
      throw new FetchException.Transient(
          head.server()
              + " answered with "
              + (sameVersion ? "a part from byte " + range.start() : "a part of another version")
              + " where byte "
              + present
              + " was asked for",
          null);
    }
    return OptionalLong.of(range.total());
  }

  private void requireSize(OptionalLong total, URI address) throws FetchException {
    if (total.isEmpty()) {
      return;
    }
    long bytes = total.getAsLong();
    if (request.bytes().isPresent() && bytes != request.bytes().getAsLong()) {
      throw new FetchException.WrongSize(
          Addresses.shown(address)
              + " has "
              + bytes
              + " bytes, but "
              + request.bytes().getAsLong()
              + " bytes are stated for this file");
    }
    if (bytes > request.maxBytes()) {
      throw tooLarge(address);
    }
    if (bytes == 0) {
      throw new FetchException(Addresses.shown(address) + " is empty (0 bytes)");
    }
  }

  private FetchException tooLarge(URI address) {
    return new FetchException(
        Addresses.shown(address)
            + " has more than "
            + request.maxBytes()
            + " bytes, the limit for this file");
  }

  /** How much may arrive: what is announced or stated, and never more than the limit. */
  private long limit(OptionalLong total) {
    return Math.min(total.orElse(request.bytes().orElse(Long.MAX_VALUE)), request.maxBytes());
  }

  private FetchException tooMuch(long present, OptionalLong total, URI address) {
    if (present > request.maxBytes()) {
      return tooLarge(address);
    }
    String sent = Addresses.shown(address) + " sent more than the " + limit(total) + " bytes ";
    return total.isPresent()
        ? new FetchException(sent + "it announced")
        : new FetchException.WrongSize(sent + "that are stated for this file");
  }

  private void receive(
      BodyQueue body, OptionalLong total, long start, Optional<byte[]> md5, URI address)
      throws IOException, InterruptedException {
    MessageDigest digest = md5Digest();
    long limit = limit(total);
    long present = start;
    try (FileChannel channel = file.append()) {
      while (true) {
        deadline.check();
        List<ByteBuffer> piece = next(body, address);
        if (piece.isEmpty()) {
          break;
        }
        if (md5.isPresent()) {
          piece.forEach(buffer -> digest.update(buffer.duplicate()));
        }
        present += PartialFile.write(channel, piece);
        if (present > limit) {
          file.discard();
          throw tooMuch(present, total, address);
        }
        listener.progress(present, total);
      }
      force(channel);
    }
    checkSize(present, total, address);
    if (md5.isPresent() && !MessageDigest.isEqual(md5.get(), digest.digest())) {
      file.discard();
      throw new FetchException.Transient(
          "what arrived from " + Addresses.shown(address) + " differs from its Content-MD5", null);
    }
  }

  /** Checks how much there is at the end; a longer file was refused before. */
  private void checkSize(long present, OptionalLong total, URI address) throws IOException {
    if (total.isPresent() && present < total.getAsLong()) {
      throw new FetchException.Transient(
          Addresses.shown(address)
              + " ended the connection after "
              + present
              + " of "
              + total.getAsLong()
              + " bytes",
          null);
    }
    if (request.bytes().isPresent() && present != request.bytes().getAsLong()) {
      file.discard();
      throw new FetchException.WrongSize(
          Addresses.shown(address)
              + " sent "
              + present
              + " bytes, but "
              + request.bytes().getAsLong()
              + " bytes are stated for this file");
    }
    if (present == 0) {
      throw new FetchException(Addresses.shown(address) + " is empty (0 bytes)");
    }
  }

  private static void force(FileChannel channel) throws PartialFile.DiskException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new PartialFile.DiskException(e);
    }
  }

  private List<ByteBuffer> next(BodyQueue body, URI address)
      throws IOException, InterruptedException {
    try {
      return body.next(timeouts.idle());
    } catch (HttpTimeoutException e) {
      throw new FetchException.Transient(
          Addresses.shown(address)
              + " sent nothing for "
              + timeouts.idle().toMillis() / 1000.0
              + " s",
          e);
    } catch (IOException e) {
      throw new FetchException.Transient(
          "the connection to " + Addresses.shown(address) + " broke off", e);
    }
  }

  /** Sends the request, follows redirects, returns the last response. */
  private HttpResponse<BodyQueue> send(URI address, long present, Optional<String> tag)
      throws IOException, InterruptedException {
    URI at = address;
    Addresses.require(at, request.userNamed());
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      deadline.check();
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(at)
              .header("Accept-Encoding", "identity")
              .header("User-Agent", "matting4j")
              .timeout(timeouts.connect().plus(timeouts.idle()));
      if (present > 0) {
        builder.header("Range", "bytes=" + present + "-").header("If-Range", tag.orElseThrow());
      }
      HttpResponse<BodyQueue> response = exchange(builder.GET().build());
      Optional<String> location = ResponseHead.redirect(response);
      if (location.isEmpty()) {
        return response;
      }
      response.body().close();
      at = Addresses.redirect(at, location.get(), request.userNamed());
    }
    throw new FetchException(
        Addresses.shown(address) + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private HttpResponse<BodyQueue> exchange(HttpRequest message)
      throws IOException, InterruptedException {
    String server = Addresses.shown(message.uri());
    Duration limit = timeouts.connect().plus(timeouts.idle());
    CompletableFuture<HttpResponse<BodyQueue>> future =
        client.sendAsync(message, info -> new BodyQueue());
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(server, Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new FetchException.Transient(
          server + " did not answer for " + limit.toMillis() / 1000.0 + " s", e);
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    }
  }

  private static FetchException failure(String server, Throwable cause) {
    if (cause instanceof SSLException) {
      return new FetchException(
          "no secure connection to " + server + " (" + cause.getMessage() + ")", cause);
    }
    if (cause instanceof HttpTimeoutException) {
      return new FetchException.Transient(server + " did not answer in time", cause);
    }
    if (cause instanceof ConnectException) {
      return new FetchException.Transient(
          "no connection to "
              + server
              + (cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")"),
          cause);
    }
    if (cause instanceof ProtocolException) {
      return new FetchException.Transient(server + " sent no valid answer", cause);
    }
    return new FetchException.Transient(
        "the connection to " + server + " failed (" + cause.getMessage() + ")", cause);
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** The bytes of a {@code Content-MD5} header, if it is one. */
  static Optional<byte[]> md5(String header) {
    try {
      byte[] bytes = Base64.getDecoder().decode(header);
      return bytes.length == 16 ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
