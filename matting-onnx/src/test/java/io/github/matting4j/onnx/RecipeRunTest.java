package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.TensorLayout;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.FormGraphs;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each word of a recipe changes what a network gets or how its output is read. */
class RecipeRunTest {
  private static final float RED = 0x40 / 255f;
  private static final float GREEN = 0x80 / 255f;
  private static final float BLUE = 0xC0 / 255f;
  private static final ArgbImage PHOTO = ArgbImage.filled(48, 32, 0xFF_40_80_C0);

  @TempDir Path folder;

  private static OnnxNetwork.Builder network() {
    return OnnxNetwork.builder("forms").size(InputSize.open());
  }

  private MattingResult run(OnnxModel graph, OnnxNetwork.Builder network, ArgbImage photo)
      throws Exception {
    OnnxNetwork built = network.file(graph.write(folder.resolve("forms.onnx"))).build();
    try (MattingModel model = built.provider().open("forms", OpenOptions.forLatency().threads(1))) {
      MattingResult first = model.run(photo);
      // The shape of an output is the engine's in the first run, and known in the second.
      assertThat(model.run(photo).matte().toArray()).isEqualTo(first.matte().toArray());
      return first;
    }
  }

  private void assertAlpha(OnnxModel graph, OnnxNetwork.Builder network, double expected)
      throws Exception {
    AlphaMatte matte = run(graph, network, PHOTO).matte();
    assertThat(matte.alpha(0, 0)).isCloseTo((float) expected, Offset.offset(1e-6f));
    assertThat(matte.alpha(47, 31)).isCloseTo((float) expected, Offset.offset(1e-6f));
  }

  @Test
  void channelsAreRedFirstUnlessStated() throws Exception {
    assertAlpha(FormGraphs.planes().channel(0), network(), RED);
    assertAlpha(FormGraphs.planes().channel(0), network().channels(ChannelOrder.BGR), BLUE);
    assertAlpha(FormGraphs.pixels().channel(2), network(), BLUE);
    assertAlpha(FormGraphs.pixels().channel(2), network().channels(ChannelOrder.BGR), RED);
  }

  @Test
  void theLayoutIsThatOfTheGraph() throws Exception {
    assertAlpha(FormGraphs.pixels().channel(1), network(), GREEN);
    assertAlpha(FormGraphs.pixels().channel(1), network().layout(TensorLayout.NHWC), GREEN);
    assertAlpha(FormGraphs.planes().channel(1), network().layout(TensorLayout.NCHW), GREEN);
  }

