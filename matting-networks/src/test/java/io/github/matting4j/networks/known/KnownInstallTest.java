package io.github.matting4j.networks.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.matting4j.MattingModels;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.store.InstallOptions;
import io.github.matting4j.store.InstalledModel;
import io.github.matting4j.store.ModelInstallException;
import io.github.matting4j.store.ModelStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known networks are installed by the store, from a server of this machine. */
class KnownInstallTest {
  @TempDir Path folder;

  private interface Call<T> {
    T with(URI mirror) throws IOException;
  }

  private static <T> T served(byte[] file, Call<T> call) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, file.length);
          exchange.getResponseBody().write(file);
          exchange.close();
        });
    server.start();
    try {
      return call.with(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    } finally {
      server.stop(0);
    }
  }

  private static byte[] graph(String id) {
    return SignatureGraph.of(KnownNetworks.find(id).flatMap(KnownNetwork::signature).orElseThrow())
        .toBytes();
  }

  @Test
  void theStoreOffersTheFreeOnes() {
    assertThat(ModelStore.at(folder).installable())
        .extracting(ModelDescriptor::id)
        .contains("pp-matting-512", "u2netp", "birefnet-portrait", "ormbg")
        .doesNotContain("rmbg-1-4", "isnet-general-use", "rvm-mobilenetv3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"u2netp", "birefnet-general-lite"})
  void isInstalledCheckedAndOpened(String id) throws Exception {
    byte[] file = graph(id);
    ModelStore store = ModelStore.at(folder);
    assertThat(store.licenceToAccept(id)).as("its terms allow every use").isEmpty();
    InstalledModel installed =
        served(
            file,
            mirror ->
                store.install(
                    id, InstallOptions.defaults().sha256(ModelFile.sha256(file)).mirror(mirror)));
    assertThat(installed.weights()).isEqualTo(folder.resolve(id).resolve("model.onnx"));
    assertThat(installed.notes()).anyMatch(note -> note.startsWith("checked on a drawn portrait"));
    OpenOptions options = OpenOptions.forLatency().modelFolder(folder);
    try (MattingModel model = MattingModels.discovered().open(id, options)) {
      assertThat(model.descriptor().id()).isEqualTo(id);
      assertThat(model.matte(ArgbImage.filled(8, 8, 0xff808080)).width()).isEqualTo(8);
    }
  }

  @Test
  void anotherFileThanThePublishedOneIsRefused() throws Exception {
    byte[] file = graph("u2netp");
    ModelStore store = ModelStore.at(folder);
    ModelInstallException refused =
        served(
            file,
            mirror ->
                catchThrowableOfType(
                    ModelInstallException.class,
                    () -> store.install("u2netp", InstallOptions.defaults().mirror(mirror))));
    assertThat(refused.reason()).isEqualTo(ModelInstallException.Reason.HASH);
    assertThat(store.find("u2netp")).isEqualTo(Optional.empty());
  }
}
