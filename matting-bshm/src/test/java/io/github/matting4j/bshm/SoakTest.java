package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testing.Footprint;
import io.github.matting4j.testing.MattingModelContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Whether memory and threads stay where they are. Minutes each: {@code mvn -pl matting-bshm -am
 * test -Dtest.excluded.groups= -Dgroups=soak}. The figures go to {@code target/soak-*.txt}.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final int RUNS = Integer.getInteger("matting4j.soak.runs", 4000);
  private static final int MAX_SIDE = Integer.getInteger("matting4j.soak.side", 1400);
  private static final double MAX_GROWTH_MB = 30;
  private static final int SAMPLES = 20;

  @Test
  void theFullTwinOnTensorFlow() throws IOException {
    Path file = TwinFiles.file("full.pb", path -> BshmTwin.full().frozenGraph().write(path));
    ArgbImage photo = MattingModelContract.photo(1024, 1536, 1);
    soak("full-tensorflow", file, 300, i -> photo);
  }

  @Test
  void theSmallTwinOnTensorFlowWithRandomSizes() throws IOException {
    soak("small-tensorflow", small(".pb"), RUNS, SoakTest::anySize);
  }

  @Test
  void theSmallTwinOnOnnxRuntimeWithRandomSizes() throws IOException {
    soak("small-onnx", small(".onnx"), RUNS, SoakTest::anySize);
  }

  /** {@code -Dsoak.twin=tiny} for a machine with little time. */
  private static Path small(String ending) {
    if (System.getProperty("soak.twin", "small").equals("tiny")) {
      return TwinFiles.tiny(ending);
    }
    return ending.equals(".pb")
        ? TwinFiles.frozenGraph()
        : TwinFiles.onnx(BshmTwin.OnnxFlavour.MASK);
  }

  private static ArgbImage anySize(int run) {
    Random random = new Random(run);
    return ArgbImage.filled(
        64 + random.nextInt(MAX_SIDE - 63),
        64 + random.nextInt(MAX_SIDE - 63),
        0xFF000000 | random.nextInt());
  }

  private static void soak(String name, Path file, int runs, IntFunction<ArgbImage> photos)
      throws IOException {
    List<String> lines = new ArrayList<>();
    List<Footprint> readings = new ArrayList<>();
    OpenOptions options = OpenOptions.forLatency().threads(Integer.getInteger("soak.threads", 2));
    ArgbImage same = ArgbImage.filled(MAX_SIDE / 2, MAX_SIDE / 2, 0xFF808080);
    try (MattingModel model = TwinFiles.open(file, TwinFiles.reference(), options)) {
      long start = System.nanoTime();
      for (int run = 1; run <= runs; run++) {
        model.matte(photos.apply(run));
        if (run % (runs / SAMPLES) == 0) {
          model.matte(same); // or the size of the last photo would show in the reading
          Footprint reading = Footprint.now();
          readings.add(reading);
          lines.add(
              String.format("run %d: %s, %.0f s", run, reading, (System.nanoTime() - start) / 1e9));
          Files.write(Path.of("target", "soak-" + name + ".txt"), lines);
        }
      }
    }
    double growth = Footprint.growthMb(readings.subList(SAMPLES / 5 - 1, SAMPLES));
    lines.add(String.format("growth from 20 %% to 100 %%: %.1f MB", growth));
    Files.write(Path.of("target", "soak-" + name + ".txt"), lines);
    assertThat(growth).as("growth in MB: %s", lines).isLessThan(MAX_GROWTH_MB);
    assertThat(readings.get(SAMPLES - 1).threads())
        .isLessThanOrEqualTo(readings.get(SAMPLES / 5 - 1).threads());
  }
}
