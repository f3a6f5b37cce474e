package io.github.matting4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are added, found by their recipes, and removed. */
class OwnNetworksTest {
  @TempDir Path home;
  private Path models;
  private Path weights;
  private OwnNetworks own;

  @BeforeEach
  void writeWeights() throws IOException {
    models = home.resolve("models");
    weights = home.resolve("weights.onnx");
    TinyGraphs.fixed(32, 32).identityAlpha().write(weights);
    own = OwnNetworks.at(models);
  }

  private OnnxNetwork network(String id) {
    return OnnxNetwork.builder(id)
        .file(weights)
        .size(InputSize.stretch(32, 32))
        .range(-1, 1)
        .build();
  }

  private OpenOptions options() {
    return OpenOptions.forLatency().modelFolder(models);
  }

  private Availability probe(String id) {
    return MattingModels.discovered().probe(id, options());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> found = Files.list(models)) {
      return found
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals(".recipes.lock"))
          .sorted()
          .toList();
    }
  }

  private void requireGrey(String id) {
    try (MattingModel model = MattingModels.discovered().open(id, options())) {
      assertThat(model.matte(ArgbImage.filled(40, 50, 0xFF_40_40_40)).mean())
          .isCloseTo(0x40 / 255.0, Offset.offset(1e-4));
    }
  }

  @Test
  void anAddedNetworkIsAModelUntilItIsRemoved() throws Exception {
    RecipeFile added = own.add(network("grey"));
    assertThat(files()).containsExactly("grey.onnx", "grey.recipe.yaml");
    assertThat(added.linked()).isFalse();
    requireGrey("grey");
    Files.delete(weights);
    requireGrey("grey");
    assertThat(own.list()).hasSize(1);
    assertThat(own.remove("grey")).isTrue();
    assertThat(files()).isEmpty();
    assertThat(own.list()).isEmpty();
  }

  @Test
  void aLinkedNetworkLeavesItsWeightsWhereTheyAre() throws Exception {
    RecipeFile added = own.link(network("grey"));
    assertThat(files()).containsExactly("grey.recipe.yaml");
    assertThat(added.weights()).isEqualTo(weights);
    requireGrey("grey");
    assertThat(own.remove("grey")).isFalse();
    assertThat(weights).exists();
    assertThat(files()).isEmpty();
  }

  @Test
  void weightsThatLieInTheFolderStay() throws Exception {
    Files.createDirectories(models);
    Files.move(weights, models.resolve("grey.onnx"));
    weights = models.resolve("grey.onnx");
    own.add(network("grey"));
    requireGrey("grey");
    assertThat(own.remove("grey")).isFalse();
    assertThat(files()).containsExactly("grey.onnx");
  }

  @Test
  void whatIsThereIsReplacedOnlyIfAsked() throws Exception {
    own.add(network("grey"));
    String before = Files.readString(RecipeFile.in(models, "grey"));
    assertThatThrownBy(() -> own.add(network("grey")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("there is a file of grey already");
    assertThatThrownBy(() -> own.link(network("grey")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(RecipeFile.in(models, "grey"))).isEqualTo(before);

    TinyGraphs.fixed(32, 32).constantAlpha(0.75f).write(weights);
    own.replace(network("grey"));
    try (MattingModel model = own.provider().open("grey", OpenOptions.forLatency())) {
      assertThat(model.matte(ArgbImage.filled(40, 50, 0xFF_40_40_40)).mean()).isEqualTo(0.75);
    }
    own.replaceByLink(network("grey"));
    assertThat(files()).as("the copy is gone").containsExactly("grey.recipe.yaml");
  }

  @Test
  void aForeignFileOfTheSameNameIsNotOverwritten() throws Exception {
    Files.createDirectories(models);
    Files.writeString(models.resolve("grey.onnx"), "precious");
    assertThatThrownBy(() -> own.add(network("grey")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(models.resolve("grey.onnx")).hasContent("precious");
    assertThat(files()).containsExactly("grey.onnx");
  }

  @Test
  void nothingIsLeftWhereTheRecipeCannotBeWritten() throws Exception {
    Files.createDirectories(models.resolve("grey.recipe.yaml").resolve("in-the-way"));
    assertThatThrownBy(() -> own.replace(network("grey"))).isInstanceOf(IOException.class);
    assertThat(files()).containsExactly("grey.recipe.yaml");
  }

  @Test
  void whatCannotBeAddedIsRefusedBeforeAnythingIsWritten() throws Exception {
    assertThatThrownBy(() -> own.add(network("portrait-starter")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is the id of a model of this library");
    Files.writeString(weights, "no network");
    assertThatThrownBy(() -> own.add(network("grey")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("is not a complete ONNX model");
    Files.delete(weights);
    assertThatThrownBy(() -> own.link(network("grey")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no model file at");
    assertThat(models).doesNotExist();
    assertThatThrownBy(() -> own.remove("grey"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no recipe of 'grey'");
  }

  @Test
  void removingKeepsWeightsThatAreNotThoseOfTheRecipe() throws Exception {
    own.add(network("grey"));
    TinyGraphs.fixed(32, 32).constantAlpha(0.5f).write(models.resolve("grey.onnx"));
    assertThatThrownBy(() -> MattingModels.discovered().open("grey", options()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("has the SHA-256")
        .hasMessageContaining("grey.recipe.yaml requires");
    assertThat(own.remove("grey")).isFalse();
    assertThat(files()).containsExactly("grey.onnx");
  }

  @Test
  void anotherFileOfWeightsMayBeNamedWhenOpening() throws Exception {
    own.add(network("grey"));
    Path other = home.resolve("other.onnx");
    TinyGraphs.fixed(32, 32).constantAlpha(0.5f).write(other);
    try (MattingModel model = MattingModels.discovered().open("grey", options().modelFile(other))) {
      assertThat(model.matte(ArgbImage.filled(8, 8, -1)).mean()).isEqualTo(0.5);
    }
  }

  @Test
  void aBrokenRecipeIsAVerdictAndTheOthersWork() throws Exception {
    own.add(network("grey"));
    Files.writeString(models.resolve("bad.recipe.yaml"), "title: x\nmeans: 0\n");
    Files.writeString(models.resolve("Bad Name!.recipe.yaml"), "title: x\n");
    Files.writeString(models.resolve("portrait-starter.recipe.yaml"), "title: x\n");
    Files.writeString(models.resolve("absent.recipe.yaml"), "file: /no/such/file.onnx\n");
    Files.createDirectories(models.resolve("folder.recipe.yaml"));
    Files.writeString(models.resolve(".recipe.yaml"), "title: no name\n");

    assertThat(probe("grey").isReady()).isTrue();
    assertThat(probe("bad"))
        .isEqualTo(
            new Availability.Broken(
                models.resolve("bad.recipe.yaml")
                    + ", line 2: the key 'means' is unknown; did you mean 'mean'?",
                "correct or remove " + models.resolve("bad.recipe.yaml")));
    assertThat(probe("bad-name"))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> assertThat(broken.what()).contains("'Bad Name!'", "rename the file"));
    assertThat(probe("portrait-starter-recipe"))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> assertThat(broken.what()).contains("is the id of a model of this library"));
    assertThat(probe("absent")).isInstanceOf(Availability.Missing.class);
    assertThat(probe("folder")).isInstanceOf(Availability.Broken.class);
    assertThatThrownBy(() -> MattingModels.discovered().open("bad", options()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("line 2");
    assertThat(
            MattingModels.discovered().list(options()).stream()
                .filter(line -> line.descriptor().isEmpty()))
        .as("backends that failed")
        .isEmpty();
  }

  @Test
  void eachFolderHasItsOwnNetworks() throws Exception {
    own.add(network("grey"));
    assertThat(MattingModels.discovered().list(options()).stream().map(ModelStatus::id))
        .contains("grey");
    assertThat(
            MattingModels.discovered()
                .list(OpenOptions.forLatency().modelFolder(home.resolve("other")))
                .stream()
                .map(ModelStatus::id))
        .doesNotContain("grey");
  }
}
