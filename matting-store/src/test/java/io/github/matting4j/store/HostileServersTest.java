package io.github.matting4j.store;

import static io.github.matting4j.store.fetch.RudeServer.cut;
import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.store.ModelInstallException.Reason;
import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.RudeServer;
import io.github.matting4j.store.fetch.RudeServer.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thirteen kinds of servers that misbehave: an installation ends well or with the right reason,
 * leaves nothing of the model otherwise, and the next one from the same place succeeds.
 */
@Timeout(60)
class HostileServersTest extends StoreTestCase {
  private static final byte[] CONTENT = TestStore.PINNED;
  private static final Answer GOOD = file(CONTENT, TAG);
  private static final Answer CUT = cut(CONTENT, 100, "ETag: " + TAG);

  /**
   * A kind of misbehaviour: what ends the first installation, if anything does, and the answers.
   */
  private record Kind(String name, Optional<Reason> failure, List<Answer> answers) {
    static Kind survived(String name, Answer... answers) {
      return new Kind(name, Optional.empty(), List.of(answers));
    }

    static Kind refused(String name, Reason reason, Answer... answers) {
      return new Kind(name, Optional.of(reason), List.of(answers));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    Answer endless =
        (request, exchange) -> {
          exchange.head(200, "Transfer-Encoding: chunked");
          while (true) {
            exchange.chunk(CONTENT);
          }
        };
    Answer wrongRange =
        (request, exchange) ->
            exchange
                .head(206, "Content-Range: bytes 7-" + (CONTENT.length - 1) + "/" + CONTENT.length)
                .bytes(Arrays.copyOfRange(CONTENT, 7, CONTENT.length));
    Answer reset =
        (request, exchange) -> {
          exchange
              .head(200, "Content-Length: " + CONTENT.length, "ETag: " + TAG)
              .bytes(Arrays.copyOf(CONTENT, 50));
          exchange.reset();
        };
    byte[] other = CONTENT.clone();
    other[CONTENT.length / 2] ^= 1;
    Answer loop = status(302, "Location: /mirror/pinned.zip");
    Answer away = status(302, "Location: http://example.org/pinned.zip");
    byte[] longer = Arrays.copyOf(CONTENT, CONTENT.length + 1);
    return Stream.of(
        Kind.refused("slow", Reason.NETWORK, CUT, GOOD),
        Kind.refused("endless", Reason.HASH, endless, GOOD),
        Kind.survived("cut", CUT, GOOD),
        Kind.refused("of another length", Reason.HASH, file(longer, TAG), GOOD),
        Kind.survived("another range", CUT, wrongRange, GOOD),
        Kind.survived("a changed tag", CUT, file(CONTENT, "\"two\"")),
        Kind.refused("redirect loop", Reason.NETWORK, loop, loop, loop, loop, loop, loop, GOOD),
        Kind.refused("to http", Reason.NETWORK, away, GOOD),
        Kind.survived("errors, then success", status(503), status(500), status(429), GOOD),
        Kind.refused(
            "compressed",
            Reason.NETWORK,
            (request, exchange) -> exchange.head(200, "Content-Encoding: gzip").bytes(CONTENT),
            GOOD),
        Kind.refused("empty", Reason.HASH, status(200), GOOD),
        Kind.refused("another hash", Reason.HASH, file(other, TAG), GOOD),
        Kind.survived("reset", reset, GOOD));
  }

  private ModelStore inTime(Kind kind) {
    Duration perLook = kind.name().equals("slow") ? Duration.ofHours(2) : Duration.ZERO;
    return ModelStore.at(
        models(),
        TestStore.context(
            new FakeTime(perLook), at -> Long.MAX_VALUE, converter, (id, file) -> List.of()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theNextInstallationSucceeds(Kind kind) throws Exception {
    try (RudeServer server = new RudeServer(kind.answers().toArray(Answer[]::new))) {
      if (kind.failure().isPresent()) {
        assertFails(
            kind.failure().get(),
            () -> inTime(kind).install("pinned-net", mirror(server)),
            "pinned-net: ");
        assertThat(models().resolve("pinned-net")).doesNotExist();
      } else {
        inTime(kind).install("pinned-net", mirror(server));
      }
      InstalledModel installed = store.install("pinned-net", mirror(server));
      assertThat(weights("pinned-net")).hasContent("other+numbers");
      assertThat(store.verify("pinned-net")).isEqualTo(installed);
      assertNoWork();
    }
  }
}
