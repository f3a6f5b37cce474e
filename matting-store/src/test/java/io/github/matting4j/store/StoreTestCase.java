package io.github.matting4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.matting4j.store.ModelInstallException.Reason;
import io.github.matting4j.store.fetch.RudeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a new folder, whose models are made up. */
abstract class StoreTestCase {
  static final String TAG = "\"one\"";

  @TempDir Path folder;

  final TestStore.JoiningConverter converter = new TestStore.JoiningConverter();

  final TestStore.Recorder recorder = new TestStore.Recorder();

  final InstallOptions options = InstallOptions.defaults().acceptLicence().listener(recorder);

  ModelStore store;

  @BeforeEach
  void makeStore() {
    store = ModelStore.at(folder.resolve("models"), TestStore.context(converter));
  }

  Path models() {
    return folder.resolve("models");
  }

  Path weights(String id) {
    return models().resolve(id).resolve("model.onnx");
  }

  InstallOptions mirror(RudeServer server) {
    return options.mirror(server.uri("/mirror"));
  }

  static void assertFails(Reason reason, ThrowingCallable call, String... words) {
    ModelInstallException e = catchThrowableOfType(ModelInstallException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
    assertThat(e.getMessage()).contains(words);
  }

  void assertNoWork() throws IOException {
    try (Stream<Path> files = Files.list(models().resolve(".store"))) {
      assertThat(files.filter(Files::isDirectory)).isEmpty();
    }
  }
}
