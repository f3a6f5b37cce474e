package io.github.matting4j.networks.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.check.CheckResult.Outcome;
import io.github.matting4j.networks.check.Finding.Severity;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of mistake, on a graph that finds orange discs on grey, and only if it gets red, green,
 * blue of 0..1: every part of its recipe matters.
 */
class RecipeCheckTest {
  private static final int SIDE = 64;
  private static final double TARGET = 0.7;
  private static final DrawnPortraits DISCS =
      DrawnPortraits.of(List.of(disc("left", 24, 20), disc("right", 40, 18)));

  /** The right one. */
  private static final NetworkRecipe RIGHT =
      NetworkRecipe.builder().size(InputSize.stretch(SIDE, SIDE)).output("pred", 1).build();

  @TempDir private static Path folder;

  private static DrawnPortrait disc(String name, int centre, int radius) {
    int[] argb = new int[SIDE * SIDE];
    float[] alpha = new float[SIDE * SIDE];
    for (int i = 0; i < argb.length; i++) {
      double distance = Math.hypot(i % SIDE - centre, i / SIDE - SIDE / 2.0);
      alpha[i] = distance < radius ? 1 : 0;
      argb[i] = distance < radius ? 0xFFE68033 : 0xFF707070 + 0x010101 * (i % 16);
    }
    return new DrawnPortrait(
        name, ArgbImage.adopt(SIDE, SIDE, argb), AlphaMatte.adopt(SIDE, SIDE, alpha));
  }

  /** Two channels, background and disc, and the blue channel as another output. */
  private static OnnxModel network() {
    Dim size = Dim.of(SIDE);
    GraphBuilder graph = new GraphBuilder("discs");
    graph.input("x", ElementType.FLOAT, Dim.of(1), Dim.of(3), size, size);
    String red = channel(graph, 0);
    String blue = channel(graph, 2);
    String off =
        graph.node(
            "Abs",
            List.of(
                graph.node(
                    "Sub",
                    List.of(graph.node("Sub", List.of(red, blue)), graph.scalar((float) TARGET)))));
    String one = graph.scalar(1f);
    String near =
        graph.node("Sub", List.of(one, graph.node("Mul", List.of(off, graph.scalar(3f)))));
    String disc = graph.node("Max", List.of(near, graph.scalar(0f)));
    graph.rename(
        graph.node(
            "Concat",
            List.of(graph.node("Sub", List.of(one, disc)), disc),
            Attribute.of("axis", 1L)),
        "pred");
    graph.output("pred", ElementType.FLOAT, Dim.of(1), Dim.of(2), size, size);
    graph.rename(graph.node("Identity", List.of(blue)), "blue");
    graph.output("blue", ElementType.FLOAT, Dim.of(1), Dim.of(1), size, size);
    return graph.build();
  }

  private static String channel(GraphBuilder graph, int channel) {
    return graph.node(
        "Slice", List.of("x", graph.ints(channel), graph.ints(channel + 1L), graph.ints(1)));
  }

