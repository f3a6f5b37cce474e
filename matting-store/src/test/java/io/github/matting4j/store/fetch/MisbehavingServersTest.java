package io.github.matting4j.store.fetch;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are slow, endless, silent, overloaded, or send something else. */
@Timeout(60)
class MisbehavingServersTest extends FetchTestCase {
  @Test
  void aSilentServerIsGivenUpAndContinued() throws Exception {
    RudeServer.Answer stalls =
        (request, exchange) -> {
          exchange
              .head(200, "Content-Length: 100000", "ETag: " + TAG)
              .bytes(Arrays.copyOf(CONTENT, 40_000));
          exchange.stall();
        };
    FetchTimeouts shortly =
        new FetchTimeouts(Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofHours(1));
    try (RudeServer server = new RudeServer(stalls, file(CONTENT, TAG))) {
      fetch(shortly, time, server.uri("/net.zip"));
      assertThat(part()).hasBinaryContent(CONTENT);
      assertThat(notes).singleElement().asString().contains("sent nothing for 0.3 s");
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    FetchTimeouts shortly =
        new FetchTimeouts(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofHours(1));
    try (RudeServer server = new RudeServer((request, exchange) -> exchange.stall())) {
      assertThatThrownBy(() -> fetch(shortly, time, server.uri("/net.zip")))
          .hasMessageContaining("did not answer")
          .hasMessageContaining("gave up after 5 attempts");
      assertThat(time.waits()).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L);
    }
  }

  @Test
  void aSlowServerMeetsTheTotalLimit() throws Exception {
    RudeServer.Answer drips =
        (request, exchange) -> {
          exchange.head(200, "Content-Length: 100000", "ETag: " + TAG);
          for (int i = 0; i < CONTENT.length; i += 100) {
            exchange.bytes(Arrays.copyOfRange(CONTENT, i, i + 100));
          }
          exchange.stall();
        };
    try (RudeServer server = new RudeServer(drips)) {
      FakeTime hours = new FakeTime(Duration.ofHours(1));
      assertThatThrownBy(() -> fetch(FetchTimeouts.STANDARD, hours, server.uri("/net.zip")))
          .hasMessageContaining("not complete after 10800 s, the limit");
    }
  }

  @Test
  void anEndlessBodyIsCutAtTheLimit() throws Exception {
    RudeServer.Answer endless =
        (request, exchange) -> {
          exchange.head(200, "Transfer-Encoding: chunked");
          while (true) {
            exchange.chunk(CONTENT);
          }
        };
    try (RudeServer server = new RudeServer(endless)) {
      assertRefused(server, "more than 1048576 bytes, the limit");
      assertThat(part()).doesNotExist();
      stated = OptionalLong.of(150_000);
      assertThatThrownBy(() -> fetchFrom(server))
          .isInstanceOf(FetchException.WrongSize.class)
          .hasMessageContaining("sent more than the 150000 bytes that are stated");
      assertThat(part()).doesNotExist();
      stated = OptionalLong.of(10 * MAX_BYTES);
      assertRefused(server, "more than 1048576 bytes, the limit");
      assertThat(part()).doesNotExist();
      assertThat(progress).allMatch(present -> present <= MAX_BYTES);
    }
  }

  @Test
  void aBodyWithoutLengthIsTakenToItsEnd() throws Exception {
    RudeServer.Answer chunked =
        (request, exchange) ->
            exchange.head(200, "Transfer-Encoding: chunked").chunk(CONTENT).chunk(new byte[0]);
    try (RudeServer server = new RudeServer(chunked)) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
      stated = OptionalLong.of(CONTENT.length + 1);
      assertThatThrownBy(() -> fetchFrom(server))
          .isInstanceOf(FetchException.WrongSize.class)
          .hasMessageContaining("sent 100000 bytes, but 100001 bytes are stated");
    }
  }

  @Test
  void aFileOfAnotherSizeIsRefusedBeforeItIsFetched() throws Exception {
    stated = OptionalLong.of(99_999);
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      assertRefused(server, "has 100000 bytes, but 99999 bytes are stated");
      assertThat(progress).isEmpty();
    }
    stated = OptionalLong.empty();
    try (RudeServer server = new RudeServer(status(200, "X: y"), file(CONTENT, TAG))) {
      assertRefused(server, "is empty (0 bytes)");
    }
    try (RudeServer server =
        new RudeServer((request, exchange) -> exchange.head(200, "Content-Length: 2000000"))) {
      assertRefused(server, "more than 1048576 bytes");
    }
  }

  @Test
  void anOverloadedServerIsAskedAgainWhenItSays() throws Exception {
    try (RudeServer server =
        new RudeServer(
            status(503, "Retry-After: 7"),
            status(429, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT"),
            status(500, "Retry-After: 999999999"),
            file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
      assertThat(time.waits()).extracting(Duration::toSeconds).containsExactly(7L, 2L, 300L);
    }
    try (RudeServer server = new RudeServer(status(502))) {
      assertRefused(server, "HTTP status 502; gave up after 5 attempts");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, refuses access",
    "403, refuses access",
    "418, HTTP status 418",
    "204, HTTP status 204",
    "300, HTTP status 300",
    "404, does not exist"
  })
  void otherStatusesAreNotRepeated(int code, String message) throws Exception {
    try (RudeServer server = new RudeServer(status(code))) {
      assertRefused(server, message);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aCompressedAnswerIsRefused() throws Exception {
    RudeServer.Answer gzip =
        (request, exchange) ->
            exchange.head(200, "Content-Length: 100000", "Content-Encoding: gzip").bytes(CONTENT);
    try (RudeServer server = new RudeServer(gzip)) {
      assertRefused(server, "compressed (gzip)");
      assertThat(part()).doesNotExist();
    }
  }

  @Test
  void aStatedMd5IsCompared() throws Exception {
    String wrong = "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==";
    RudeServer.Answer damaged =
        (request, exchange) ->
            exchange.head(200, "Content-Length: 100000", wrong, "ETag: " + TAG).bytes(CONTENT);
    try (RudeServer server = new RudeServer(damaged, file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(notes).singleElement().asString().contains("differs from its Content-MD5");
      assertThat(server.requests().get(1).header("Range")).isEmpty();
    }
  }

  @Test
  void aResetIsContinued() throws Exception {
    RudeServer.Answer resets =
        (request, exchange) -> {
          exchange
              .head(200, "Content-Length: 100000", "ETag: " + TAG)
              .bytes(Arrays.copyOf(CONTENT, 40_000));
          exchange.reset();
        };
    try (RudeServer server = new RudeServer(resets, file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
      assertThat(notes).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "220 ftp ready\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
  void whatIsNoAnswerIsRepeated(String text) throws Exception {
    RudeServer.Answer rubbish = (request, exchange) -> exchange.text(text);
    try (RudeServer server = new RudeServer(rubbish, file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void aClosedPortIsNamed() throws Exception {
    RudeServer server = new RudeServer(status(200));
    URI address = server.uri("/net.zip");
    server.close();
    assertThatThrownBy(() -> fetch(address))
        .hasMessageContaining("no connection to http://127.0.0.1:")
        .hasMessageContaining("gave up after 5 attempts");
  }
}
