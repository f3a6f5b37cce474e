package io.github.matting4j.store;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.matting4j.store.ModelInstallException.Reason;
import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.RudeServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fails, and what it leaves. */
@Timeout(60)
class StoreFailuresTest extends StoreTestCase {
  @Test
  void offlineNothingIsFetched() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      assertFails(
          Reason.NETWORK,
          () -> store.install("free-net", mirror(server).offline()),
          "no connection is allowed",
          "install from that file");
      assertFails(
          Reason.NETWORK,
          () -> store.installFrom("free-net", server.uri("/free.zip"), options.offline()),
          "no connection is allowed");
      assertThat(server.requests()).isEmpty();
      Path file = Files.write(folder.resolve("free.zip"), TestStore.FREE);
      store.installFrom("free-net", file, options.offline());
      assertThat(weights("free-net")).hasContent("program+parameters");
    }
  }

  @Test
  void aMirrorMayKeepTheOfficialPaths() throws Exception {
    try (RudeServer server = new RudeServer(status(404), file(TestStore.FREE, TAG))) {
      store.install("free-net", mirror(server));
      assertThat(server.requests())
          .extracting(RudeServer.Request::path)
          .containsExactly("/mirror/free.zip", "/mirror/deploy/free.zip");
    }
    try (RudeServer server = new RudeServer(status(404), file("graph".getBytes("UTF-8"), TAG))) {
      InstalledModel twin = store.install("twin-net", mirror(server));
      assertThat(server.requests())
          .extracting(RudeServer.Request::path)
          .containsExactly("/mirror/twin-net.pb", "/mirror/api/repo?F=g.pb");
      assertThat(twin.weights())
          .isEqualTo(models().resolve("twin-net/tf_graph.pb"))
          .hasContent("graph");
    }
  }

  @Test
  void aDownloadThatFailedIsContinuedByAnotherStore() throws Exception {
    byte[] pinned = TestStore.PINNED;
    try (RudeServer server =
        new RudeServer(
            RudeServer.cut(pinned, 100, "ETag: " + TAG), status(403), file(pinned, TAG))) {
      assertFails(
          Reason.NETWORK, () -> store.install("pinned-net", mirror(server)), "run it again");
      makeStore();
      store.install("pinned-net", mirror(server));
      assertThat(server.requests().get(2).header("Range")).isEqualTo("bytes=100-");
      store.verify("pinned-net");
    }
  }

  @Test
  void tooLittleSpaceIsSaidBeforeTheDownload() throws Exception {
    store =
        ModelStore.at(
            models(),
            TestStore.context(new FakeTime(), folder -> 1000, converter, (id, file) -> List.of()));
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      assertFails(
          Reason.DISK,
          () -> store.install("free-net", mirror(server)),
          "are needed in",
          "free some space");
      assertThat(recorder.reports).doesNotContain("progress");
    }
  }

  @Test
  void aFailedCheckChangesNothing() throws Exception {
    ModelCheck failing =
        (id, file) -> {
          throw new ModelInstallException(Reason.SELF_CHECK, id + ": gives no alpha");
        };
    store =
        ModelStore.at(
            models(), TestStore.context(new FakeTime(), f -> Long.MAX_VALUE, converter, failing));
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    assertFails(Reason.SELF_CHECK, () -> store.installFrom("free-net", zip, options), "no alpha");
    assertThat(models().resolve("free-net")).doesNotExist();
    assertNoWork();
  }

  @Test
  void weightsOfTheUserAreNotTouched() throws Exception {
    Files.createDirectories(models().resolve("free-net"));
    Files.writeString(weights("free-net"), "mine");
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    assertFails(
        Reason.DISK,
        () -> store.installFrom("free-net", zip, options),
        "was not installed by this store; move it away");
    assertFails(Reason.NOT_INSTALLED, () -> store.remove("free-net"), "put there by hand");
    assertFails(Reason.NOT_INSTALLED, () -> store.verify("free-net"), "put there by hand");
    assertThat(weights("free-net")).hasContent("mine");
    assertFails(Reason.NOT_INSTALLED, () -> store.remove("pinned-net"), "is not installed in");
  }

  /** What a kill leaves between the move of the weights and the writing of their record. */
  private void endBeforeTheRecord() throws IOException {
    StoreFolder files = new StoreFolder(models());
    Files.createDirectories(files.own());
    Path converted = Files.writeString(folder.resolve("converted"), "whole");
    new Publication(files, "free-net").publish(converted, weights("free-net"));
    assertThat(weights("free-net")).hasContent("whole");
  }

  @Test
  void weightsWithoutARecordYetAreRemoved() throws Exception {
    endBeforeTheRecord();
    store.remove("free-net");
    assertThat(models().resolve("free-net")).doesNotExist();
    assertFails(Reason.NOT_INSTALLED, () -> store.remove("free-net"), "is not installed in");
    Files.createDirectories(models().resolve("free-net"));
    Files.writeString(weights("free-net"), "mine");
    assertFails(Reason.NOT_INSTALLED, () -> store.remove("free-net"), "put there by hand");
  }

  @Test
  void weightsWithoutARecordYetAreReplacedAfterFurtherFailures() throws Exception {
    endBeforeTheRecord();
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    Path text = Files.writeString(folder.resolve("x.zip"), "<html>");
    Path strange =
        Files.write(
            folder.resolve("strange.zip"), Archives.zip(Archives.official("free", "strange", "x")));
    assertFails(
        Reason.HASH,
        () -> store.installFrom("free-net", zip, options.sha256("0".repeat(64))),
        "was asked for");
    assertFails(Reason.ARCHIVE, () -> store.installFrom("free-net", text, options), "a web page");
    assertFails(Reason.OPERATOR, () -> store.installFrom("free-net", strange, options), "(2)");
    assertNoWork();
    store.installFrom("free-net", zip, options);
    assertThat(weights("free-net")).hasContent("program+parameters");
    store.remove("free-net");
    Files.createDirectories(models().resolve("free-net"));
    Files.writeString(weights("free-net"), "mine");
    assertFails(Reason.NOT_INSTALLED, () -> store.remove("free-net"), "put there by hand");
  }

  @Test
  void aModelFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    store = ModelStore.at(file, TestStore.context(converter));
    assertFails(
        Reason.DISK,
        () -> store.install("free-net", options),
        file + " is a file, not a folder; move it away or name another folder");
  }

  @Test
  void anAddressThatIsNotFetchedFromIsNotTriedAgain() {
    ModelInstallException e =
        catchThrowableOfType(
            ModelInstallException.class,
            () -> store.installFrom("free-net", URI.create("ftp://example.org/a.zip"), options));
    assertThat(e)
        .hasMessageContaining("is not encrypted")
        .hasMessageContaining("name another address")
        .hasMessageNotContaining("run it again");
  }

  /** A record that is there without a folder of the store, as from a copy of a model folder. */
  @Test
  void aModelWithoutTheStoresFolderIsRemoved() throws Exception {
    Path own = Files.createDirectories(models().resolve("free-net"));
    Files.writeString(own.resolve("install.json"), "{");
    Files.writeString(own.resolve("notes.txt"), "mine");
    store.remove("free-net");
    assertThat(own).isDirectoryContaining("glob:**notes.txt");
    assertThat(own.resolve("install.json")).doesNotExist();
  }
}
