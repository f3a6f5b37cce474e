package io.github.matting4j.store.fetch;

import static io.github.matting4j.store.fetch.RudeServer.cut;
import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of servers that do not behave. */
@Timeout(60)
class FetcherTest {
  private static final byte[] CONTENT = content(1, 100_000);
  private static final String TAG = "\"one\"";
  private static final int MAX_BYTES = 1 << 20;

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final List<String> notes = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();
  private OptionalLong stated = OptionalLong.empty();
  private boolean userNamed = true;

  private static byte[] content(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Path part() {
    return folder.resolve("file.part");
  }

  private Fetched fetch(URI... addresses) throws Exception {
    return fetch(FetchTimeouts.STANDARD, time, addresses);
  }

  private Fetched fetch(FetchTimeouts timeouts, Waiting waiting, URI... addresses)
      throws Exception {
    return new Fetcher(timeouts, waiting, new Properties(), Map.of())
        .fetch(
            new FetchRequest(List.of(addresses), userNamed, stated, MAX_BYTES),
            part(),
            new FetchListener() {
              @Override
              public void sized(OptionalLong total, long present) {}

              @Override
              public void progress(long present, OptionalLong total) {
                progress.add(present);
              }

              @Override
              public void note(String sentence) {
                notes.add(sentence);
              }
            });
  }

  private Fetched fetchFrom(RudeServer server) throws Exception {
    return fetch(server.uri("/net.zip"));
  }

  private void assertRefused(RudeServer server, String... words) {
    assertThatThrownBy(() -> fetchFrom(server))
        .isInstanceOf(FetchException.class)
        .message()
        .contains("http://127.0.0.1:")
        .contains(words);
  }

  @Test
  void aWholeFileArrives() throws Exception {
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      Fetched fetched = fetchFrom(server);
      assertThat(fetched.bytes()).isEqualTo(CONTENT.length);
      assertThat(fetched.resumed()).isFalse();
      assertThat(part()).hasBinaryContent(CONTENT);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0).header("Accept-Encoding")).isEqualTo("identity");
      assertThat(progress).isSorted().endsWith((long) CONTENT.length);
      assertThat(notes).isEmpty();
    }
  }

  @Test
  void aCutFileIsContinued() throws Exception {
    try (RudeServer server =
        new RudeServer(cut(CONTENT, 40_000, "ETag: " + TAG), file(CONTENT, TAG))) {
      Fetched fetched = fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
      assertThat(fetched.resumed()).isTrue();
      assertThat(server.requests().get(1).header("Range")).isEqualTo("bytes=40000-");
      assertThat(server.requests().get(1).header("If-Range")).isEqualTo(TAG);
      assertThat(time.waits()).containsExactly(Duration.ofSeconds(1));
      assertThat(notes).singleElement().asString().contains("trying again in 1 s");
    }
  }

  @Test
  void aLaterCallContinues() throws Exception {
    try (RudeServer server =
        new RudeServer(cut(CONTENT, 40_000, "ETag: " + TAG), status(403), file(CONTENT, TAG))) {
      assertRefused(server, "refuses access (HTTP 403)");
      assertThat(part()).hasSize(40_000);
      assertThat(fetchFrom(server).resumed()).isTrue();
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void aCompleteFileIsNotFetchedAgain() throws Exception {
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      fetchFrom(server);
      progress.clear();
      assertThat(fetchFrom(server).bytes()).isEqualTo(CONTENT.length);
      assertThat(part()).hasBinaryContent(CONTENT);
      assertThat(progress).containsExactly((long) CONTENT.length);
      stated = OptionalLong.of(99_999);
      assertRefused(server, "has 100000 bytes, but 99999 bytes are stated");
    }
  }

  @Test
  void withoutATagItStartsAgain() throws Exception {
    try (RudeServer server = new RudeServer(cut(CONTENT, 40_000), file(CONTENT, TAG))) {
      assertThat(fetchFrom(server).resumed()).isFalse();
      assertThat(server.requests().get(1).header("Range")).isEmpty();
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void aWeakTagIsNone() throws Exception {
    try (RudeServer server =
        new RudeServer(cut(CONTENT, 40_000, "ETag: W/" + TAG), file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(server.requests().get(1).header("Range")).isEmpty();
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void aFileThatChangedMeanwhileIsFetchedWhole() throws Exception {
    byte[] changed = content(2, 90_000);
    try (RudeServer server =
        new RudeServer(cut(CONTENT, 40_000, "ETag: " + TAG), file(changed, "\"two\""))) {
      assertThat(fetchFrom(server).resumed()).isFalse();
      assertThat(part()).hasBinaryContent(changed);
    }
  }

  @Test
  void aPartOfAnotherVersionIsNotAppended() throws Exception {
    byte[] changed = content(2, CONTENT.length);
    RudeServer.Answer wrong =
        (request, exchange) ->
            exchange
                .head(
                    206,
                    "Content-Length: 60000",
                    "Content-Range: bytes 40000-99999/100000",
                    "ETag: \"two\"")
                .bytes(Arrays.copyOfRange(changed, 40_000, 100_000));
    try (RudeServer server =
        new RudeServer(cut(CONTENT, 40_000, "ETag: " + TAG), wrong, file(changed, "\"two\""))) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(changed);
      assertThat(notes).anyMatch(note -> note.contains("a part of another version"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-59999/60000",
        "bytes 39999-99999/100000",
        "bytes 40000-50000/100000",
        "bytes */100000",
        "pages 1-2/3",
        "bytes 99999999999999999999-1/2"
      })
  void aWrongRangeIsNotAppended(String range) throws Exception {
    RudeServer.Answer wrong =
        (request, exchange) ->
            exchange
                .head(206, "Content-Length: 60000", "Content-Range: " + range, "ETag: " + TAG)
                .bytes(new byte[60_000]);
    try (RudeServer server =
        new RudeServer(cut(CONTENT, 40_000, "ETag: " + TAG), wrong, file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }

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
  void aRedirectIsFollowedButNotForever() throws Exception {
    try (RudeServer server =
        new RudeServer(status(302, "Location: /other/net.zip"), file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(server.requests().get(1).path()).isEqualTo("/other/net.zip");
      assertThat(part()).hasBinaryContent(CONTENT);
    }
    try (RudeServer server = new RudeServer(status(302, "Location: /net.zip"))) {
      assertRefused(server, "redirects more than 5 times");
      assertThat(server.requests()).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org/net.zip, is not encrypted",
    "http://10.0.0.1/net.zip, is not encrypted",
    "ftp://127.0.0.1/net.zip, is not encrypted",
    "file:///etc/passwd, is not of the form",
    "https://user:secret@example.org/, is not of the form",
    "http://[, no address"
  })
  void aRedirectOutOfTheEncryptionIsRefused(String location, String message) throws Exception {
    try (RudeServer server = new RudeServer(status(301, "Location: " + location))) {
      assertRefused(server, "redirects", message);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void fromAnEncryptedAddressNoRedirectLeadsToThisMachine() throws Exception {
    URI from = URI.create("https://example.org/a/net.zip");
    assertThat(Addresses.redirect(from, "../b.zip", true))
        .isEqualTo(URI.create("https://example.org/b.zip"));
    assertThat(Addresses.redirect(from, "https://cdn.example.org/b.zip", false))
        .hasHost("cdn.example.org");
    assertThatThrownBy(() -> Addresses.redirect(from, "http://127.0.0.1/b.zip", true))
        .hasMessageContaining("is not encrypted");
    assertThatThrownBy(() -> Addresses.redirect(from, "http://example.org/b.zip", true))
        .hasMessageContaining("is not encrypted");
  }

  @Test
  void plainHttpIsForThisMachineAndForThoseWhoNameIt() throws Exception {
    assertThatThrownBy(() -> fetch(URI.create("http://example.org/net.zip")))
        .hasMessageContaining("is not encrypted; only https is used");
    userNamed = false;
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      assertRefused(server, "is not encrypted");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefused() throws Exception {
    Path store = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assumeTrue(keytool.waitFor() == 0, "keytool makes no key here");
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    try {
      URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/net.zip");
      assertThatThrownBy(() -> fetch(address))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("no secure connection to " + address);
      assertThat(time.waits()).isEmpty();
    } finally {
      server.stop(0);
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
  void theNextAddressIsTriedWhereThereIsNoSuchFile() throws Exception {
    try (RudeServer server = new RudeServer(status(404), file(CONTENT, TAG))) {
      Fetched fetched = fetch(server.uri("/net.zip"), server.uri("/deploy/net.zip"));
      assertThat(fetched.address()).isEqualTo(server.uri("/deploy/net.zip"));
      assertThat(part()).hasBinaryContent(CONTENT);
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

  @Test
  void aDiskThatFailsIsNotTheServersFault() throws Exception {
    Files.createDirectories(part().resolve("not-empty"));
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      assertThatThrownBy(() -> fetchFrom(server))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(FetchException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aDamagedNoteStartsAgain() throws Exception {
    Files.write(part(), Arrays.copyOf(CONTENT, 500));
    Files.writeString(folder.resolve("file.part.json"), "{\"address\": ", UTF_8);
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void anInterruptEndsTheFetchAndThePartStays() throws Exception {
    RudeServer.Answer stalls =
        (request, exchange) -> {
          exchange
              .head(200, "Content-Length: 100000", "ETag: " + TAG)
              .bytes(Arrays.copyOf(CONTENT, 40_000));
          exchange.stall();
        };
    try (RudeServer server = new RudeServer(stalls)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> fetchFrom(server)).isInstanceOf(InterruptedException.class);
    }
  }
}
