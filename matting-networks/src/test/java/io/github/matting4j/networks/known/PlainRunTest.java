package io.github.matting4j.networks.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.known.Recognition.Certainty;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real networks opened by a recipe file alone, against plain runs of the same files in Python, with
 * each network's own preparation.
 */
@Tag("soak")
class PlainRunTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mediapipe-selfie, mediapipe-selfie.onnx",
    "sinet, sinet.onnx",
    "pp-humanseg-v1-lite-portrait, pp-humanseg-lite-398x224.onnx",
  })
  void alphaAndOverlapAreEqual(String id, String file) throws Exception {
    ReferenceFolder reference = ReferenceFolder.require();
    Path weights = SharedData.require("models").resolve(file);
    Recognition found = KnownNetworks.recognise(weights).orElseThrow();
    assertThat(found.network().id()).isEqualTo(id);
    assertThat(found.certainty()).isEqualTo(Certainty.FILE);

    new RecipeFile(found.open(weights), Optional.empty(), true).write(folder);
    OnnxNetwork network = RecipeFile.read(RecipeFile.in(folder, id)).network();
    double greatest = 0;
    double ours = 0;
    double theirs = 0;
    int masks = 0;
    try (MattingModel model = network.provider().open(id, OpenOptions.forLatency())) {
      for (Path photo : reference.photos("")) {
        AlphaMatte matte = model.matte(ImageFiles.read(photo));
        float[] plain = reference.alpha(id, photo);
        double difference = ReferenceFolder.greatestDifference(matte, plain);
        assertThat(difference).as(photo.toString()).isLessThanOrEqualTo(1 / 255.0);
        greatest = Math.max(greatest, difference);
        Optional<boolean[]> mask = reference.mask(photo);
        if (mask.isPresent()) {
          masks++;
          ours += ReferenceFolder.overlap(mask.get(), matte.toArray());
          theirs += ReferenceFolder.overlap(mask.get(), plain);
        }
      }
    }
    assertThat(masks).isPositive();
    assertThat(ours / masks).isCloseTo(theirs / masks, within(1e-4));
    Files.writeString(
        reference.path().resolve(id + ".txt"),
        String.format(
            Locale.ROOT,
            "greatest difference %.5f (1/255 is 0.00392), IoU of %d photos: ours %.5f, plain %.5f%n",
            greatest,
            masks,
            ours / masks,
            theirs / masks));
  }
}
