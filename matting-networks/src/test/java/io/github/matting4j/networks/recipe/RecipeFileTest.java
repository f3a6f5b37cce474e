package io.github.matting4j.networks.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeFileTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  /** With a value other than the default for every word. */
  private OnnxNetwork.Builder everything() {
    return OnnxNetwork.builder("studio-net")
        .file(folder.resolve("elsewhere").resolve("weights \"2\" #1.onnx"))
        .title("Studio Net: 2 \uD83D\uDE00 \u2028\u0007 \\ \"x\"")
        .summary("For studio photos.")
        .family(new Family("studio"))
        .licence(
            new Licence("MIT", "https://example.org/l#1", "Example", Licence.CommercialUse.ALLOWED))
        .source("https://example.org/studio-net")
        .describe(model -> model.kind(ModelDescriptor.Kind.SEGMENTATION))
        .figure(Quantity.GIGAMACS, 12.5, new Citation("the authors", "2026-11-22"))
        .figure(Quantity.CPU_RATE, 7, new Citation("ours", ""))
        .size(InputSize.fit(640, 352).multipleOf(32).maxPixels(300_000))
        .padding(0x80_40_FF)
        .channels(ChannelOrder.BGR)
        .layout(TensorLayout.NHWC)
        .range(-1, 1)
        .mean(0.485, 0.456, 1e-9)
        .std(0.229, 1.0 / 255, 1e15)
        .input("img")
        .output("1959", 3)
        .activation(Activation.SOFTMAX)
        .levels(255, 0)
        .stretchLevels(true)
        .state(new RecurrentState("r1i", "r1o"))
        .state(new RecurrentState("r2i", "r2o", List.of(1L, 16L, 2L, 2L)))
        .extra(ExtraInput.longSideRatio("downsample_ratio", 512))
        .extra(ExtraInput.fill("trimap", 0.5))
        .extra(ExtraInput.values("size", 1, 2, 3));
  }

  private RecipeFile parsed(String text) {
    return RecipeFile.parse("studio-net", text, folder);
  }

  private static void requireEqual(RecipeFile a, RecipeFile b) {
    assertThat(a.network().recipe()).isEqualTo(b.network().recipe());
    assertThat(a.network().descriptor()).isEqualTo(b.network().descriptor());
    assertThat(a.network().file()).isEqualTo(b.network().file());
    assertThat(a.sha256()).isEqualTo(b.sha256());
    assertThat(a.linked()).isEqualTo(b.linked());
  }

  @Test
  void everyWordIsReadBackAsItWasWritten() throws Exception {
    RecipeFile written = new RecipeFile(everything().build(), Optional.of(SHA256), true);
    requireEqual(parsed(written.text()), written);
    written.write(folder);
    RecipeFile read = RecipeFile.read(folder.resolve("studio-net.recipe.yaml"));
    requireEqual(read, written);
    assertThat(read.text()).isEqualTo(written.text());
    String keys = written.text().lines().map(line -> line.split(":")[0]).toList().toString();
    RecipeKeys.ALL.keys().forEach(key -> assertThat(keys).contains(key.name()));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everySizeIsReadBackAsItWasWritten(InputSize size) {
    RecipeFile written =
        new RecipeFile(
            OnnxNetwork.builder("studio-net")
                .file(folder.resolve("studio-net.onnx"))
                .size(size)
                .paddingOfZeros()
                .build(),
            Optional.empty(),
            false);
    // Padding is not written, because it has no effect, for a size without it.
    NetworkRecipe recipe = parsed(written.text()).network().recipe();
    assertThat(recipe.size()).isEqualTo(size);
    assertThat(recipe.padding().isEmpty()).isEqualTo(size.kind() == InputSize.Kind.FIT);
  }

  static List<InputSize> sizes() {
    return List.of(
        InputSize.ofGraph(),
        InputSize.ofGraph().maxPixels(7),
        InputSize.stretch(1024, 512),
        InputSize.fit(1, 16_384),
        InputSize.shortSide(512).multipleOf(32),
        InputSize.longSide(512).maxPixels(1),
        InputSize.shortSideAtMost(512),
        InputSize.longSideAtMost(3),
        InputSize.open(),
        InputSize.open().multipleOf(16));
  }

  @Test
  void theTextIsReadableAndTheSameEverywhere() {
    RecipeFile file =
        new RecipeFile(
            OnnxNetwork.builder("tiny")
                .file(Path.of("tiny.onnx"))
                .size(InputSize.stretch(320, 320))
                .mean(0.5)
                .std(0.5)
                .build(),
            Optional.empty(),
            false);
    assertThat(file.text())
        .isEqualTo(
            """
            # How matting4j runs tiny.onnx: docs/recipes.md describes the keys.
            title: "tiny"                           # name given by its authors
            source: "its author"                    # where the weights are from

            # From the photo to the graph
            size: {stretch: [320, 320]}             # the network's picture
            channels: RGB                           # order of the colours
            layout: auto                            # planes (NCHW) or pixels (NHWC); auto takes what the graph declares
            range: [0, 1]                           # what the levels 0 and 255 become, before mean and std
            mean: 0.5                               # subtracted, in the order of channels
            std: 0.5                                # divided by, in the order of channels

            # From the graph to the alpha
            output: 0                               # name of the output with the alpha, or its number from 0
            channel: 0                              # channel of that output, from 0
            activation: none                        # computed of the output's values first
            levels: [0, 1]                          # values of transparent and opaque, after the activation
            stretchLevels: false                    # whether each photo's smallest value becomes 0 and its largest 1
            """);
  }

  @Test
  void oneKeyIsEnoughAndTheRestHasTheBuildersDefaults() {
    RecipeFile file = parsed("title: Studio Net");
    assertThat(file.network().recipe()).isEqualTo(NetworkRecipe.builder().build());
    assertThat(file.network().file()).contains(folder.resolve("studio-net.onnx"));
    assertThat(file.linked()).isFalse();
    assertThat(file.network().descriptor().licence()).isEqualTo(Licence.NOT_STATED);
  }

  @Test
  void aRelativePathStartsFromTheRecipesFolder() {
    RecipeFile file = parsed("file: sub/other.onnx");
    assertThat(file.network().file()).contains(folder.resolve("sub").resolve("other.onnx"));
    assertThat(file.linked()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // text | line | what the message has
        "means: [0, 0, 0] | 2 | the key 'means' is unknown; did you mean 'mean'?",
        "normalise: true | 2 | the key 'normalise' is unknown; known are title, summary, kind",
        "licence: {licence: MIT} | 2 | licence: the key 'licence' is unknown; known are name, page",
        "licence: {page: x} | 2 | licence: 'name' is missing",
        "licence: MIT | 2 | licence is 'MIT'; it must be a mapping with name, page",
        "licence: {name: MIT, commercialUse: yes} | 2 | commercialUse is 'yes'; it must be one of allowed, forbidden, unknown",
        "title: 2024 | 2 | title is 2024; it must be a text: put it in quotes",
        "title: | 2 | title is empty; it must be a text",
        "kind: alpha | 2 | kind is 'alpha'; it must be one of matting, segmentation",
        "size: [512, 512] | 2 | size is [512, 512]; it must be one of graph, open, or a mapping with one of graph, stretch",
        "size: {shortside: 512} | 2 | size: the key 'shortside' is unknown; did you mean 'shortSide'?",
        "size: {stretch: 512} | 2 | stretch is 512; it must be a list [...] of 2 values, each a whole number of 1 to 16384",
        "size: {stretch: [512, 0]} | 2 | stretch is [512, 0], of which 0 is not allowed",
        "size: {fit: [512, 512], open: true} | 2 | size: fit and open is given; give one of graph",
        "size: {multipleOf: 32} | 2 | size: none is given; give one of graph, stretch",
        "size: {stretch: [500, 500], multipleOf: 32} | 2 | no multiple of 32",
        "size: {shortSide: 512.5} | 2 | shortSide is 512.5; it must be a whole number of 1 to 16384",
        "size: {open: false} | 2 | open is false; it must be true",
        "padding: '#808080' | 2 | padding is '#808080'; it must be zeros, or a list [...] of 3 values",
        "padding: [0, 0, 256] | 2 | of which 256 is not allowed",
        "channels: rgb | 2 | channels is 'rgb'; it must be one of RGB, BGR",
        "layout: HWC | 2 | layout is 'HWC'; it must be one of auto, NCHW, NHWC",
        "range: [0, 0] | 2 | two different finite ends",
        "range: [0, .inf] | 2 | .inf is not a finite decimal number",
        "mean: [0, 0] | 2 | mean is [0, 0]; it must be a number, or a list [...] of 3 values, each a number",
        "mean: half | 2 | mean is 'half'; it must be a number",
        "std: 0 | 2 | std is 0; it must be a number above 0",
        "std: [1, 1, -1] | 2 | of which -1 is not allowed",
        "output: 1959 | 2 | output is 1959; it must be a whole number of 0 to 1000, or a name in quotes",
        "channel: -1 | 2 | channel is -1; it must be a whole number of 0 to 4095",
        "activation: tanh | 2 | activation is 'tanh'; it must be one of none, sigmoid, softmax",
        "stretchLevels: 1 | 2 | stretchLevels is 1; it must be true or false",
        "states: [{input: a}] | 2 | an entry of states: 'output' is missing",
        "states: [] | 2 | states is []; it must be a list [...] of 1 to 64 values",
        "extras: [{input: a, fill: 1, values: [2]}] | 2 | an entry of extras: values and fill is given",
        "extras: [{input: a, longSideRatio: 0}] | 2 | longSideRatio is 0; it must be a number above 0",
        "figures: [{quantity: speed, value: 1, source: x}] | 2 | quantity is 'speed'; it must be one of sad, mse",
        "figures: [{quantity: sad, value: -1, source: x}] | 2 | SAD is -1.0; it must be finite",
        "figures: [{quantity: sad, value: 1, source: x, date: 22.11.2026}] | 2 | date is '22.11.2026'",
        "sha256: 12ab | 2 | sha256 is '12ab'; it must be 64 hexadecimal digits in lower case",
        "summary: Twice. | 2 | 'summary' is given twice, first in line 1",
        "mean: *m | 2 | aliases (*name) are not supported",
        "mean: &m 1 | 2 | anchors (&name) are not supported",
        "mean: !!float 1 | 2 | it must be",
        "title: !secret x | 2 | tags (!secret) are not supported",
        "title: \"x | 3 | not valid YAML"
      })
  void whatIsWrongIsNamedWithItsLine(String wrong, int line, String message) {
    String text = "summary: A network.\n" + wrong + "\n";
    if (message.equals("it must be")) { // an explicit tag of the value's own kind changes nothing
      assertThat(parsed(text).network().recipe().mean()).containsExactly(1.0, 1.0, 1.0);
      return;
    }
    assertThatThrownBy(() -> parsed(text))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("studio-net.recipe.yaml, line " + line + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void theLineIsThatOfTheValueDeepInside() {
    String text =
        """
        # comment
        title: x

        states:
          - input: a
            output: b
          - input: c
            output: d
            shape: [1, 0]
        """;
    assertThatThrownBy(() -> parsed(text))
        .hasMessageContaining("line 9: shape is [1, 0], of which 0 is not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment", "- a\n- b", "text", "a: 1\n---\nb: 2"})
  void whatIsNoMappingIsRefused(String text) {
    assertThatThrownBy(() -> parsed(text))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("studio-net.recipe.yaml");
  }

  @Test
  void sizeAndDepthAreBounded() throws Exception {
    assertThatThrownBy(() -> parsed("title: " + "[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 16 levels");
    Path large = Files.writeString(folder.resolve("a.recipe.yaml"), "#".repeat(200_000));
    assertThatThrownBy(() -> RecipeFile.read(large))
        .hasMessage(large + ": it has more than 100000 bytes; it is no recipe");
  }

  @Test
  void filesThatAreNoTextAreRefused() throws Exception {
    Path latin =
        Files.write(
            folder.resolve("a.recipe.yaml"), "title: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RecipeFile.read(latin)).hasMessageContaining("save it as UTF-8");
    assertThatThrownBy(() -> RecipeFile.read(folder)).isInstanceOf(ModelLoadException.class);
    assertThatThrownBy(() -> RecipeFile.read(folder.resolve("absent.recipe.yaml")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("absent.recipe.yaml: it cannot be read");
    Path invalidId = Files.writeString(folder.resolve("My Net.recipe.yaml"), "title: x");
    assertThatThrownBy(() -> RecipeFile.read(invalidId))
        .hasMessageContaining("'My Net'")
        .hasMessageContaining("rename the file");
  }
}
