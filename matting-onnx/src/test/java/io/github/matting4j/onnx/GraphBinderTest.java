package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.FormGraphs;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe that does not fit the graph is refused when it is opened, with both in the message. */
class GraphBinderTest {
  @TempDir Path folder;

  private static OnnxNetwork.Builder network() {
    return OnnxNetwork.builder("odd").size(InputSize.open());
  }

  private void open(OnnxModel graph, OnnxNetwork.Builder network, OpenOptions options)
      throws Exception {
    OnnxNetwork built = network.file(graph.write(folder.resolve("odd.onnx"))).build();
    try (MattingModel model = built.provider().open("odd", options)) {
      assertThat(model.descriptor().id()).isEqualTo("odd");
    }
  }

  private void assertRefused(OnnxModel graph, OnnxNetwork.Builder network, String... words) {
    assertThatThrownBy(() -> open(graph, network, OpenOptions.forLatency().threads(1)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("the graph does not fit the recipe of odd: ")
        .message()
        .contains(words);
  }

  @Test
  void missingInputsAndOutputsAreNamedWithThoseThatAreThere() {
    OnnxModel planes = FormGraphs.planes().channel(0);
    assertRefused(
        planes, network().input("img"), "no input img", "inputs are [photo: float[1,3,?,?]]");
    assertRefused(
        planes, network().output("pha"), "no output pha", "outputs are [alpha: float[1,1,?,?]]");
    assertRefused(planes, network().output(3), "no output 3", "[alpha: float[1,1,?,?]]");
    assertRefused(
        planes, network().extra(ExtraInput.fill("gain", 1)), "no input gain", "[photo: float");
    assertRefused(
        planes, network().state(new RecurrentState("r1i", "r1o")), "no input r1i", "a state");
    assertRefused(
        FormGraphs.recurrent(),
        network().state(new RecurrentState("r1i", "r1")),
        "no output r1,",
        "r1o: float");
  }

  @Test
  void inputsWithoutASourceAreNamed() {
    assertRefused(
        FormGraphs.recurrent(),
        network().state(new RecurrentState("r1i", "r1o")),
        "also needs the inputs [downsample_ratio: float[1]]",
        "beside the picture src");
    assertRefused(TinyGraphs.dynamic().twoInputs(), network(), "[trimap: float[?,1,?,?]]");
  }

  @Test
  void layoutsAndChannels() {
    assertRefused(
        FormGraphs.pixels().channel(0),
        network().layout(TensorLayout.NCHW),
        "photo: float[1,?,?,3]",
        "NCHW needs 3 channels before the rows",
        "that of NHWC");
    assertRefused(
        FormGraphs.planes().channel(0), network().layout(TensorLayout.NHWC), "that of NCHW");
    assertRefused(
        TinyGraphs.dynamic().inputChannels(4),
        network(),
        "float[?,4,?,?]",
        "needed are 3 channels");
    assertRefused(
        TinyGraphs.dynamic().batch(Dim.of(8)).identityAlpha(), network(), "8 pictures at once");
  }

  @Test
  void typesOfElements() {
    FormGraphs bytes = FormGraphs.planes().types(ElementType.UINT8, ElementType.FLOAT);
    assertRefused(bytes.channel(0), network(), "photo: uint8[1,3,?,?]", "the range 0 to 255");
    assertRefused(bytes.channel(0), network().range(0, 255).mean(128), "without mean");
    assertRefused(
        FormGraphs.planes().types(ElementType.INT64, ElementType.FLOAT).channel(0),
        network(),
        "photo: int64[1,3,?,?]",
        "16-bit floats");
    assertRefused(
        FormGraphs.planes().types(ElementType.FLOAT, ElementType.BOOL).channel(0),
        network(),
        "alpha: bool[1,1,?,?]");
    assertRefused(
        FormGraphs.planes().types(ElementType.DOUBLE, ElementType.FLOAT).channel(0),
        network(),
        "photo: double[1,3,?,?]");
  }

  @Test
  void channelsOfTheOutput() {
    assertRefused(
        FormGraphs.planes().channel(0), network().output(0, 1), "has 1 channels", "channel 1");
    assertRefused(FormGraphs.pixels().channels(), network().output(0, 3), "has 3 channels");
    assertRefused(
        FormGraphs.planes().channel(0),
        network().activation(Activation.SOFTMAX),
        "one channel",
        "state sigmoid");
  }

  @Test
  void aFixedGraphNeedsItsOwnSize() throws Exception {
    OnnxModel fixed = FormGraphs.planes().fixed(48, 32).channel(0);
    assertRefused(
        fixed,
        network().size(InputSize.shortSide(512).multipleOf(32)),
        "photo: float[1,3,32,48] takes only 48x32 pixels",
        "'short side 512, multiple of 32'",
        "stretch or fit photos to 48x32");
    assertRefused(fixed, network().size(InputSize.stretch(32, 48)), "'stretch 32x48'");
    open(fixed, network().size(InputSize.fit(48, 32)), OpenOptions.forLatency().threads(1));
    open(fixed, network().size(InputSize.ofGraph()), OpenOptions.forLatency().threads(1));
    assertRefused(
        FormGraphs.planes().channel(0),
        network().size(InputSize.ofGraph()),
        "photo: float[1,3,?,?] is open",
        "state the size");
  }

  @Test
  void limitsBelowTheSmallestInputAreRefused() {
    OpenOptions few = OpenOptions.forLatency().threads(1).maxNetworkPixels(1000);
    for (InputSize size :
        List.of(InputSize.stretch(48, 32), InputSize.shortSide(64).multipleOf(32))) {
      assertThatThrownBy(() -> open(FormGraphs.planes().channel(0), network().size(size), few))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("limit of 1000 network pixels")
          .hasMessageContaining("raise the limit");
    }
  }

  @Test
  void statesAndExtrasHaveTheDeclaredShapes() {
    OnnxNetwork.Builder extras =
        network()
            .input("photo")
            .extra(ExtraInput.fill("mask", 0))
            .extra(ExtraInput.fill("gain", 1));
    assertRefused(
        FormGraphs.planes().withExtras(),
        extras.extra(ExtraInput.values("steps", 1, 2, 3)),
        "steps: int64[2], of 2 elements",
        "[1.0, 2.0, 3.0]");
    assertRefused(
        FormGraphs.recurrent(),
        network()
            .state(new RecurrentState("r1i", "r1o", List.of(1L, 16L, 1L, 1L)))
            .extra(ExtraInput.fill("downsample_ratio", 1)),
        "to the input r1i: float[1,1,?,?]",
        "zeros of [1, 16, 1, 1]");
  }

  @Test
  void theFileOfANetworkIsItsOwnUnlessTheOptionsNameOne() throws Exception {
    Path own = FormGraphs.planes().channel(0).write(folder.resolve("own.onnx"));
    OnnxNetwork network = network().file(own).build();
    OpenOptions options = OpenOptions.forLatency().modelFolder(folder.resolve("empty"));
    assertThat(((Availability.Ready) network.provider().probe("odd", options)).where())
        .isEqualTo(own.toString());
    assertThat(network.provider().probe("odd", options.modelFile(folder.resolve("x.onnx"))))
        .isInstanceOf(Availability.Missing.class);
    OnnxNetwork inFolder = OnnxNetwork.builder("own").size(InputSize.open()).build();
    assertThat(inFolder.provider().probe("own", options.modelFolder(folder)).isReady()).isTrue();
    assertThat(inFolder.provider().probe("own", options).isReady()).isFalse();
  }
}
