package io.github.matting4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.RudeServer;
import io.github.matting4j.store.fetch.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSetStoreTest {
  private static final URI OFFICIAL = URI.create("https://sets.example/datasets/PPM-X.zip");
  private static final byte[] SET =
      Archives.zip(
          Archives.files(
              "PPM-X/",
              "",
              "PPM-X/val.txt",
              "val/fg/a.jpg\n",
              "PPM-X/val/fg/a.jpg",
              "photo",
              "PPM-X/val/alpha/a.jpg",
              "matte",
              "__MACOSX/PPM-X/._val.txt",
              "a note of a Mac"));

  @TempDir Path folder;

  private TestSetStore store() {
    return TestSetStore.at(
        folder.resolve("test-sets"), TestStore.context(new TestStore.JoiningConverter()));
  }

  private static RudeServer serving(byte[] content) {
    return new RudeServer(RudeServer.file(content, "\"1\""));
  }

  private static InstallOptions from(RudeServer server) {
    return InstallOptions.defaults().mirror(server.uri("/"));
  }

  @Test
  void aSetIsFetchedOnceAndKeepsItsFolders() throws Exception {
    try (RudeServer server = serving(SET)) {
      Path set = store().install("ppm-x", OFFICIAL, from(server));
      assertThat(set.resolve("PPM-X/val/alpha/a.jpg")).hasContent("matte");
      assertThat(set.resolve("__MACOSX")).doesNotExist();
      assertThat(server.requests().get(0).path()).isEqualTo("/PPM-X.zip");
    }
    assertThat(store().install("ppm-x", OFFICIAL, InstallOptions.defaults().offline()))
        .isDirectoryContaining("glob:**PPM-X");
    assertThat(folder.resolve("test-sets/.store/ppm-x")).doesNotExist();
  }

  @Test
  void withoutNetworkItSaysWhatToFetch() {
    assertThatThrownBy(
            () -> store().install("ppm-x", OFFICIAL, InstallOptions.defaults().offline()))
        .isInstanceOf(ModelInstallException.class)
        .hasMessageContaining("https://sets.example/datasets/PPM-X.zip was not fetched");
  }

  @Test
  void anArchiveOnThisMachineWillDo() throws Exception {
    Path archive = Files.write(folder.resolve("set.zip"), SET);
    Path set = store().installFrom("ppm-x", archive, InstallOptions.defaults().offline());
    assertThat(set.resolve("PPM-X/val.txt")).hasContent("val/fg/a.jpg\n");
    assertThat(archive).hasBinaryContent(SET);
  }

  @Test
  void anotherFileThanTheFirstIsRefused() throws Exception {
    try (RudeServer server = serving(SET)) {
      StoreFolder.delete(store().install("ppm-x", OFFICIAL, from(server)));
    }
    byte[] other = Archives.zip(Archives.files("PPM-X/val.txt", "other"));
    try (RudeServer server = serving(other)) {
      assertThatThrownBy(() -> store().install("ppm-x", OFFICIAL, from(server)))
          .hasMessageContaining("SHA-256")
          .hasMessageContaining("was first fetched");
      assertThat(folder.resolve("test-sets/ppm-x")).doesNotExist();
      assertThat(store().install("ppm-x", OFFICIAL, from(server).acceptNew()).resolve("PPM-X"))
          .isDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out.txt", "/out.txt", "a/../../out.txt", "a\\..\\..\\out.txt"})
  void anEntryMayNotLeadOut(String name) throws Exception {
    Path archive =
        Files.write(
            folder.resolve("set.zip"), Archives.zip(Archives.files("a.txt", "", name, "x")));
    assertThatThrownBy(() -> store().installFrom("ppm-x", archive, InstallOptions.defaults()))
        .isInstanceOf(ModelInstallException.class)
        .hasMessageContaining("leads out of");
    assertThat(folder.resolve("test-sets/ppm-x")).doesNotExist();
    assertThat(folder.resolve("test-sets/.store/ppm-x")).doesNotExist();
    assertThat(folder.resolve("out.txt")).doesNotExist();
  }

  @Test
  void messagesAreAboutTestSetsNotAboutModels() throws Exception {
    Path bomb =
        Files.write(
            folder.resolve("bomb.zip"), Archives.zip(Archives.files("a.txt", new byte[3 << 20])));
    assertThatThrownBy(() -> store().installFrom("ppm-x", bomb, InstallOptions.defaults()))
        .isInstanceOf(ModelInstallException.class)
        .hasMessageContaining("more than 100 times its size, the limit; get it again")
        .hasMessageNotContaining("weights");
    StoreContext full =
        TestStore.context(
            new FakeTime(), at -> 10, new TestStore.JoiningConverter(), (id, file) -> List.of());
    assertThatThrownBy(
            () ->
                TestSetStore.at(folder.resolve("test-sets"), full)
                    .installFrom("ppm-x", bomb, InstallOptions.defaults()))
        .isInstanceOf(ModelInstallException.class)
        .hasMessageContaining("are free; free some space, or install to a folder")
        .hasMessageNotContaining("model");
    assertThatThrownBy(() -> store().installFrom("ppm-x", folder, InstallOptions.defaults()))
        .isInstanceOf(ModelInstallException.class)
        .hasMessageContaining("is a folder; name the ZIP archive");
  }

  @Test
  void somethingElseThanAnArchiveIsRefused() throws Exception {
    Path archive = Files.writeString(folder.resolve("set.zip"), "<html>not found</html>");
    assertThatThrownBy(() -> store().installFrom("ppm-x", archive, InstallOptions.defaults()))
        .isInstanceOf(ModelInstallException.class)
        .hasMessageContaining("no ZIP archive");
  }

  /** The file of hashes is one for all sets, each of which has a lock of its own. */
  @Test
  void theHashesOfSetsThatAreInstalledAtOnceAreAllRemembered() throws Exception {
    StoreFolder files = new StoreFolder(folder.resolve("test-sets"));
    Files.createDirectories(files.own());
    Waiting time = new FakeTime();
    StoreLock held = StoreLock.acquire(files.lock("seen"), time, () -> {});
    Waiting waiting =
        new Waiting() {
          @Override
          public long nanoTime() {
            return time.nanoTime();
          }

          @Override
          public void sleep(Duration duration) {
            try {
              JsonFile.write(files.seen(), Map.of("other/other.zip", Map.of("sha256", "0")));
              held.close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    StoreContext context =
        TestStore.context(
            waiting,
            directory -> Long.MAX_VALUE,
            new TestStore.JoiningConverter(),
            (id, file) -> List.of());
    try (RudeServer server = serving(SET)) {
      TestSetStore.at(files.root(), context).install("ppm-x", OFFICIAL, from(server));
    }
    assertThat(JsonFile.read(files.seen())).containsOnlyKeys("other/other.zip", "ppm-x/PPM-X.zip");
  }
}
