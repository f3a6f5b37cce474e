package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testing.MattingModelContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * On a user's own files: {@code mvn -pl matting-bshm -am test -Dtest=AcceptanceTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmatting.bshm.model=tf_graph.pb,bshm.onnx
 * [-Dmatting.bshm.photo=ana.jpg]}. Prints sizes, hashes and times; with two files also checks that
 * they agree.
 */
@EnabledIfSystemProperty(
    named = "matting.bshm.model",
    matches = ".+",
    disabledReason = "name your own files: -Dmatting.bshm.model=/path/tf_graph.pb,/path/bshm.onnx")
class AcceptanceTest {
  /** One level, and what the cut to whole levels makes of it where a conversion gives floats. */
  private static final double TWO_LEVELS = 2.001 / 255;

  /** Wide hair may fall otherwise in single pixels; what is seen must agree. */
  private static final double SHARE_WITHIN = 0.999;

  @Test
  void theUsersFilesGiveASensibleMatteAndAgree() throws IOException {
    ArgbImage photo = photo();
    List<AlphaMatte> mattes = new ArrayList<>();
    for (String name : System.getProperty("matting.bshm.model").split(",")) {
      mattes.add(run(Path.of(name), photo));
    }
    for (AlphaMatte other : mattes) {
      double share = shareWithin(mattes.get(0), other);
      say("pixels within two levels of the first file's: " + share);
      assertThat(share).isGreaterThan(SHARE_WITHIN);
    }
  }

  private static ArgbImage photo() throws IOException {
    String file = System.getProperty("matting.bshm.photo", "");
    return file.isEmpty()
        ? MattingModelContract.photo(1024, 1536, 1)
        : ImageFiles.read(Path.of(file));
  }

  private static AlphaMatte run(Path path, ArgbImage photo) {
    ModelFile file = ModelFile.inspect(path);
    say(path + ": " + file.bytes() + " bytes, SHA-256 " + file.sha256());
    long start = System.nanoTime();
    try (MattingModel model =
        TwinFiles.open(path, TwinFiles.reference(), OpenOptions.forLatency())) {
      say("opened in " + (System.nanoTime() - start) / 1_000_000 + " ms: " + model);
      MattingResult result = model.run(photo);
      for (int i = 0; i < 3; i++) {
        result = model.run(photo);
        say(photo + " in " + result.report().total().toMillis() + " ms");
      }
      say("warnings: " + result.report().warnings());
      float[] alpha = result.matte().toArray();
      say("mean alpha " + result.matte().mean() + ", histogram in tenths " + tenths(alpha));
      return result.matte();
    }
  }

  private static String tenths(float[] alpha) {
    int[] counts = new int[11];
    for (float a : alpha) {
      counts[(int) (a * 10)]++;
    }
    return Arrays.toString(counts);
  }

  private static double shareWithin(AlphaMatte a, AlphaMatte b) {
    float[] left = a.toArray();
    float[] right = b.toArray();
    long within = 0;
    for (int i = 0; i < left.length; i++) {
      within += Math.abs(left[i] - right[i]) < TWO_LEVELS ? 1 : 0;
    }
    return (double) within / left.length;
  }

  @SuppressWarnings("SystemOut") // asked for by whoever runs this test
  private static void say(String line) {
    System.out.println(line);
  }
}