  private static RecipeCheck check(OnnxModel graph, NetworkRecipe recipe) throws Exception {
    Path file = folder.resolve("net.onnx");
    graph.write(file);
    OnnxNetwork network = OnnxNetwork.builder("net").file(file).recipe(recipe).build();
    return RecipeCheck.of(network, OpenOptions.forLatency());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "order of the colours", recipe -> recipe.channels(ChannelOrder.BGR), "channels: RGB"),
        mistake("range of the input", recipe -> recipe.range(0, 255), "range: [0, 1]"),
        mistake("range of the input", recipe -> recipe.range(-1, 1), "range: [0, 1]"),
        mistake(
            "range, mean and std",
            recipe -> recipe.mean(0.485, 0.456, 0.406).std(0.229, 0.224, 0.225),
            "mean: 0, std: 1"),
        mistake("another channel", recipe -> recipe.output("pred", 0), "channel: 1"),
        mistake("activation", recipe -> recipe.activation(Activation.SIGMOID), "activation: none"),
        mistake("activation", recipe -> recipe.activation(Activation.SOFTMAX), "activation: none"),
        mistake("levels", recipe -> recipe.levels(0, 255), "levels: [0, 1]"),
        mistake("inverted", recipe -> recipe.levels(1, 0), "levels: [0, 1]"),
        mistake(
            "another output", recipe -> recipe.output("blue", 0), "output: \"pred\", channel: 1"),
        mistake(
            "inverted, the output marks the background; the range",
            recipe -> recipe.range(0, 255).levels(1, 0),
            "range: [0, 1], levels: [0, 1]"));
  }

  private static Arguments mistake(
      String named, UnaryOperator<NetworkRecipe.Builder> made, String correction) {
    return Arguments.of(named, made.apply(RIGHT.toBuilder()).build(), correction);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("mistakes")
  void namesTheMistakeAndTheCorrection(String named, NetworkRecipe wrong, String correction)
      throws Exception {
    CheckResult result = check(network(), wrong).run(DISCS);
    assertThat(result.outcome()).as(result.findings().toString()).isEqualTo(Outcome.BETTER_FOUND);
    assertThat(result.findings().get(0).sentence())
        .contains(named)
        .contains(
            "with '" + correction + "' the agreement with the true mattes of 2 drawn portraits");
    assertThat(result.findings().get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(result.correctedAgreement()).isGreaterThan(0.9);
    assertThat(result.agreement()).isLessThan(0.5);
    assertThat(check(network(), result.corrected().orElseThrow()).run(DISCS).outcome())
        .isEqualTo(Outcome.GOOD);
  }

  @Test
  void theRightRecipeIsGoodAtOnce() throws Exception {
    CheckResult result = check(network(), RIGHT).run(DISCS);
    assertThat(result.outcome()).isEqualTo(Outcome.GOOD);
    assertThat(result.variants()).isZero();
    assertThat(result.corrected()).isEmpty();
    assertThat(result.findings().get(0).sentence()).startsWith("the recipe fits: the agreement");
    assertThat(result.portraits())
        .extracting(CheckedPortrait::name)
        .containsExactly("left", "right");
    assertThat(result.portraits().get(0).matte().orElseThrow().alpha(24, 32)).isGreaterThan(0.9f);
  }

  @Test
  void aNetworkThatFindsNothingSaysNothingAboutItsRecipe() throws Exception {
    NetworkRecipe recipe = NetworkRecipe.builder().size(InputSize.stretch(SIDE, SIDE)).build();
    CheckResult result = check(TinyGraphs.fixed(SIDE, SIDE).constantAlpha(0.3f), recipe).run(DISCS);
    assertThat(result.outcome()).isEqualTo(Outcome.NO_PERSON_FOUND);
    assertThat(result.corrected()).isEmpty();
    assertThat(result.findings())
        .extracting(Finding::sentence)
        .satisfiesExactly(
            first -> assertThat(first).contains("finds no person", "can say nothing"),
            second -> assertThat(second).contains("the same everywhere, 0.30"));
  }

  @Test
  void outputsThatAreRefusedAreNamedAndTheirLevelsCorrected() throws Exception {
    GraphBuilder graph = new GraphBuilder("levels");
    Dim size = Dim.of(SIDE);
    graph.input("x", ElementType.FLOAT, Dim.of(1), Dim.of(3), size, size);
    String blue = channel(graph, 2);
    String disc =
        graph.node(
            "Mul",
            List.of(graph.node("Sub", List.of(graph.scalar(0.41f), blue)), graph.scalar(1200f)));
    String bytes = graph.node("Max", List.of(graph.scalar(0f), disc));
    graph.rename(graph.node("Min", List.of(graph.scalar(255f), bytes)), "pred");
    graph.output("pred", ElementType.FLOAT, Dim.of(1), Dim.of(1), size, size);
    NetworkRecipe recipe = NetworkRecipe.builder().size(InputSize.stretch(SIDE, SIDE)).build();
    CheckResult result = check(graph.build(), recipe).run(DISCS);
    assertThat(result.findings().get(0).sentence())
        .contains("the levels of the output are likely wrong: with 'levels: [0, 255]'");
    assertThat(result.findings().get(1).sentence()).contains("reach from");
    assertThat(result.portraits()).allSatisfy(one -> assertThat(one.matte()).isEmpty());
  }

  @Test
  void theTimeLimitEndsIt() throws Exception {
    CheckResult result =
        check(network(), RIGHT.toBuilder().levels(1, 0).build()).limit(Duration.ZERO).run(DISCS);
    assertThat(result.complete()).isFalse();
    assertThat(result.variants()).isZero();
    assertThat(result.findings())
        .extracting(Finding::sentence)
        .last()
        .asString()
        .contains("time limit");
    assertThatThrownBy(() -> check(network(), RIGHT).limit(Duration.ofSeconds(-1)))
        .hasMessageContaining("must not be negative");
  }

  @Test
  void aMissingFileIsNamed() {
    OnnxNetwork network = OnnxNetwork.builder("net").file(folder.resolve("absent.onnx")).build();
    assertThatThrownBy(() -> RecipeCheck.of(network, OpenOptions.forLatency()).run(DISCS))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("absent.onnx");
  }
}
