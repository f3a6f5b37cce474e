package io.github.matting4j.networks.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownNetworksProviderTest {
  @TempDir Path folder;
  private final KnownNetworksProvider provider = new KnownNetworksProvider();

  private OpenOptions options() {
    return OpenOptions.forLatency().modelFolder(folder);
  }

  @Test
  void listsWhatCanBeInstalledAndSaysHow() {
    assertThat(provider.descriptors(options()))
        .extracting(ModelDescriptor::id)
        .contains("u2netp", "modnet-photographic")
        .doesNotContain("rmbg-1-4", "isnet-general-use", "rvm-mobilenetv3");
    assertThat(provider.probe("u2netp", options()))
        .isInstanceOfSatisfying(
            Availability.Missing.class,
            missing -> assertThat(missing.remedy()).contains("matting models install u2netp"));
    assertThatThrownBy(() -> provider.open("rmbg-1-4", options()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The catalogue repeats what is in the file of all known networks. */
  @Test
  void theCatalogueSaysWhatTheFileOfAllSays() {
    assertThat(provider.descriptors())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(
            KnownNetworks.all().stream()
                .filter(network -> network.installable().isPresent())
                .map(network -> network.network().descriptor())
                .toList());
  }

  @Test
  void anInstalledOneIsOpened() throws Exception {
    Path installed = Files.createDirectories(folder.resolve("u2netp")).resolve("model.onnx");
    SignatureGraph.of(KnownNetworks.find("u2netp").orElseThrow().signature().orElseThrow())
        .write(installed);
    assertThat(provider.probe("u2netp", options())).isInstanceOf(Availability.Ready.class);
    try (MattingModel model = provider.open("u2netp", options())) {
      assertThat(model.matte(ArgbImage.copyOf(2, 1, new int[] {0xff000000, 0xffffffff})).width())
          .isEqualTo(2);
    }
  }

  @Test
  void aRecipeFileOfTheUserTakesItsPlace() throws Exception {
    Files.writeString(folder.resolve("u2netp.recipe.yaml"), "size: {stretch: [320, 320]}\n");
    assertThat(provider.descriptors(options()))
        .extracting(ModelDescriptor::id)
        .contains("u2net")
        .doesNotContain("u2netp");
    assertThat(
            MattingModels.discovered().list(options()).stream()
                .filter(status -> status.id().equals("u2netp")))
        .hasSize(1);
  }
}
