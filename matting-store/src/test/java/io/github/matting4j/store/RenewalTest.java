package io.github.matting4j.store;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import io.github.matting4j.store.fetch.RudeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models that were converted by an older version of the converter. */
@Timeout(60)
class RenewalTest {
  private static final String OLD = "program+parameters";
  private static final String NEW = OLD + " again";

  @TempDir Path folder;
  private final TestStore.JoiningConverter converter = new TestStore.JoiningConverter();
  private final TestStore.Recorder seen = new TestStore.Recorder();
  private final InstallOptions options = InstallOptions.defaults().listener(seen);

  private Path models() {
    return folder.resolve("models");
  }

  private Path weights() {
    return models().resolve("free-net/model.onnx");
  }

  private ModelStore store() {
    return ModelStore.at(models(), TestStore.context(converter));
  }

  private static RudeServer server() {
    return new RudeServer(file(TestStore.FREE, "\"one\""));
  }

  private void installOld(RudeServer server) throws Exception {
    assertThat(store().install("free-net", options.mirror(server.uri("/"))).outdated()).isFalse();
    assertThat(weights()).hasContent(OLD);
    converter.version = 2;
  }

  @Test
  void anOutdatedModelWorksAndSaysSo() throws Exception {
    try (RudeServer server = server()) {
      installOld(server);
    }
    InstalledModel installed = store().verify("free-net");
    assertThat(installed.outdated()).isTrue();
    assertThat(installed.converter()).contains("joiner, version 1");
    assertThat(installed.remark().orElseThrow())
        .contains("an older converter (joiner, version 1)", "'matting models install free-net'");
    assertThat(store().find("free-net")).contains(installed);
    OpenOptions opening = OpenOptions.forLatency().modelFolder(models());
    assertThat(ModelLocator.find(TestStore.models().get(0), opening)).contains(weights());
    assertThat(ModelFile.inspect(weights()).sha256()).isEqualTo(installed.sha256());
  }

  @Test
  void itIsFetchedAndConvertedAgain() throws Exception {
    try (RudeServer server = server()) {
      installOld(server);
      InstalledModel renewed = store().install("free-net", options.mirror(server.uri("/")));
      assertThat(weights()).hasContent(NEW);
      assertThat(renewed.outdated()).isFalse();
      assertThat(renewed.remark()).isEmpty();
      assertThat(store().verify("free-net")).isEqualTo(renewed);
      assertThat(server.requests()).hasSize(2);
      assertThat(seen.reports).anyMatch(note -> note.contains("joiner, version 1, is an older"));
      store().install("free-net", options.mirror(server.uri("/")));
      assertThat(server.requests()).as("it is not outdated any more").hasSize(2);
    }
  }

  @Test
  void aFileOnThisMachineIsConvertedAgainWithoutNetwork() throws Exception {
    Path zip = Files.write(folder.resolve("mine.zip"), TestStore.FREE);
    store().installFrom("free-net", zip, options);
    converter.version = 2;
    store().install("free-net", options.offline());
    assertThat(weights()).hasContent(NEW);
    converter.version = 3;
    store().installFrom("free-net", zip, options);
    assertThat(converter.conversions).isEqualTo(3);
    Files.writeString(zip, "another file");
    converter.version = 4;
    assertThat(store().install("free-net", options).outdated()).isTrue();
    assertThat(seen.reports)
        .anyMatch(note -> note.contains("mine.zip is not the file any more that it was made of"));
    assertThat(store().verify("free-net").converter()).contains("joiner, version 3");
  }

  @Test
  void withoutTheFileItStaysAsItIs() throws Exception {
    try (RudeServer server = server()) {
      installOld(server);
    }
    InstalledModel old = store().verify("free-net");
    assertThat(store().install("free-net", options.offline())).isEqualTo(old);
    try (RudeServer refusing = new RudeServer(status(403))) {
      assertThat(store().install("free-net", options.mirror(refusing.uri("/")))).isEqualTo(old);
    }
    byte[] another = Archives.zip(Archives.official("free", "program", "others"));
    try (RudeServer changed = new RudeServer(file(another, "\"two\""))) {
      assertThat(store().install("free-net", options.mirror(changed.uri("/")))).isEqualTo(old);
    }
    assertThat(seen.reports)
        .filteredOn(note -> note.contains("it stays as it was converted before"))
        .hasSize(3);
    assertThat(weights()).hasContent(OLD);
  }

  @Test
  void whatWasNotConvertedIsNeverOutdated() throws Exception {
    Path onnx = Files.writeString(folder.resolve("mine.onnx"), "a graph");
    store().installFrom("free-net", onnx, options);
    converter.version = 2;
    InstalledModel installed = store().verify("free-net");
    assertThat(installed.outdated()).isFalse();
    assertThat(installed.converter()).isEmpty();
  }

  @Test
  void theConverterOfPaddleProgramsCountsItsVersions() {
    StandardConverter standard = new StandardConverter();
    assertThat(standard.isOutdated(new WeightsConverter.Maker("Paddle to ONNX", 0))).isTrue();
    assertThat(standard.isOutdated(new WeightsConverter.Maker("Paddle to ONNX", 9999)))
        .as("of a later library")
        .isFalse();
    assertThat(standard.isOutdated(new WeightsConverter.Maker("another", 0))).isFalse();
  }
}
