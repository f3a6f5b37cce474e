package io.github.matting4j.store.fetch;

import static io.github.matting4j.store.fetch.RudeServer.cut;
import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files arrive whole, in one part or in several. */
@Timeout(60)
class FetcherTest extends FetchTestCase {
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
