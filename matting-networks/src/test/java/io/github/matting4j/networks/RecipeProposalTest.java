package io.github.matting4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.networks.RecipeProposal.Basis;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.known.KnownNetworks;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.AlphaOutput;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import io.github.matting4j.onnx.recipe.ValueRange;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeProposalTest {
  private static final Dim ONE = Dim.of(1);
  private static final Dim ROWS = Dim.named("rows");
  private static final Dim COLUMNS = Dim.named("columns");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("net.onnx");
  }

  private RecipeProposal proposal() {
    return new GraphGuess("net", GraphInspection.of(file())).propose();
  }

  private static List<String> sentences(RecipeProposal proposal, Basis basis) {
    return proposal.statements().stream()
        .filter(statement -> statement.basis() == basis)
        .map(RecipeProposal.Statement::sentence)
        .toList();
  }

  @Test
  void aFixedGraphOfPlanes() throws Exception {
    TinyGraphs.fixed(64, 48).identityAlpha().write(file());
    RecipeProposal proposal = proposal();
    NetworkRecipe recipe = proposal.network().recipe();
    assertThat(recipe.size()).isEqualTo(InputSize.stretch(64, 48));
    assertThat(recipe.layout()).isEqualTo(TensorLayout.NCHW);
    assertThat(recipe.mean()).containsExactly(0.485, 0.456, 0.406);
    assertThat(recipe.output()).isEqualTo(AlphaOutput.FIRST);
    assertThat(sentences(proposal, Basis.KNOWN))
        .contains(
            "input img: float[1,3,48,64] takes the picture",
            "size 64x48, fixed by the graph",
            "output alpha: float[1,1,48,64] has the alpha");
    assertThat(sentences(proposal, Basis.GUESSED)).contains("channels RGB");
    assertThat(sentences(proposal, Basis.UNKNOWN))
        .singleElement()
        .asString()
        .contains("the licence is not known");
    assertThat(proposal.network().descriptor().licence()).isEqualTo(Licence.NOT_STATED);
  }

  @Test
  void pixelsOfBytesAndTwoClasses() throws Exception {
    GraphBuilder graph = new GraphBuilder("bytes");
    graph.input("img", ElementType.UINT8, ONE, Dim.of(32), Dim.of(64), Dim.of(3));
    String floats = graph.node("Cast", List.of("img"), Attribute.of("to", 1));
    String two = graph.node("Slice", List.of(floats, graph.ints(0), graph.ints(2), graph.ints(3)));
    graph.rename(graph.node("Neg", List.of(two)), "scores");
    graph.output("scores", ElementType.FLOAT, ONE, Dim.of(32), Dim.of(64), Dim.of(2));
    graph.build().write(file());
    NetworkRecipe recipe = proposal().network().recipe();
    assertThat(recipe.layout()).isEqualTo(TensorLayout.NHWC);
    assertThat(recipe.size()).isEqualTo(InputSize.stretch(64, 32));
    assertThat(recipe.range()).isEqualTo(ValueRange.BYTES);
    assertThat(recipe.mean()).containsExactly(0.0, 0.0, 0.0);
    assertThat(recipe.output().channel()).isEqualTo(1);
    assertThat(recipe.activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(proposal().network().descriptor().kind())
        .contains(ModelDescriptor.Kind.SEGMENTATION);
  }

  @Test
  void aRecurrentGraphOfAnySize() throws Exception {
    GraphBuilder graph = new GraphBuilder("recurrent");
    Dim any = Dim.named("any");
    graph.input("src", ElementType.FLOAT, ONE, Dim.of(3), ROWS, COLUMNS);
    graph.input("r1i", ElementType.FLOAT, ONE, any, ROWS, COLUMNS);
    graph.input("downsample_ratio", ElementType.FLOAT, ONE);
    graph.rename(graph.node("Identity", List.of("src")), "fgr");
    graph.output("fgr", ElementType.FLOAT, ONE, Dim.of(3), ROWS, COLUMNS);
    String red = graph.node("Slice", List.of("src", graph.ints(0), graph.ints(1), graph.ints(1)));
    String scaled = graph.node("Mul", List.of(red, "downsample_ratio"));
    graph.rename(graph.node("Sigmoid", List.of(scaled)), "pha");
    graph.output("pha", ElementType.FLOAT, ONE, ONE, ROWS, COLUMNS);
    graph.rename(graph.node("Identity", List.of("r1i")), "r1o");
    graph.output("r1o", ElementType.FLOAT, ONE, any, ROWS, COLUMNS);
    graph.build().write(file());
    NetworkRecipe recipe = proposal().network().recipe();
    assertThat(recipe.input()).contains("src");
    assertThat(recipe.size()).isEqualTo(InputSize.shortSide(512).multipleOf(32));
    assertThat(recipe.states()).containsExactly(new RecurrentState("r1i", "r1o"));
    assertThat(recipe.extras()).containsExactly(ExtraInput.longSideRatio("downsample_ratio", 512));
    assertThat(recipe.output()).isEqualTo(AlphaOutput.named("pha", 0));
    assertThat(recipe.activation()).isEqualTo(Activation.NONE);
  }

  @Test
  void anInputThatNothingGivesGetsZeros() throws Exception {
    TinyGraphs.dynamic().twoInputs().write(file());
    assertThat(proposal().network().recipe().extras())
        .containsExactly(ExtraInput.fill("trimap", 0));
  }

  @Test
  void whatIsNoSuchNetworkIsRefusedWithWhatItHas() throws Exception {
    TinyGraphs.fixed(8, 8).inputChannels(4).write(file());
    assertThatThrownBy(this::proposal)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("has no input for a picture: it takes img: float[1,4,8,8]");
    TinyGraphs.fixed(8, 8).openHeight().identityAlpha().write(file());
    assertThatThrownBy(this::proposal)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("fixes one side");
  }

  @Test
  void aKnownNetworksRecipeIsTakenByNameWithoutItsTerms() throws Exception {
    TinyGraphs.fixed(320, 320).identityAlpha().write(file());
    var known = KnownNetworks.find("u2net").orElseThrow();
    RecipeProposal proposal = RecipeProposal.of("mine", GraphInspection.of(file()), known);
    assertThat(proposal.network().recipe()).isEqualTo(known.network().recipe());
    assertThat(proposal.network().descriptor().id()).isEqualTo("mine");
    assertThat(proposal.network().descriptor().licence()).isEqualTo(Licence.NOT_STATED);
    assertThat(proposal.isGuessed()).isFalse();
  }

  @Test
  void aRecipeFileIsTakenForOtherWeights() throws Exception {
    TinyGraphs.fixed(320, 320).identityAlpha().write(file());
    Path recipe = Files.writeString(folder.resolve("any.yaml"), "mean: 0.5\ntitle: Any\n");
    RecipeProposal proposal = RecipeProposal.of("mine", GraphInspection.of(file()), recipe);
    assertThat(proposal.network().recipe().mean()).containsExactly(0.5, 0.5, 0.5);
    assertThat(proposal.network().descriptor().title()).isEqualTo("Any");
    assertThat(proposal.network().file()).contains(file());
  }

  @ParameterizedTest
  @CsvSource({
    "u2net_human_seg.onnx, u2net-human-seg",
    "Studio Net (2).ONNX, studio-net-2",
    "???.onnx, network",
    "hub/models--briaai--RMBG-1.4/snapshots/2ceba5/onnx/model.onnx, rmbg-1-4"
  })
  void anIdIsMadeOfTheFilesName(String path, String id) {
    assertThat(RecipeProposal.suggestedId(Path.of(path))).isEqualTo(id);
  }
}
