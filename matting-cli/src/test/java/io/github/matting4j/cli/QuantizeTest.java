package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.evaluate.quantisation.QuantisationTrial;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.starter.StarterProvider;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code matting quantize} from the outside, on networks of a few weights. */
class QuantizeTest {
  private static final String MODEL = "pp-mattingv2-512";
  private static final int PHOTOS = 12;

  @TempDir Path folder;
  private Path photos;
  private Path weights;

  @BeforeEach
  void makePhotos() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      int grey = 20 * i * 0x010101;
      Pictures.halves(64, 48, grey, 0xFFFFFF - grey, photos.resolve("photo" + i + ".png"));
    }
    weights = folder.resolve("net.onnx");
  }

  /**
   * Brightness in two channels, the other one {@code gain} times as large; the matte is made of the
   * first alone.
   */
  private void writeNetwork(float gain) throws IOException {
    GraphBuilder graph = new GraphBuilder("two channels");
    Dim rows = Dim.named("rows");
    Dim columns = Dim.named("columns");
    String x = graph.input("img", ElementType.FLOAT, Dim.of(1), Dim.of(3), rows, columns);
    String mean = filters(graph, "mean", 2, 3, 1f / 3, 1f / 3, 1f / 3, gain, gain, gain);
    String first = filters(graph, "first", 1, 2, 1f, 0f);
    String large = filters(graph, "steep", 1, 1, 4f);
    String y = graph.node("Conv", List.of(x, mean));
    y = graph.node("Conv", List.of(y, first));
    y = graph.node("Sigmoid", List.of(graph.node("Conv", List.of(y, large))));
    graph.rename(y, "alpha");
    graph.output("alpha", ElementType.FLOAT, Dim.of(1), Dim.of(1), rows, columns);
    graph.build().write(weights);
  }

  private static String filters(GraphBuilder graph, String name, int out, int in, float... values) {
    return graph.tensor(name, ElementType.FLOAT, TensorPayload.of(values), out, in, 1, 1);
  }

  private Cli.Result quantize(int exit, String... more) {
    List<String> all = new ArrayList<>(List.of("quantize", MODEL, "--model-file"));
    all.addAll(List.of(weights.toString(), "--photos", photos.toString()));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new)).exits(exit);
  }

  @Test
  void theFileLiesBesideTheWeightsAndItsDifferenceIsTold() throws Exception {
    writeNetwork(1f);
    Cli.Result result = quantize(0);
    Path made = folder.resolve("net-int8.onnx");
    assertThat(Pictures.names(folder)).containsExactly("net-int8.onnx", "net.onnx", "photos");
    assertThat(result.out())
        .contains(
            "2 convolutions in 8 bits with weights of 7 bits, ranges from 9 photos; 1 stay floats",
            "on 3 other photos:",
            "SAD 0.0",
            "Grad 0.",
            "of the time in the engine",
            "used only when named: --model " + MODEL + " --model-file " + made);
  }

  @Test
  void whoUsesTheFileIsToldHowManyBitsItHas() throws Exception {
    writeNetwork(1f);
    quantize(0);
    String small = folder.resolve("net-int8.onnx").toString();
    String photo = photos.resolve("photo3.png").toString();
    String cut = folder.resolve("cut.png").toString();
    String[] command = {"cutout", photo, "-o", cut, "--model", MODEL, "--model-file", small};
    assertThat(Cli.run(command).exits(0).text())
        .contains("the weights have 7 bits (quantised after 9 photos)");
    command[7] = weights.toString();
    assertThat(Cli.run(command).exits(0).text()).doesNotContain(" bits");
    quantize(0, "--weight-bits", "8", "--force"); // wrong on some processors
    command[7] = small;
    assertThat(Cli.run(command).exits(0).text())
        .contains("the weights have 8 bits (quantised after 9 photos)");
    assertThat(quantize(2, "--weight-bits", "9").err()).contains("9; it must be 7 or 8");
  }

  @Test
  void mattesThatDifferTooMuchLeaveNoFileUnlessForced() throws Exception {
    writeNetwork(1000f); // the first channel is less than a step of the second
    Path made = Files.writeString(folder.resolve("kept.onnx"), "as before");
    Cli.Result refused = quantize(1, "-o", made.toString());
    assertThat(refused.out()).contains("more than the 0.01", made + " was not written", "--force");
    assertThat(made).hasContent("as before");
    assertThat(Pictures.names(folder)).containsExactly("kept.onnx", "net.onnx", "photos");
    quantize(0, "-o", made.toString(), "--force");
    assertThat(Files.size(made)).isGreaterThan(100);
    assertThat(Pictures.names(folder)).containsExactly("kept.onnx", "net.onnx", "photos");
  }

  /** The starter takes a file like every other model; else it would be compared with itself. */
  @Test
  void theStarterInAFileIsComparedWithWhatWasMadeOfIt() throws Exception {
    try (InputStream in = StarterProvider.class.getResourceAsStream("portrait-starter.onnx")) {
      Files.copy(in, weights);
    }
    for (int i = 0; i < 12; i++) { // of a person: elsewhere alpha is exactly 0 in both
      Files.delete(photos.resolve("photo" + i + ".png"));
      Pictures.portrait(photos.resolve("photo" + i + ".png"));
    }
    // How far off it is depends on the weights of the day, and is not what this is about.
    String[] command = {
      "quantize",
      "portrait-starter",
      "--model-file",
      "" + weights,
      "--photos",
      "" + photos,
      "--force"
    };
    Cli.Result result = Cli.run(command).exits(0);
    Path made = folder.resolve("net-int8.onnx");
    assertThat(result.out()).contains("alpha off by 0.").doesNotContain("alpha off by 0.0000");
    Cli.Result cut =
        Cli.run(
                "cutout",
                photos.resolve("photo3.png").toString(),
                "-o",
                folder.resolve("cut.png").toString(),
                "--model",
                "portrait-starter",
                "--model-file",
                made.toString(),
                "--json")
            .exits(0);
    assertThat(cut.out()).contains(ModelFile.inspect(made).sha256());
  }

  @Test
  void modelsThatDoNotDifferAreAnError() throws Exception {
    writeNetwork(1f);
    ModelFile file = ModelFile.inspect(weights);
    OpenOptions options = OpenOptions.forLatency().modelFile(weights);
    List<Path> one = List.of(photos.resolve("photo3.png"));
    try (MattingModel exact = MattingModels.discovered().open(MODEL, options);
        MattingModel same = MattingModels.discovered().open(MODEL, options)) {
      assertThatThrownBy(() -> QuantisationTrial.of(one, exact, same, file.sha256()))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("the same weights");
    }
  }

  @Test
  void whatCannotBeQuantisedIsRefusedByName() throws Exception {
    TinyGraphs.dynamic().identityAlpha().write(weights);
    assertThat(quantize(3).err()).contains(weights.toString(), "nothing to quantise");
    Cli.Result starter =
        Cli.run("quantize", "portrait-starter", "--photos", photos.toString()).exits(3);
    assertThat(starter.err()).contains("portrait-starter has no file of weights");
    assertThat(Pictures.names(folder)).containsExactly("net.onnx", "photos");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldBeforeTheWork() throws Exception {
    writeNetwork(1f);
    String nowhere = folder.resolve("none").resolve("small.onnx").toString();
    Cli.Result result = quantize(1, "-o", nowhere);
    assertThat(result.err()).contains("there is no folder for " + nowhere);
    assertThat(quantize(1, "-o", photos.toString()).err()).contains(photos + " is a folder");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void tooFewPhotosAreRefused() throws Exception {
    writeNetwork(1f);
    for (int i = 9; i < PHOTOS; i++) {
      Files.delete(photos.resolve("photo" + i + ".png"));
    }
    assertThat(quantize(2).err()).contains(photos + " has 9 photos; give a folder of at least 10");
  }
}
