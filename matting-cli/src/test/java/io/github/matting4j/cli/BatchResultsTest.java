package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch makes, and what it remembers of it. */
class BatchResultsTest extends BatchTestCase {
  @Test
  void aFolderGivesTheSameFilesAsCutout() throws Exception {
    Cli.Result result = batch(in).exits(0);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("portrait-starter", "ana.jpg (180x240): read ", "bob.png (180x240): read ")
        .contains("2 photos: 2 done, 0 unchanged, 0 failed, in ")
        .contains("skipped 1 non-image file (.txt)");
    assertThat(results())
        .containsExactly(
            "bob_alpha.png",
            "bob_composed.png",
            "bob_cutout.png",
            "deep/ana_alpha.png",
            "deep/ana_composed.png",
            "deep/ana_cutout.png");
    Path single = Files.createDirectories(folder.resolve("single"));
    Cli.run(
            "cutout",
            in.resolve("bob.png").toString(),
            "-o",
            single + "/",
            "--model",
            "portrait-starter",
            "--threads",
            "1")
        .exits(0);
    for (String name : List.of("bob_alpha.png", "bob_composed.png", "bob_cutout.png")) {
      assertThat(out.resolve(name)).hasSameBinaryContentAs(single.resolve(name));
    }
  }

  @Test
  void theSecondRunDoesNothingUnlessTheOptionsChange() throws Exception {
    batch(in, "--which", "alpha").exits(0);
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("2 photos: 0 done, 2 unchanged, 0 failed");
    assertThat(batch(in, "--which", "alpha", "--parallel", "1", "--json").exits(0).out())
        .contains("\"skipped\":2");
    assertThat(batch(in, "--which", "alpha", "--bits", "16").exits(0).out())
        .contains("2 photos: 2 done, 0 unchanged");
    BufferedImage deep = Pictures.read(out.resolve("bob_alpha.png"));
    assertThat(deep.getSampleModel().getSampleSize(0)).isEqualTo(16);
  }

  @Test
  void aBackgroundPictureCountsWithItsContent() throws Exception {
    Path beach = Pictures.halves(8, 8, 0xFF0000, 0x00FF00, folder.resolve("beach.png"));
    Object[] arguments = {in, "--which", "composed", "--background", beach};
    assertThat(batch(arguments).exits(0).out()).contains("2 done");
    assertThat(batch(arguments).exits(0).out()).contains("0 done, 2 unchanged");
    Pictures.halves(8, 8, 0x0000FF, 0x00FF00, beach);
    assertThat(batch(arguments).exits(0).out()).contains("2 done, 0 unchanged");
  }

  @Test
  void namesFollowThePattern() throws Exception {
    batch(in, "--which", "alpha,cutout", "--pattern", "{kind}/{dir}/{name}.{ext}.png").exits(0);
    assertThat(results())
        .containsExactly(
            "alpha/bob.png.png",
            "alpha/deep/ana.jpg.png",
            "cutout/bob.png.png",
            "cutout/deep/ana.jpg.png");
    out = folder.resolve("flat");
    batch(in, "--no-recursive", "--which", "composed", "--pattern", "{name}.jpg").exits(0);
    assertThat(results()).containsExactly("bob.jpg");
  }

  @Test
  void theLimitEndsItAndTheNextRunGoesOn() {
    assertThat(batch(in, "--limit", 1, "--parallel", 1, "--which", "alpha").exits(0).out())
        .contains("1 photo: 1 done, 0 unchanged, 0 failed", "there may be more");
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("2 photos: 1 done, 1 unchanged");
  }

  @Test
  void theLayoutIsMeasuredWhilePhotosAreDone() throws Exception {
    Cli.Result result = batch(in, "--parallel", "auto", "--which", "alpha").exits(0);
    assertThat(result.out())
        .contains(BatchLayout.candidates(BatchLayout.cores()).get(0).toString())
        .contains("2 photos: 2 done");
    assertThat(results()).containsExactly("bob_alpha.png", "deep/ana_alpha.png");
    assertThat(batch(in, "--parallel", "1", "--which", "alpha").exits(0).out())
        .contains("1 photo at a time on " + BatchLayout.cores() + " thread");
  }

  @Test
  void photosThatTogetherExceedTheMemoryAreDoneOneByOne() throws Exception {
    assertThat(batch(in, "--memory", 1, "--parallel", 2, "--which", "alpha").exits(0).out())
        .contains("2 photos: 2 done");
    assertThat(batch(in, "--memory", 500, "--which", "alpha").exits(0).out())
        .contains("2 photos: 0 done, 2 unchanged"); // it does not change what results look like
  }

  @Test
  void tiffsOfAFolderAreCutOutAtTheirDepth() throws Exception {
    ArgbImage photo = ImageFiles.read(bobs());
    ImageFiles.write(Argb16Image.of(photo), in.resolve("scan.tif"));
    batch(in, "--no-recursive", "--which", "cutout", "--bits", "16").exits(0);
    assertThat(results()).containsExactly("bob_cutout.png", "scan_cutout.png");
    assertThat(Pictures.read(out.resolve("scan_cutout.png")).getSampleModel().getSampleSize(0))
        .isEqualTo(16);
  }
}
