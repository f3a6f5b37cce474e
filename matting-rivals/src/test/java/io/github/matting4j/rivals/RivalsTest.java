package io.github.matting4j.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.testdata.networks.NetworkSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All rivals do the same work, on a small photo and a thin graph. */
class RivalsTest {
  private static final Path SCRIPT = Path.of("../scripts/rembg_style.py");

  @TempDir Path folder;

  @Test
  void everyRivalIsCheckedAndMeasured() throws Exception {
    Path graph = folder.resolve("thin.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).fixedSize(512, 512).write(graph);
    StringWriter text = new StringWriter();
    int code =
        Rivals.commandLine()
            .setOut(new PrintWriter(text))
            .execute(
                "--size",
                "192x108",
                "--graph",
                graph.toString(),
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--results",
                folder.toString(),
                "--script",
                SCRIPT.toString());
    assertThat(code).as(text.toString()).isZero();
    Report report = Report.read(folder.resolve("rivals-192x108.json"));
    assertThat(report.rows().stream().map(Row::what))
        .contains(
            "DJL: JPEG to RGBA PNG",
            "OpenCV: JPEG to RGBA PNG",
            "naive Java: JPEG to RGBA PNG",
            "DJL / ours: photo to matte, ours");
    for (String rival : List.of("DJL", "OpenCV", "naive Java")) {
      assertThat(report.row(rival + ": mean difference of its matte from ours").values())
          .allSatisfy((column, value) -> assertThat(value).isBetween(0.0, OutputEquivalence.MATTE));
    }
  }

  @Test
  void withoutAReplacementTheCutOutHasTheNetworksAlpha() throws Exception {
    Path graph = folder.resolve("thin.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).fixedSize(512, 512).write(graph);
    BenchPicture picture = BenchPicture.of("drawn", "96x54");
    Djl.startEngine();
    try (Djl djl = new Djl(graph);
        OpenCv openCv = new OpenCv(graph);
        NaiveJava naive = new NaiveJava(graph)) {
      for (Rival<?> rival : List.of(djl, openCv, naive)) {
        assertCutOutHasOwnAlpha(rival, picture);
      }
    }
  }

  private static <P> void assertCutOutHasOwnAlpha(Rival<P> rival, BenchPicture picture)
      throws Exception {
    byte[] jpeg = picture.jpeg();
    float[] alphas = rival.matte(rival.decode(jpeg)).toArray();
    byte[] png = rival.cutOut(jpeg, Optional.empty());
    int[] pixels = ImageFiles.read(png, ReadOptions.defaults()).toArray();
    for (int i = 0; i < alphas.length; i++) {
      assertThat((pixels[i] >>> 24) / 255f)
          .as("%s, pixel %d", rival.name(), i)
          .isCloseTo(alphas[i], within(1 / 255f));
    }
  }

  @Test
  void aFileOfU2NetsShapeHasAboutTheBytesOfTheRealOne() throws Exception {
    Path file = folder.resolve("u2netp.onnx");
    U2NetFile.write("u2netp", file);
    assertThat(Files.size(file)).isCloseTo(4_574_861L, withinPercentage(1)); // of rembg's u2netp
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString())) {
      assertThat(session.getInputNames()).containsExactly("input.1");
      assertThat(session.getOutputNames()).hasSize(7).startsWith("1959");
    }
  }

  @Test
  void pythonDoesEverythingButTheNetwork() throws Exception {
    BenchPicture picture = BenchPicture.of("drawn", "96x54");
    List<String> reason = new ArrayList<>();
    Optional<Python> started =
        Python.start("/usr/bin/python3", SCRIPT, picture, picture.jpeg(), Optional.empty(), reason);
    Assumptions.assumeTrue(started.isPresent(), reason::toString);
    try (Python python = started.orElseThrow()) {
      assertThat(python.versions()).contains("numpy", "pillow");
      assertThat(python.cutOut()).isPositive();
      assertThat(python.cutOut()).isPositive();
    }
  }

  @Test
  void aPythonThatIsNotThereIsLeftOut() throws Exception {
    BenchPicture picture = BenchPicture.of("drawn", "96x54");
    List<String> reason = new ArrayList<>();
    assertThat(
            Python.start(
                "no-such-python", SCRIPT, picture, picture.jpeg(), Optional.empty(), reason))
        .isEmpty();
    assertThat(reason).singleElement().asString().contains("no-such-python");
  }

  @Test
  void otherPicturesAreRefused() throws Exception {
    BenchPicture picture = BenchPicture.of("drawn", "96x54");
    KernelTasks pieces = new KernelTasks(picture, 512, 512);
    byte[] cutOut = pieces.encode(pieces.compose(KernelTasks.rawColours()));
    OutputEquivalence.check("ours", cutOut, cutOut);
    assertThatThrownBy(
            () -> OutputEquivalence.check("photo", pieces.encode(pieces.photo()), cutOut))
        .hasMessageContaining("photo wrote another alpha at x=0, y=0");
    assertThat(OutputEquivalence.difference(picture.matte(), picture.matte())).isZero();
  }

  @Test
  void aTrimapLeavesTheSoftEdgeAndItsSurroundingsUnknown() {
    float[] alphas = new float[9 * 3];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 9; x++) {
        alphas[y * 9 + x] = x < 4 ? 0 : x == 4 ? 0.3f : 1;
      }
    }
    float[] trimap = PictureFiles.trimap(AlphaMatte.adopt(9, 3, alphas)).toArray();
    assertThat(Arrays.copyOf(trimap, 9)).containsExactly(0, 0, 0, 0.5f, 0.5f, 0.5f, 1, 1, 1);
    assertThat(Arrays.copyOfRange(trimap, 18, 27)).isEqualTo(Arrays.copyOf(trimap, 9));
  }
}
