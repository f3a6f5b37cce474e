package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TensorPayload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of a recipe is quantised with the values that its recipe makes. */
class QuantiserTest {
  @TempDir Path folder;

  /** Pixels of bytes as floats, blue first; the alpha is blue times a gain, by two convolutions. */
  private static OnnxModel blueOfPixels() {
    GraphBuilder graph = new GraphBuilder("blue");
    Dim height = Dim.named("h");
    Dim width = Dim.named("w");
    graph.input("photo", ElementType.FLOAT, Dim.of(1), height, width, Dim.of(3));
    graph.input("gain", ElementType.FLOAT);
    String planes = graph.node("Transpose", List.of("photo"), Attribute.ints("perm", 0, 3, 1, 2));
    graph.tensor(
        "same", ElementType.FLOAT, TensorPayload.of(1, 0, 0, 0, 1, 0, 0, 0, 1), 3, 3, 1, 1);
    graph.tensor("first", ElementType.FLOAT, TensorPayload.of(1, 0, 0), 1, 3, 1, 1);
    String copy = graph.node("Relu", List.of(graph.node("Conv", List.of(planes, "same"))));
    String blue = graph.node("Conv", List.of(copy, "first"));
    graph.rename(graph.node("Mul", List.of(blue, "gain")), "alpha");
    graph.output("alpha", ElementType.FLOAT, Dim.of(1), Dim.of(1), height, width);
    return graph.build();
  }

  @Test
  void rangesAreThoseOfTheRecipe() throws Exception {
    Path file = blueOfPixels().write(folder.resolve("blue.onnx"));
    OnnxNetwork network =
        OnnxNetwork.builder("blue")
            .size(InputSize.open())
            .channels(ChannelOrder.BGR)
            .range(0, 255)
            .levels(0, 255)
            .input("photo")
            .extra(ExtraInput.values("gain", 0.5))
            .build();
    OpenOptions options = OpenOptions.forLatency().threads(1).modelFolder(folder);
    ArgbImage photo =
        ArgbImage.adopt(
            4, 1, new int[] {0xFF_00_00_00, 0xFF_10_20_40, 0xFF_80_80_80, 0xFF_FF_FF_FF});
    Path small = folder.resolve("blue-int8.onnx");
    AlphaMatte exact;
    try (MattingModel model = network.provider().open("blue", options);
        Quantiser quantiser = Quantiser.open(ModelFile.inspect(file), model, options)) {
      exact = model.matte(photo);
      quantiser.observe(photo);
      assertThat(quantiser.convolutions()).isEqualTo(1);
      Files.write(small, quantiser.quantised(7));
    }
    assertThat(exact.alpha(1, 0)).isCloseTo(0x40 / 510f, Offset.offset(1e-6f));
    try (MattingModel model = network.provider().open("blue", options.modelFile(small))) {
      assertThat(model.run(photo).report().warnings()).anyMatch(w -> w.contains("7 bits"));
      AlphaMatte quantised = model.matte(photo);
      for (int x = 0; x < 4; x++) {
        assertThat(quantised.alpha(x, 0)).isCloseTo(exact.alpha(x, 0), Offset.offset(0.01f));
      }
    }
  }
}
