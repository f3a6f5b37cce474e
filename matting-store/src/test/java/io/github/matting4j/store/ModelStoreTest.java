package io.github.matting4j.store;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.github.matting4j.store.fetch.RudeServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models are installed, found, compared and removed. */
@Timeout(60)
class ModelStoreTest extends StoreTestCase {
  private static ModelDescriptor descriptor(String id) {
    return TestStore.models().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
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
      assertThat(recorder.reports)
          .containsExactly(
              "DOWNLOAD", "progress", "VERIFY", "UNPACK", "CONVERT", "CHECK", "PUBLISH");
      assertThat(models().resolve("free-net/install.json"))
          .content()
          .contains(
              "\"joiner\"",
              "\"version\":1",
              "paddle 2.4.2",
              "\"joined\"",
              "https://example.org/mit");
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
  void removingKeepsWhatElseIsThere() throws Exception {
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    store.installFrom("free-net", zip, options);
    Path recipe = Files.writeString(models().resolve("free-net/deploy.yaml"), "Deploy:");
    store.remove("free-net");
    assertThat(recipe).exists();
    assertThat(weights("free-net")).doesNotExist();
    assertThat(store.list()).isEmpty();
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
    try (RudeServer server =
        new RudeServer(file("another".getBytes(StandardCharsets.UTF_8), TAG))) {
      assertFails(Reason.HASH, () -> store.install("graph-net", mirror(server)), "graph.onnx");
    }
  }
}