  @Test
  void pixelsHaveTheirPlaces() throws Exception {
    int[] argb = new int[6 * 4];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = 0xFF_00_00_00 | i * 10 << 8;
    }
    ArgbImage photo = ArgbImage.adopt(6, 4, argb);
    for (OnnxModel graph :
        List.of(
            FormGraphs.planes().channel(1),
            FormGraphs.pixels().channel(1),
            FormGraphs.pixels().plane(1),
            FormGraphs.planes().matrix(1),
            FormGraphs.planes().types(ElementType.FLOAT16, ElementType.FLOAT16).channel(1))) {
      float[] alpha = run(graph, network(), photo).matte().toArray();
      for (int i = 0; i < alpha.length; i++) {
        assertThat(alpha[i]).isCloseTo(i * 10 / 255f, Offset.offset(5e-4f));
      }
    }
  }

  @Test
  void rangeMeanAndStd() throws Exception {
    assertAlpha(FormGraphs.planes().channel(0), network().range(0, 255).levels(0, 255), RED);
    assertAlpha(FormGraphs.planes().channel(0), network().range(-1, 1).levels(-1, 1), RED);
    assertAlpha(
        FormGraphs.planes().channel(0),
        network().range(0, 255).mean(128).std(256).levels(-0.5, 0.5),
        (0x40 - 128) / 256.0 + 0.5);
    // In the order of the channels: blue first, so the first mean is blue's.
    assertAlpha(
        FormGraphs.planes().channel(0),
        network().channels(ChannelOrder.BGR).mean(0.5, 0.1, 0.1).std(0.5, 0.2, 0.2),
        (BLUE - 0.5) / 0.5);
    assertAlpha(
        FormGraphs.pixels().channel(2),
        network().channels(ChannelOrder.BGR).mean(0.5, 0.5, 0.125).std(0.5, 0.5, 0.25),
        (RED - 0.125) / 0.25);
  }

  @Test
  void bytesAndHalves() throws Exception {
    FormGraphs bytes = FormGraphs.pixels().types(ElementType.UINT8, ElementType.UINT8);
    assertAlpha(bytes.channel(2), network().range(0, 255).levels(0, 255), BLUE);
    FormGraphs halves = FormGraphs.planes().types(ElementType.FLOAT16, ElementType.FLOAT16);
    assertAlpha(halves.channel(1), network().range(0, 255).levels(0, 255), GREEN);
    FormGraphs labels = FormGraphs.planes().types(ElementType.FLOAT, ElementType.INT64);
    assertAlpha(labels.channel(0), network().range(0, 255).levels(0, 128), 0.5);
  }

  @Test
  void outputsByNameIndexAndChannel() throws Exception {
    OnnxModel two = FormGraphs.planes().twoOutputs(0, 1);
    assertAlpha(two, network(), RED);
    assertAlpha(two, network().output("other"), GREEN);
    assertAlpha(two, network().output(1), GREEN);
    assertAlpha(FormGraphs.planes().channels(), network().output(0, 2), BLUE);
    assertAlpha(FormGraphs.pixels().channels(), network().output("alpha", 1), GREEN);
    assertAlpha(FormGraphs.pixels().twoOutputs(2, 0), network(), BLUE);
  }

  @Test
  void outputsOfTwoAndThreeDimensions() throws Exception {
    assertAlpha(FormGraphs.planes().plane(1), network(), GREEN);
    assertAlpha(FormGraphs.pixels().plane(1), network(), GREEN);
    assertAlpha(FormGraphs.pixels().matrix(2), network(), BLUE);
  }

  @Test
  void activations() throws Exception {
    double sum = Math.exp(RED) + Math.exp(GREEN) + Math.exp(BLUE);
    assertAlpha(
        FormGraphs.planes().channel(0),
        network().activation(Activation.SIGMOID),
        1 / (1 + Math.exp(-RED)));
    for (FormGraphs form : List.of(FormGraphs.planes(), FormGraphs.pixels())) {
      assertAlpha(
          form.channels(),
          network().activation(Activation.SOFTMAX).output(0, 2),
          Math.exp(BLUE) / sum);
    }
  }

  @Test
  void logitsOfAnySizeHaveAnAlpha() throws Exception {
    OnnxNetwork.Builder large = network().range(-1e30, 1e30);
    assertAlpha(FormGraphs.planes().channel(0), large.activation(Activation.SIGMOID), 0);
    assertAlpha(
        FormGraphs.planes().channels(), large.activation(Activation.SOFTMAX).output(0, 2), 1);
  }

  @Test
  void levelsMayBeInverted() throws Exception {
    assertAlpha(FormGraphs.planes().channel(0), network().levels(1, 0), 1 - RED);
  }

  @Test
  void levelsAreStretchedOnlyIfStated() throws Exception {
    ArgbImage photo =
        ArgbImage.adopt(3, 1, new int[] {0xFF_20_00_00, 0xFF_40_00_00, 0xFF_60_00_00});
    OnnxModel graph = FormGraphs.planes().channel(0);
    MattingResult plain = run(graph, network(), photo);
    assertThat(plain.matte().alpha(1, 0)).isCloseTo(0x40 / 255f, Offset.offset(1e-6f));
    assertThat(plain.report().warnings()).isEmpty();
    MattingResult stretched = run(graph, network().range(0, 255).stretchLevels(true), photo);
    assertThat(stretched.matte().toArray()).containsExactly(0f, 0.5f, 1f);
    assertThat(stretched.report().warnings())
        .anySatisfy(note -> assertThat(note).contains("from 32.0 to 96.0").contains("stretched"));
  }

  @Test
  void onePhotoOfOneValueIsNotStretched() throws Exception {
    assertAlpha(FormGraphs.planes().channel(0), network().stretchLevels(true), RED);
  }

  @Test
  void aSmallerOutputIsResizedByItsOwnRatio() throws Exception {
    int[] argb = new int[64 * 32];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = i % 64 < 32 ? 0xFF_00_00_00 : 0xFF_FF_00_00;
    }
    ArgbImage halves = ArgbImage.adopt(64, 32, argb);
    AlphaMatte open = run(FormGraphs.planes().quarter(0), network(), halves).matte();
    assertThat(List.of(open.width(), open.height())).isEqualTo(List.of(64, 32));
    assertThat(open.alpha(29, 16)).isZero();
    assertThat(open.alpha(34, 16)).isOne();
    assertThat(open.alpha(32, 16)).isBetween(0.5f, 0.7f);
    // Fitted into a square, the photo is the upper half of the input.
    AlphaMatte fitted =
        run(
                FormGraphs.planes().quarter(0),
                network().size(InputSize.fit(64, 64)).padding(0xFF0000),
                halves)
            .matte();
    assertThat(fitted.alpha(10, 10)).isZero();
    assertThat(fitted.alpha(60, 10)).isOne();
  }

  @Test
  void paddingHasItsColour() throws Exception {
    ArgbImage wide = ArgbImage.filled(64, 32, 0xFF_00_00_00);
    OnnxModel graph = TinyGraphs.dynamic().named("photo", "alpha").identityAlpha();
    MattingResult result = run(graph, network().range(-1, 1).size(InputSize.fit(64, 64)), wide);
    assertThat(result.matte().alpha(5, 31)).isZero();
    assertThat(result.report().networkHeight()).isEqualTo(32);
    OnnxModel quarter = FormGraphs.planes().quarter(0);
    OnnxNetwork.Builder odd = network().size(InputSize.fit(8, 8));
    ArgbImage strip = ArgbImage.filled(8, 2, 0xFF_00_00_00);
    // Two rows of the photo and two of the padding make one row of the output.
    assertThat(run(quarter, odd.padding(0xFF_00_00), strip).matte().alpha(4, 0))
        .isCloseTo(0.5f, Offset.offset(1e-6f));
    assertThat(run(quarter, odd.padding(0), strip).matte().alpha(4, 0)).isZero();
    OnnxNetwork.Builder zeros = odd.paddingOfZeros().mean(-0.5);
    assertThat(run(quarter, zeros, strip).matte().alpha(4, 0))
        .isCloseTo(0.25f, Offset.offset(1e-6f));
  }

  @Test
  void extraInputsHaveTheirValues() throws Exception {
    for (FormGraphs form : List.of(FormGraphs.planes(), FormGraphs.pixels())) {
      assertAlpha(
          form.withExtras(),
          network()
              .input("photo")
              .extra(ExtraInput.values("gain", 0.5))
              .extra(ExtraInput.fill("mask", -0.125))
              .extra(ExtraInput.values("steps", 7, 1))
              .levels(0, 2),
          (RED * 0.5 - 0.125 + 1) / 2);
    }
  }

  @Test
  void valuesThatAreNoAlphaAreRefusedWithTheWordThatIsMissing() {
    assertThatThrownBy(() -> run(FormGraphs.planes().channel(0), network().range(0, 255), PHOTO))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("to 64.0")
        .hasMessageContaining("state the levels 0 and 255 in the recipe");
    assertThatThrownBy(() -> run(TinyGraphs.dynamic().nanOutput(), network(), PHOTO))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () ->
                run(
                    TinyGraphs.dynamic().nanOutput(),
                    network().activation(Activation.SIGMOID).stretchLevels(true),
                    PHOTO))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void theRecipeIsPartOfTheIdentity() throws Exception {
    String plain =
        run(FormGraphs.planes().channel(0), network(), PHOTO).report().model().recipeSha256();
    String inverted =
        run(FormGraphs.planes().channel(0), network().levels(1, 0), PHOTO)
            .report()
            .model()
            .recipeSha256();
    assertThat(inverted).isNotEqualTo(plain);
  }
}
