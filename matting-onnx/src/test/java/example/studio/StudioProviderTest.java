package example.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/own-network.md, from its service file to its mattes. */
class StudioProviderTest {
  @TempDir Path folder;

  /** A network that undoes the normalisation of red, its second output; the first is half of it. */
  private static OnnxModel redAsAlpha(String output) {
    Dim[] plane = {Dim.of(1), Dim.of(1), Dim.named("h"), Dim.named("w")};
    GraphBuilder graph = new GraphBuilder("studio-net");
    graph.input("photo", ElementType.FLOAT, Dim.of(1), Dim.of(3), Dim.named("h"), Dim.named("w"));
    String red = graph.node("Slice", List.of("photo", graph.ints(0), graph.ints(1), graph.ints(1)));
    String scaled = graph.node("Mul", List.of(red, graph.scalar(0.229f)));
    String alpha = graph.node("Add", List.of(scaled, graph.scalar(0.485f)));
    graph.rename(graph.node("Mul", List.of(alpha, graph.scalar(0.5f))), "coarse");
    graph.rename(graph.node("Identity", List.of(alpha)), output);
    graph.output("coarse", ElementType.FLOAT, plane);
    graph.output(output, ElementType.FLOAT, plane);
    return graph.build();
  }

  @Test
  void isFoundAndItsMatteIsTheSecondOutput() throws Exception {
    redAsAlpha("alpha").write(folder.resolve("studio-net.onnx"));
    ArgbImage photo = ArgbImage.filled(96, 64, 0xFF_40_80_C0);
    OpenOptions options = OpenOptions.forLatency().modelFolder(folder);
    try (MattingModel model = MattingModels.discovered().open("studio-net", options)) {
      AlphaMatte matte = model.matte(photo);
      assertThat(matte.alpha(50, 30)).isCloseTo(0x40 / 255f, Offset.offset(1e-5f));
    }
  }

  @Test
  void tenLinesCutOut() throws Exception {
    Path weights = redAsAlpha("alpha").write(folder.resolve("any.onnx"));
    Path photo = folder.resolve("photo.png");
    Path cutOut = folder.resolve("cutout.png");
    ImageFiles.write(ArgbImage.filled(96, 64, 0xFF_40_80_C0), photo);
    StudioCutOut.main(new String[] {weights.toString(), photo.toString(), cutOut.toString()});
    assertThat(ImageFiles.read(cutOut).argb(50, 30) >>> 24).isEqualTo(0x40);
  }

  @Test
  void followsItsSizeRule() throws Exception {
    redAsAlpha("alpha").write(folder.resolve("studio-net.onnx"));
    ArgbImage photo = ArgbImage.filled(1024, 800, 0xFF_FF_80_C0);
    try (MattingModel model =
        new StudioProvider().open("studio-net", OpenOptions.forLatency().modelFolder(folder))) {
      MattingResult result = model.run(photo);
      assertThat(result.report().networkWidth()).isEqualTo(640); // 655.36, a multiple of 32
      assertThat(result.report().networkHeight()).isEqualTo(512);
      assertThat(result.matte().alpha(1000, 700)).isCloseTo(1f, Offset.offset(1e-5f));
    }
  }

  @Test
  void refusesAnotherGraph() throws Exception {
    Path file = redAsAlpha("matte").write(folder.resolve("other.onnx"));
    assertThatThrownBy(
            () -> new StudioProvider().open("studio-net", OpenOptions.forLatency().modelFile(file)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("does not fit the recipe of studio-net")
        .hasMessageContaining("matte: float[1,1,?,?]")
        .hasMessageContaining("no output alpha");
  }
}
