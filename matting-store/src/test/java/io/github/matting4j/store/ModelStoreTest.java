package io.github.matting4j.store;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.matting4j.MattingModels;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import io.github.matting4j.store.ModelInstallException.Reason;
import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.RudeServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStoreTest {
  private static final String TAG = "\"one\"";

  @TempDir Path folder;
  private final TestStore.JoiningConverter converter = new TestStore.JoiningConverter();
  private final TestStore.Recorder told = new TestStore.Recorder();
  private final InstallOptions options = InstallOptions.defaults().acceptLicence().listener(told);
  private ModelStore store;

  @BeforeEach
  void makeStore() {
    store = ModelStore.at(folder.resolve("models"), TestStore.context(converter));
  }

  private Path models() {
    return folder.resolve("models");
  }

  private Path weights(String id) {
    return models().resolve(id).resolve("model.onnx");
  }

  private static ModelDescriptor descriptor(String id) {
    return TestStore.models().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  private InstallOptions mirror(RudeServer server) {
    return options.mirror(server.uri("/mirror"));
  }

  private static void assertFails(Reason reason, ThrowingCallable call, String... words) {
    ModelInstallException e = catchThrowableOfType(ModelInstallException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
    assertThat(e.getMessage()).contains(words);
  }

  private void assertNoWork() throws IOException {
    try (Stream<Path> files = Files.list(models().resolve(".store"))) {
      assertThat(files.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void aModelIsFetchedConvertedCheckedAndPutInItsPlace() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      InstalledModel installed = store.install("free-net", mirror(server));
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0).path()).isEqualTo("/mirror/free.zip");
      assertThat(installed.weights())
          .isEqualTo(weights("free-net"))
          .hasContent("program+parameters");
      assertThat(installed.source()).isEqualTo(server.uri("/mirror/free.zip").toString());
      assertThat(installed.sourceSha256()).isEqualTo(ModelFile.sha256(TestStore.FREE));
      assertThat(installed.hashOrigin()).contains("no hash is stated");
      assertThat(installed.installed()).isEqualTo(TestStore.NOW);
      assertThat(told.told)
          .containsExactly(
              "DOWNLOAD", "progress", "VERIFY", "UNPACK", "CONVERT", "CHECK", "PUBLISH");
      assertThat(models().resolve("free-net/install.json"))
          .content()
          .contains("joiner 1", "paddle 2.4.2", "\"joined\"", "https://example.org/mit");
      assertNoWork();
      assertThat(store.list()).containsExactly(installed);
      assertThat(store.find("free-net")).contains(installed);
      assertThat(store.verify("free-net")).isEqualTo(installed);
    }
  }

  @Test
  void theBackendsFindIt() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      OpenOptions opening = OpenOptions.forLatency().modelFolder(models());
      assertThat(ModelLocator.probe(descriptor("free-net"), opening))
          .isInstanceOfSatisfying(
              Availability.Missing.class,
              missing ->
                  assertThat(missing.remedy()).contains("'matting models install free-net'"));
      store.install("free-net", mirror(server));
      assertThat(ModelLocator.find(descriptor("free-net"), opening)).contains(weights("free-net"));
      assertThat(ModelLocator.probe(descriptor("free-net"), opening).isReady()).isTrue();
      assertThat(ModelFile.inspect(weights("free-net")).bytes()).isEqualTo(18);
    }
  }

  @Test
  void aDamagedModelIsNotOpenedAndInstalledAgain() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      store.install("free-net", mirror(server));
      Files.writeString(weights("free-net"), "program+pbrameters");
      assertThatThrownBy(() -> ModelFile.inspect(weights("free-net")))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("was changed or damaged")
          .hasMessageContaining("'matting models install free-net'");
      assertFails(Reason.HASH, () -> store.verify("free-net"), "was changed or damaged");
      Files.writeString(weights("free-net"), "program");
      OpenOptions opening = OpenOptions.forLatency().modelFolder(models());
      assertThat(ModelLocator.probe(descriptor("free-net"), opening))
          .isInstanceOf(Availability.Broken.class);
      assertThat(store.find("free-net")).isEmpty();
      assertFails(Reason.HASH, () -> store.verify("free-net"), "7 bytes, but 18 bytes");
      store.install("free-net", mirror(server));
      store.verify("free-net");
      Files.writeString(models().resolve("free-net/install.json"), "{");
      assertThat(ModelLocator.probe(descriptor("free-net"), opening))
          .isInstanceOf(Availability.Broken.class);
      assertFails(Reason.HASH, () -> store.verify("free-net"), "is damaged", "install it again");
      store.install("free-net", mirror(server));
      store.verify("free-net");
    }
  }

  @Test
  void aSecondInstallationFetchesNothing() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      InstalledModel first = store.install("free-net", mirror(server));
      assertThat(store.install("free-net", mirror(server))).isEqualTo(first);
      assertThat(store.install("free-net", options)).isEqualTo(first);
      assertThat(store.install("free-net", options.offline())).isEqualTo(first);
      assertThat(server.requests()).hasSize(1);
      assertThat(converter.conversions).isEqualTo(1);
    }
  }

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
  void aLicenceIsAgreedToOnce() throws Exception {
    try (RudeServer server =
        new RudeServer(file(TestStore.PINNED, TAG), file("graph".getBytes("UTF-8"), TAG))) {
      InstallOptions silent = InstallOptions.defaults().mirror(server.uri("/"));
      assertFails(
          Reason.LICENCE,
          () -> store.install("pinned-net", silent),
          "has not been agreed to",
          "https://example.org/none",
          "InstallOptions.acceptLicence");
      assertThat(server.requests()).isEmpty();
      assertThat(store.licenceToAccept("pinned-net")).isPresent();
      assertThat(store.licenceToAccept("free-net")).as("every use is allowed").isEmpty();
      store.install("pinned-net", silent.acceptLicence());
      assertThat(store.licenceToAccept("pinned-net")).isEmpty();
      assertThat(models().resolve(".store/licences.json"))
          .content()
          .contains("https://example.org/none", "pinned-net", "2026-11-28T05:00:00Z");
      store.install("twin-net", silent); // of the same licence
    }
  }

  @Test
  void filesOfEveryKindAreInstalled() throws Exception {
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    InstalledModel first = store.installFrom("free-net", zip, options);
    assertThat(first.source()).isEqualTo(zip.toAbsolutePath().toString());
    assertThat(zip).hasBinaryContent(TestStore.FREE);
    assertThat(store.installFrom("free-net", zip, options)).isEqualTo(first);
    assertThat(converter.conversions).isEqualTo(1);
    Path onnx = Files.writeString(folder.resolve("mine.onnx"), "a graph");
    store.installFrom("free-net", onnx, options);
    assertThat(weights("free-net")).hasContent("a graph");
    Path tgz =
        Files.write(folder.resolve("n.tgz"), Archives.tgz(Archives.official("n", "program", "p2")));
    store.installFrom("free-net", tgz, options);
    assertThat(weights("free-net")).hasContent("program+p2");
    Path net = Files.createDirectory(folder.resolve("net"));
    Files.writeString(net.resolve("inference.pdmodel"), "program");
    Files.writeString(net.resolve("inference.pdiparams"), "p3");
    store.installFrom("free-net", net, options);
    assertThat(weights("free-net")).hasContent("program+p3");
    assertThat(net.resolve("inference.pdmodel")).exists();
    store.verify("free-net");
    assertFails(
        Reason.DISK,
        () -> store.installFrom("free-net", folder.resolve("gone.zip"), options),
        "there is no file");
    Path text = Files.writeString(folder.resolve("x.zip"), "<html>");
    assertFails(
        Reason.ARCHIVE, () -> store.installFrom("free-net", text, options), "a web page", "x.zip");
    assertThat(weights("free-net")).hasContent("program+p3");
  }

  @Test
  void anAddressOfTheUserIsInstalled() throws Exception {
    try (RudeServer server = new RudeServer(file(TestStore.FREE, TAG))) {
      URI address = server.uri("/somewhere/mine.zip");
      InstalledModel installed = store.installFrom("pinned-net", address, options);
      assertThat(installed.source()).isEqualTo(address.toString());
      store.installFrom("pinned-net", address, options);
      assertThat(server.requests()).hasSize(1);
    }
    assertFails(
        Reason.NETWORK,
        () -> store.installFrom("free-net", URI.create("http://example.org/x.zip"), options),
        "not encrypted");
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
      assertThat(told.told).anyMatch(note -> note.contains("the parts do not fit together"));
      store.verify("pinned-net");
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
      assertThat(told.told).doesNotContain("progress");
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

  @Test
  void removingKeepsWhatElseIsThere() throws Exception {
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    store.installFrom("free-net", zip, options);
    Path recipe = Files.writeString(models().resolve("free-net/deploy.yaml"), "Deploy:");
    store.remove("free-net");
    assertThat(recipe).exists();
    assertThat(weights("free-net")).doesNotExist();
    assertThat(store.list()).isEmpty();
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
  void unknownAndBuiltInModelsAreNotInstalled() {
    assertThatThrownBy(() -> store.install("nix", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no model 'nix'; known models: free-net, pinned-net");
    assertThatThrownBy(() -> store.install("built-in", options))
        .hasMessageContaining("built-in is built in");
    assertThatThrownBy(() -> options.mirror(URI.create("mirror")))
        .hasMessageContaining("must be an address");
    assertThat(store.installable())
        .extracting(ModelDescriptor::id)
        .containsExactly("free-net", "pinned-net", "twin-net");
  }

  @Test
  void aModelFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    store = ModelStore.at(file, TestStore.context(converter));
    assertFails(Reason.DISK, () -> store.install("free-net", options), file.toString());
  }

  @Test
  void theCatalogueStatesAnAddressForEveryPublishedModelButTheStarter() {
    List<ModelDescriptor> all = ModelStore.at(folder).installable();
    assertThat(all).hasSize(10);
    assertThat(all)
        .allSatisfy(
            model -> {
              assertThat(model.downloads().stream().filter(d -> !d.alternative())).hasSize(1);
              List<String> names =
                  Arrays.asList(
                      model.id() + "/model.onnx",
                      model.family().toString().contains("BSHM")
                          ? model.id() + "/tf_graph.pb"
                          : model.id() + "/model.onnx");
              assertThat(model.fileNames()).containsAll(names);
            });
  }

  /** A backend of its own, with an ONNX file that is installed as it is. */
  private record GraphBackend(byte[] file) implements MattingModelProvider {
    @Override
    public List<ModelDescriptor> descriptors() {
      return ModelCatalogue.parse(
              "test",
              """
              citation authors = 2026-11-28 | the authors
              licence free = MIT | https://example.org/mit | us | allowed
              model graph-net
                family test
                licence free
                file graph-net/model.onnx
                download authors: onnx https://models.example/graph.onnx, bytes %d, sha256 %s
              """
                  .formatted(file.length, ModelFile.sha256(file)))
          .models();
    }

    @Override
    public Availability probe(String id, OpenOptions options) {
      return new Availability.Missing("not here", "install it");
    }

    @Override
    public MattingModel open(String id, OpenOptions options) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void whatAnotherBackendStatesIsInstalledAsItIs() throws Exception {
    byte[] graph = "a graph".getBytes(StandardCharsets.UTF_8);
    List<ModelDescriptor> models =
        StoreContext.models(MattingModels.of(new GraphBackend(graph)), models());
    assertThat(models).extracting(ModelDescriptor::id).contains("bshm").endsWith("graph-net");
    store = ModelStore.at(models(), TestStore.context(converter, models));
    try (RudeServer server = new RudeServer(file(graph, TAG))) {
      InstalledModel installed = store.install("graph-net", mirror(server));
      assertThat(installed.weights()).isEqualTo(weights("graph-net")).hasBinaryContent(graph);
      assertThat(installed.hashOrigin()).contains("the authors");
      assertThat(store.verify("graph-net")).isEqualTo(installed);
      store.remove("graph-net");
    }
    try (RudeServer server = new RudeServer(file("another".getBytes(StandardCharsets.UTF_8), TAG))) {
      assertFails(Reason.HASH, () -> store.install("graph-net", mirror(server)), "graph.onnx");
    }
  }
}
