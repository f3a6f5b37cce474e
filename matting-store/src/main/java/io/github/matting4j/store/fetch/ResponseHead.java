package io.github.matting4j.store.fetch;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status and headers of an answer. */
final class ResponseHead {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final long MAX_RETRY_AFTER = 300;

  private final HttpResponse<?> response;
  private final String server;

  /** The part of a file that an answer has: from this byte to the end. */
  record Range(long start, long total) {}

  ResponseHead(HttpResponse<?> response, String server) {
    this.response = response;
    this.server = server;
  }

  /** The address, for messages. */
  String server() {
    return server;
  }

  /** Where an answer redirects to, if it does. */
  static Optional<String> redirect(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
      default -> Optional.empty();
    };
  }

  /**
   * Checks that this is a file or the rest of one.
   *
   * @throws FetchException if not
   */
  void requireUsable() throws FetchException {
    int status = response.statusCode();
    switch (status) {
      case 200, 206 -> {}
      case 404, 410 ->
          throw new FetchException.NotFound(server + " does not exist (HTTP " + status + ")");
      case 408, 425, 429, 500, 502, 503, 504 ->
          throw new FetchException.Transient(server + answered(status), retryAfter());
      case 401, 403, 407, 451 ->
          throw new FetchException(server + " refuses access (HTTP " + status + ")");
      default -> throw new FetchException(server + answered(status));
    }
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equals("identity")) {
      throw new FetchException(
          server + " sends the file compressed (" + encoding + "), which was not asked for");
    }
  }

  private static String answered(int status) {
    return " answered with HTTP status " + status;
  }

  private long retryAfter() {
    String text = response.headers().firstValue("Retry-After").orElse("");
    return text.matches("\\d{1,9}") ? Math.min(MAX_RETRY_AFTER, Long.parseLong(text)) : 0;
  }

  /** Whether this is the rest of a file. */
  boolean isPart() {
    return response.statusCode() == 206;
  }

  /** Whether the server says that the file ends before the part that was asked for. */
  boolean isBeyondEnd() {
    return response.statusCode() == 416;
  }

  /** The size of the file as an answer states it that {@link #isBeyondEnd}; -1 if it does not. */
  long totalBeyondEnd() {
    String text = response.headers().firstValue("Content-Range").orElse("").strip();
    return text.matches("bytes \\*/\\d{1,18}") ? Long.parseLong(text.substring(8)) : -1;
  }

  /** The stated length of the body. */
  OptionalLong length() {
    String text = response.headers().firstValue("Content-Length").orElse("");
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /** The part that a partial answer has; one that cannot be understood starts at byte -1. */
  Range range() {
    Matcher range =
        RANGE.matcher(response.headers().firstValue("Content-Range").orElse("").strip());
    if (!range.matches()) {
      return new Range(-1, 0);
    }
    long total = Long.parseLong(range.group(3));
    boolean toTheEnd = Long.parseLong(range.group(2)) == total - 1;
    return new Range(toTheEnd ? Long.parseLong(range.group(1)) : -1, total);
  }

  /** What tells this version of the file from another in {@code If-Range}, if anything does. */
  Optional<String> tag() {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/") && tag.startsWith("\""))
        .or(() -> response.headers().firstValue("Last-Modified"));
  }

  /** The hash of the whole body, if it is stated. */
  Optional<byte[]> md5() {
    return response.headers().firstValue("Content-MD5").flatMap(HttpAttempt::md5);
  }
}
