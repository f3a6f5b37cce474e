package io.github.matting4j.store.fetch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** A file that is fetched from servers of this machine, in a time that does not pass. */
abstract class FetchTestCase {
  static final byte[] CONTENT = content(1, 100_000);

  static final String TAG = "\"one\"";

  static final int MAX_BYTES = 1 << 20;

  @TempDir Path folder;

  final FakeTime time = new FakeTime();

  final List<String> notes = new ArrayList<>();

  final List<Long> progress = new ArrayList<>();

  OptionalLong stated = OptionalLong.empty();

  boolean userNamed = true;

  static byte[] content(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  Path part() {
    return folder.resolve("file.part");
  }

  Fetched fetch(URI... addresses) throws Exception {
    return fetch(FetchTimeouts.STANDARD, time, addresses);
  }

  Fetched fetch(FetchTimeouts timeouts, Waiting waiting, URI... addresses) throws Exception {
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

  Fetched fetchFrom(RudeServer server) throws Exception {
    return fetch(server.uri("/net.zip"));
  }

  void assertRefused(RudeServer server, String... words) {
    assertThatThrownBy(() -> fetchFrom(server))
        .isInstanceOf(FetchException.class)
        .message()
        .contains("http://127.0.0.1:")
        .contains(words);
  }
}
