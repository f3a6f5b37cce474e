package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.size.SizeTransform;
import io.github.matting4j.ppmatting.Transform.LoadImages;
import io.github.matting4j.ppmatting.Transform.Normalize;
import io.github.matting4j.ppmatting.Transform.Sizing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployYamlTest {
  private static final PpMattingVariant V2 = PpMattingVariant.PP_MATTING_V2_512;

  @TempDir Path folder;

  private Recipe recipe(String yaml) throws Exception {
    Path model = Files.writeString(folder.resolve("model.onnx"), "weights");
    Files.writeString(folder.resolve("deploy.yaml"), yaml);
    return RecipeBinding.of(model).recipe(V2);
  }

  private List<Transform> transforms(String list) throws Exception {
    return recipe("Deploy: {transforms: [" + list + "]}").transforms();
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
  void transformsAreTakenLiterallyAndInOrder() throws Exception {
    assertThat(
            transforms(
                "{type: LoadImages, to_rgb: false}, {type: ResizeToIntMult},"
                    + " {type: LimitShort, min_short: 300, max_short: 400},"
                    + " {type: LimitLong, min_long: 7}, {type: ResizeByShort, short_size: 500},"
                    + " {type: ResizeByLong, long_size: 600, interpolation: LINEAR},"
                    + " {type: Resize, target_size: [640, 480], random_interp: false},"
                    + " {type: Padding, target_size: [700, 710], im_padding_value: [1, 2.5, 300]},"
                    + " {type: Normalize, mean: [0, 0.1, 0.2], std: [1, 1, 0.5]}"))
        .containsExactly(
            new LoadImages(false),
            new Sizing(new SizeTransform.ResizeToIntMult(32, 64)),
            new Sizing(new SizeTransform.LimitShort(300, 400)),
            new Sizing(new SizeTransform.LimitLong(7, SizeTransform.MAX_SIDE)),
            new Sizing(new SizeTransform.ResizeByShort(500)),
            new Sizing(new SizeTransform.ResizeByLong(600)),
            new Sizing(new SizeTransform.Resize(640, 480)),
            new Sizing(new SizeTransform.Padding(700, 710, 0x0102FF)),
            new Normalize(List.of(0.0, 0.1, 0.2), List.of(1.0, 1.0, 0.5)));
  }

  @Test
  void whatIsMissingIsNotDone() throws Exception {
    assertThat(recipe("Deploy: {transforms: []}").sizes()).isEmpty();
    assertThat(recipe("Deploy: {transforms: []}").packing().canonicalText())
        .isEqualTo("raw, red first");
    assertThat(transforms("null, {type: LoadImages}")).containsExactly(new LoadImages(true));
  }

  @Test
  void paddingHasTheMiddleOfTheRangeAndTheOrderOfTheChannels() throws Exception {
    assertThat(transforms("{type: Padding, target_size: [8, 8]}"))
        .containsExactly(new Sizing(new SizeTransform.Padding(8, 8, 0x808080)));
    Recipe swapped =
        recipe(
            "Deploy: {transforms: [{type: LoadImages, to_rgb: false},"
                + " {type: Padding, target_size: [8, 8], im_padding_value: [1, 2, 3]}]}");
    assertThat(swapped.sizes()).containsExactly(new SizeTransform.Padding(8, 8, 0x030201));
  }

  @Test
  void missingAndNullEntriesAndUnknownKeysAreTolerated() throws Exception {
    assertThat(recipe("Other: 1")).isEqualTo(Recipe.of(V2));
    assertThat(recipe("Deploy: {transforms: null, batch: 3}")).isEqualTo(Recipe.of(V2));
  }

  @Test
  void filesOfOtherNetworksAndNonsenseAreRefused() {
    assertRefused("ModelName: MODNet", "MODNet", "PP-MattingV2");
    assertRefused("just text", "YAML mapping");
    assertRefused("a: [", "cannot read");
    assertRefused("Deploy: {transforms: 7}", "Deploy.transforms is 7");
    assertRefused("Deploy: {transforms: [!!int abc]}", "cannot read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: RandomCrop} | RandomCrop",
        "{short_size: 3} | no type",
        "{type: Normalize, std: [0, 1, 1]} | std",
        "{type: Normalize, mean: [0, 1]} | mean [0, 1]",
        "{type: Normalize, mean: [0, 1, .nan]} | mean",
        "{type: ResizeToIntMult, mult_int: 20} | mult_int 20",
        "{type: ResizeToIntMult, mult_int: 2147483616} | mult_int 2147483616",
        "{type: ResizeToIntMult, mult_int: 16384} | mult_int 16384",
        "{type: ResizeByShort, short_size: 60000} | short_size 60000",
        "{type: ResizeByShort, short_size: 99999999999999999999} | short_size 9999",
        "{type: ResizeByShort} | no short_size",
        "{type: ResizeByLong, long_size: 0} | long_size 0",
        "{type: LimitShort, max_short: 512.5} | max_short 512.5",
        "{type: LimitShort, max_short: '512'} | max_short 512",
        "{type: LimitShort, min_short: 600, max_short: 500} | min_short 600 above max_short 500",
        "{type: LimitShort, max_shrot: 500} | max_shrot",
        "{type: Resize, target_size: 512} | target_size 512",
        "{type: Resize, target_size: [512, null]} | target_size null",
        "{type: Resize, target_size: [5, 5], random_interp: true} | random_interp",
        "{type: Resize, target_size: [5, 5], interp: CUBIC} | interp CUBIC",
        "{type: Padding, target_size: [5, 5], im_padding_value: 3} | im_padding_value 3",
        "{type: LoadImages, to_rgb: maybe} | to_rgb maybe",
        "{type: ResizeToIntMult}, {type: LoadImages} | LoadImages",
        "{type: Normalize}, {type: LimitLong, max_long: 3} | LimitLong follows Normalize"
      })
  void whatCannotBeExecutedIsRefusedByName(String list, String fragment) {
    assertRefused("Deploy: {transforms: [" + list + "]}", fragment);
  }

  @Test
  void hostileFilesAreRefused() {
    assertRefused("Deploy: &d\n  transforms: [*d]\n  self: *d\nModelName: *d\n", "*name");
    assertRefused("a: {".repeat(20_000), "deeper than 32");
    assertRefused("[".repeat(90_000), "deeper than 32");
    assertRefused("a: " + "x".repeat(200_000), "too large");
  }

  private void assertRefused(String yaml, String... fragments) {
    assertThatThrownBy(() -> recipe(yaml))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("deploy.yaml")
        .hasMessageContainingAll(fragments);
  }

  @Test
  void aModelWhoseFileIsRefusedIsBroken() throws Exception {
    Files.writeString(folder.resolve("pp-mattingv2-512.onnx"), "weights");
    Files.writeString(folder.resolve("deploy.yaml"), "Deploy: &d {transforms: [*d]}");
    OpenOptions options = OpenOptions.forLatency().modelFolder(folder);
    assertThat(new PpMattingProvider().probe("pp-mattingv2-512", options))
        .isInstanceOf(Availability.Broken.class);
    assertThatThrownBy(() -> new PpMattingProvider().open("pp-mattingv2-512", options))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("deploy.yaml");
  }

  @Test
  void aFolderOfSeveralModelsNeedsAFileOfTheirOwnName() throws Exception {
    Path one = model("one.onnx");
    model("two.onnx");
    Path shared = Files.writeString(folder.resolve("deploy.yaml"), "ModelName: PPMattingV2");
    assertThat(RecipeBinding.of(one).yaml()).isEmpty();
    assertThat(RecipeBinding.of(one).warnings())
        .singleElement()
        .asString()
        .contains(shared + " is not used", "2 models", "one.yaml");
    Path own = Files.writeString(folder.resolve("one.yaml"), "ModelName: PPMattingV2");
    assertThat(RecipeBinding.of(one).yaml()).contains(own);
    assertThat(RecipeBinding.of(one).warnings())
        .singleElement()
        .asString()
        .contains(shared + " is not used", own.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"one.onnx", "one-int8.onnx"})
  void aQuantisedSiblingHasTheRecipeOfItsOriginal(String name) throws Exception {
    model("one.onnx");
    model("one-int8.onnx");
    model(".one-in-the-making.onnx");
    Path shared = Files.writeString(folder.resolve("deploy.yaml"), "ModelName: PPMattingV2");
    RecipeBinding alone = RecipeBinding.of(folder.resolve(name));
    assertThat(alone.yaml()).contains(shared);
    assertThat(alone.warnings()).isEmpty();
    Path own = Files.writeString(folder.resolve("one.yaml"), "ModelName: PPMattingV2");
    assertThat(RecipeBinding.of(folder.resolve(name)).yaml()).contains(own);
  }

  private Path model(String name) throws Exception {
    return Files.writeString(folder.resolve(name), "weights");
  }
}
