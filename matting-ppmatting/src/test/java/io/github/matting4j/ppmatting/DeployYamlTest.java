package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployYamlTest {
  private static final PpMattingVariant V2 = PpMattingVariant.PP_MATTING_V2_512;

  @TempDir Path folder;

  private Recipe recipe(String yaml) throws Exception {
    Path model = folder.resolve("model.onnx");
    Files.writeString(model, "weights");
    Files.writeString(folder.resolve("deploy.yaml"), yaml);
    return DeployYaml.beside(model).orElseThrow().recipe(V2);
  }

  @Test
  void theExportersOwnFileIsThePublishedRecipe() throws Exception {
    String yaml =
        """
        Deploy:
          input_shape:
          - null
          - 3
          - null
          - null
          model: model.pdmodel
          params: model.pdiparams
          transforms:
          - type: LoadImages
          - max_short: 512
            type: LimitShort
          - mult_int: 32
            type: ResizeToIntMult
          - type: Normalize
        ModelName: PPMattingV2
        """;
    assertThat(recipe(yaml)).isEqualTo(Recipe.of(V2));
  }

  @Test
  void aRemovedLimitRunsAtFullSize() throws Exception {
    Recipe recipe =
        recipe("Deploy: {transforms: [{type: ResizeToIntMult, mult_int: 64}, {type: Normalize}]}");
    assertThat(recipe.limit()).isEqualTo(Limit.NONE);
    assertThat(recipe.multiple()).isEqualTo(64);
  }

  @Test
  void anotherNormalisationIsHonoured() throws Exception {
    Recipe recipe =
        recipe("Deploy: {transforms: [{type: Normalize, mean: [0, 0.1, 0.2], std: [1, 1, 0.5]}]}");
    assertThat(recipe.mean()).isEqualTo(List.of(0f, 0.1f, 0.2f));
    assertThat(recipe.std()).isEqualTo(List.of(1f, 1f, 0.5f));
  }

  @Test
  void missingAndNullEntriesAndUnknownKeysAreTolerated() throws Exception {
    assertThat(recipe("Other: 1")).isEqualTo(Recipe.of(V2));
    assertThat(recipe("Deploy: {transforms: null, batch: 3}")).isEqualTo(Recipe.of(V2));
    assertThat(recipe("Deploy: {transforms: [null, {short_size: 3}]}").limit())
        .isEqualTo(Limit.NONE);
  }

  @Test
  void filesOfOtherNetworksAndNonsenseAreRefused() {
    assertRefused("ModelName: MODNet", "MODNet", "PP-MattingV2");
    assertRefused("Deploy: {transforms: [{type: RandomCrop}]}", "RandomCrop");
    assertRefused("Deploy: {transforms: [{type: Normalize, std: [0, 1, 1]}]}", "std");
    assertRefused("Deploy: {transforms: [{type: ResizeToIntMult, mult_int: 20}]}", "mult_int 20");
    assertRefused("just text", "no map");
    assertRefused("a: [", "cannot read");
  }

  private void assertRefused(String yaml, String... fragments) {
    assertThatThrownBy(() -> recipe(yaml))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContainingAll(fragments);
  }

  @Test
  void aFolderOfSeveralModelsNeedsAFileOfTheirOwnName() throws Exception {
    Path one = folder.resolve("one.onnx");
    Files.writeString(one, "weights");
    Files.writeString(folder.resolve("two.onnx"), "weights");
    Files.writeString(folder.resolve("deploy.yaml"), "ModelName: PPMattingV2");
    assertThat(DeployYaml.beside(one)).isEmpty();
    Files.writeString(folder.resolve("one.yaml"), "ModelName: PPMattingV2");
    assertThat(DeployYaml.beside(one)).isPresent();
  }
}
