package io.github.matting4j.store;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.store.ModelInstallException.Reason;
import io.github.matting4j.store.fetch.RudeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sizes and hashes: stated, given, seen before. */
@Timeout(60)
class StoreHashesTest extends StoreTestCase {
  @Test
  void aStatedHashIsEnforced() throws Exception {
    byte[] other = TestStore.PINNED.clone();
    other[40] ^= 1;
    try (RudeServer server = new RudeServer(file(other, TAG), file(TestStore.PINNED, TAG))) {
      assertFails(
          Reason.HASH,
          () -> store.install("pinned-net", mirror(server)),
          ModelFile.sha256(other),
          ModelFile.sha256(TestStore.PINNED),
          "is stated",
          "InstallOptions.acceptNew");
      assertNoWork();
      assertThat(models().resolve("pinned-net")).doesNotExist();
      InstalledModel right = store.install("pinned-net", mirror(server));
      assertThat(right.hashOrigin()).contains("the stated hash (the authors, 2026-11-28)");
    }
  }

  @Test
  void aStatedSizeIsEnforcedBeforeTheDownload() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      assertFails(
          Reason.HASH,
          () -> store.install("pinned-net", mirror(server)),
          "bytes are stated",
          "InstallOptions.acceptNew");
      InstalledModel accepted = store.install("pinned-net", mirror(server).acceptNew());
      assertThat(accepted.hashOrigin()).contains("accepted although another hash is stated");
    }
  }

  @Test
  void theUsersHashTakesTheStatedOnesPlace() throws Exception {
    String hash = ModelFile.sha256(TestStore.FREE);
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      assertFails(
          Reason.HASH,
          () -> store.install("free-net", mirror(server).sha256("0".repeat(64))),
          "was asked for");
      InstalledModel installed = store.install("pinned-net", mirror(server).sha256(hash));
      assertThat(installed.hashOrigin()).contains("given at the installation");
      assertThatThrownBy(() -> options.sha256("xyz")).hasMessageContaining("64 hexadecimal");
    }
  }

  @Test
  void aHashSeenBeforeIsExpectedAgain() throws Exception {
    byte[] changed = Archives.zip(Archives.official("free", "program", "new parameters"));
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG), file(changed, "\"two\""))) {
      store.install("free-net", mirror(server));
      store.remove("free-net");
      assertThat(models().resolve("free-net")).doesNotExist();
      assertFails(
          Reason.HASH,
          () -> store.install("free-net", mirror(server)),
          "was first fetched of 2026-11-28T05:00:00Z from http://127.0.0.1",
          "InstallOptions.acceptNew");
      store.install("free-net", mirror(server).acceptNew());
      assertThat(weights("free-net")).hasContent("program+new parameters");
      store.remove("free-net");
      assertThat(store.install("free-net", mirror(server)).hashOrigin())
          .startsWith("the file of 2026-11-28T05:00:00Z");
    }
  }

  @Test
  void aNewFileReplacesTheInstalledOneAndAFailureDoesNot() throws Exception {
    byte[] changed = Archives.zip(Archives.official("free", "program", "new"));
    byte[] strange = Archives.zip(Archives.official("free", "strange", "x"));
    try (RudeServer server =
        new RudeServer(
            file(TestStore.FREE, TAG),
            file(changed, "\"2\""),
            file(strange, "\"3\""),
            status(403))) {
      store.install("free-net", mirror(server));
      store.install("free-net", mirror(server).acceptNew());
      assertThat(weights("free-net")).hasContent("program+new");
      InstallOptions again = mirror(server).acceptNew();
      assertFails(Reason.OPERATOR, () -> store.install("free-net", again), "strange (2)");
      assertNoWork();
      assertFails(Reason.NETWORK, () -> store.install("free-net", again), "HTTP 403", "a mirror");
      assertThat(weights("free-net")).hasContent("program+new");
      store.verify("free-net");
    }
  }

  @Test
  void partsThatDoNotFitAreFetchedAgain() throws Exception {
    byte[] pinned = TestStore.PINNED;
    byte[] other = pinned.clone();
    other[10] ^= 1;
    try (RudeServer server =
        new RudeServer(
            RudeServer.cut(other, 100, "ETag: " + TAG), file(pinned, TAG), file(pinned, TAG))) {
      store.install("pinned-net", mirror(server));
      assertThat(server.requests()).hasSize(3);
      assertThat(recorder.reports).anyMatch(note -> note.contains("the parts do not fit together"));
      store.verify("pinned-net");
    }
  }
}
