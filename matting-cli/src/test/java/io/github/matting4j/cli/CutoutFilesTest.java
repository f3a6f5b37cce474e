package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code matting cutout} writes, and where. */
class CutoutFilesTest {
  @TempDir Path folder;
  private Path results;
  private String photo;

  @BeforeEach
  void drawPhoto() throws Exception {
    results = Files.createDirectory(folder.resolve("results"));
    photo = Pictures.portrait(folder.resolve("ana.jpg")).toString();
  }

  private String result(String name) {
    return results.resolve(name).toString();
  }

  private Cli.Result cutout(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "cutout";
    arguments[1] = photo;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Cli.run(arguments).exits(0);
  }

  private BufferedImage picture(String name) throws Exception {
    BufferedImage image = Pictures.read(results.resolve(name));
    assertThat(image.getWidth()).isEqualTo(Pictures.WIDTH);
    assertThat(image.getHeight()).isEqualTo(Pictures.HEIGHT);
    return image;
  }

  @Test
  void threeFilesInTheCurrentFolderByDefault() throws Exception {
    Cli.Result result = Cli.inFolder(results, "cutout", "../ana.jpg").exits(0);
    assertThat(Pictures.names(results))
        .containsExactly("ana_alpha.png", "ana_composed.png", "ana_cutout.png");
    BufferedImage alpha = picture("ana_alpha.png");
    assertThat(alpha.getSampleModel().getNumBands()).isEqualTo(1);
    assertThat(alpha.getSampleModel().getSampleSize(0)).isEqualTo(8);
    assertThat(picture("ana_composed.png").getColorModel().hasAlpha()).isFalse();
    assertThat(picture("ana_cutout.png").getColorModel().hasAlpha()).isTrue();
    assertThat(result.out())
        .contains("../ana.jpg (180x240), portrait-starter on cpu", "ana_cutout.png");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void verboseLogsToStandardErrorAndChangesNothingElse() throws Exception {
    Cli.Result result = Cli.inFolder(results, "cutout", "../ana.jpg", "--verbose").exits(0);
    assertThat(Pictures.names(results))
        .containsExactly("ana_alpha.png", "ana_composed.png", "ana_cutout.png");
    assertThat(result.out())
        .contains("../ana.jpg (180x240), portrait-starter on cpu")
        .doesNotContain("io.github.matting4j");
    assertThat(result.err())
        .contains("FINE io.github.matting4j.onnx: ONNX Runtime was loaded from ")
        .contains("FINE io.github.matting4j.onnx: opened ");
  }

  @Test
  void aRealPhotoIsCutOut() throws Exception {
    Path real = SharedData.require("photos/rembg-girl-1.jpg");
    Cli.run("cutout", real.toString(), "-o", results.toString()).exits(0);
    int[] alpha = Pictures.samples(results.resolve("rembg-girl-1_alpha.png"));
    long person = java.util.Arrays.stream(alpha).filter(a -> a > 230).count();
    long background = java.util.Arrays.stream(alpha).filter(a -> a < 25).count();
    assertThat(person / (double) alpha.length).isBetween(0.05, 0.9);
    assertThat(background / (double) alpha.length).isBetween(0.05, 0.9);
  }

  @Test
  void edgeOptionsChangeWhatTheySay() throws Exception {
    cutout("-o", result("plain.png"), "--alpha", result("plain_alpha.png"));
    cutout("-o", result("raw.png"), "--foreground", "raw", "--alpha", result("raw_alpha.png"));
    cutout("-o", result("sharp.png"), "--refine", "guided", "--alpha", result("sharp_alpha.png"));
    int[] alpha = Pictures.samples(results.resolve("plain_alpha.png"));
    assertThat(Pictures.samples(results.resolve("raw_alpha.png"))).isEqualTo(alpha);
    assertThat(Pictures.samples(results.resolve("raw.png")))
        .isNotEqualTo(Pictures.samples(results.resolve("plain.png")));
    assertThat(Pictures.samples(results.resolve("sharp_alpha.png"))).hasSameSizeAs(alpha);
  }

  @Test
  void aTrimapHoldsWhateverIsDoneToTheMatte() throws Exception {
    Path known =
        Pictures.halves(
            Pictures.WIDTH, Pictures.HEIGHT, 0xFFFFFF, 0x808080, folder.resolve("known.png"));
    String[] plain = {"-o", result("out.png"), "--alpha", result("m.png"), "--hard-edge"};
    cutout(plain);
    int[] before = Pictures.samples(results.resolve("m.png"));
    for (String refinement : new String[] {"none", "auto", "guided", "hair"}) {
      List<String> more = new ArrayList<>(List.of(plain));
      more.addAll(List.of("--refine", refinement, "--trimap", known.toString()));
      cutout(more.toArray(String[]::new));
      int[] alpha = Pictures.samples(results.resolve("m.png"));
      int changed = 0;
      for (int i = 0; i < alpha.length; i++) {
        if (i % Pictures.WIDTH < Pictures.WIDTH / 2) {
          changed += before[i] == 255 ? 0 : 1;
          assertThat(alpha[i]).isEqualTo(255);
        } else if (refinement.equals("none")) {
          assertThat(alpha[i]).isEqualTo(before[i]);
        }
      }
      assertThat(changed).as("pixels that the model took for background").isGreaterThan(1000);
    }
  }

  @Test
  void blurAndCheckerAreBackgrounds() throws Exception {
    for (String background : new String[] {"blur", "blur:7", "checker"}) {
      cutout("-o", result("out.png"), "--background", background);
      assertThat(picture("out.png").getColorModel().hasAlpha()).isFalse();
    }
  }

  @Test
  void severalPhotosGoIntoOneNewFolder() throws Exception {
    String other = Pictures.portrait(folder.resolve("Jörg und Änne.png")).toString();
    String upper = Pictures.portrait(folder.resolve("BEA.JPG")).toString();
    Path fresh = folder.resolve("new folder/with.dot");
    cutout(other, upper, "-o", fresh.toString());
    assertThat(Pictures.names(fresh))
        .containsExactlyInAnyOrder(
            "ana_alpha.png",
            "ana_composed.png",
            "ana_cutout.png",
            "Jörg und Änne_alpha.png",
            "Jörg und Änne_composed.png",
            "Jörg und Änne_cutout.png",
            "BEA_alpha.png",
            "BEA_composed.png",
            "BEA_cutout.png");
  }

  @Test
  void namesBeyondAsciiSurviveTheWholeWay() throws Exception {
    Pictures.portrait(folder.resolve("Jörg & Änne 😀.jpg"));
    Cli.Result result =
        Cli.inFolder(folder, "cutout", "Jörg & Änne 😀.jpg", "-o", "Köpfe/").exits(0);
    assertThat(Pictures.names(folder.resolve("Köpfe"))).contains("Jörg & Änne 😀_cutout.png");
    assertThat(result.out()).contains("Jörg & Änne 😀.jpg (180x240)");
  }

  @Test
  void aPhotoIsKnownByItsContentNotItsName() throws Exception {
    Path bare = Files.copy(Path.of(photo), folder.resolve("photo"));
    Cli.run("cutout", bare.toString(), "-o", results.toString()).exits(0);
    assertThat(Pictures.names(results)).contains("photo_cutout.png");
  }

  @Test
  void aPngFileAloneIsTheCutOut() throws Exception {
    cutout("-o", result("out.png"));
    assertThat(Pictures.names(results)).containsExactly("out.png");
    assertThat(picture("out.png").getColorModel().hasAlpha()).isTrue();
  }

  @Test
  void aFileWithABackgroundIsTheComposedPicture() throws Exception {
    cutout("-o", result("out.jpg"), "--background", "white");
    cutout("-o", result("out.png"), "--background", "#336699");
    assertThat(Pictures.names(results)).containsExactly("out.jpg", "out.png");
    assertThat(picture("out.jpg").getColorModel().hasAlpha()).isFalse();
    assertThat(picture("out.png").getColorModel().hasAlpha()).isFalse();
  }

  @Test
  void anExistingResultIsReplaced() throws Exception {
    Files.writeString(results.resolve("out.png"), "old");
    cutout("-o", result("out.png"));
    assertThat(picture("out.png")).isNotNull();
  }

  @Test
  void theMatteGoesToAFileOfItsOwnWhereAsked() throws Exception {
    cutout("-o", result("out.png"), "--alpha", result("matte.png"));
    assertThat(Pictures.names(results)).containsExactly("matte.png", "out.png");
    assertThat(picture("matte.png").getSampleModel().getNumBands()).isEqualTo(1);
    cutout("-o", results.toString(), "--alpha", result("matte2.png"));
    assertThat(Pictures.names(results))
        .containsExactly(
            "ana_composed.png", "ana_cutout.png", "matte.png", "matte2.png", "out.png");
  }

  @Test
  void mattesHaveSixteenBitsWhereAsked() throws Exception {
    cutout("-o", results.toString());
    int[] eight = Pictures.samples(results.resolve("ana_alpha.png"));
    cutout("-o", results.toString(), "--bits", "16");
    assertThat(picture("ana_alpha.png").getSampleModel().getSampleSize(0)).isEqualTo(16);
    int[] sixteen = Pictures.samples(results.resolve("ana_alpha.png"));
    for (int i = 0; i < eight.length; i++) {
      assertThat(sixteen[i] / 257.0).isBetween(eight[i] - 0.51, eight[i] + 0.51);
    }
  }

  @Test
  void truncatedMattesAreNeverAboveRoundedOnes() throws Exception {
    cutout("-o", results.toString());
    int[] rounded = Pictures.samples(results.resolve("ana_alpha.png"));
    cutout("-o", results.toString(), "--truncate");
    int[] cut = Pictures.samples(results.resolve("ana_alpha.png"));
    int lower = 0;
    for (int i = 0; i < cut.length; i++) {
      assertThat(cut[i]).isBetween(rounded[i] - 1, rounded[i]);
      lower += rounded[i] - cut[i];
    }
    assertThat(lower).isPositive();
  }

  @Test
  void noBackgroundMeansNoComposedPicture() throws Exception {
    cutout("-o", results.toString(), "--background", "none");
    assertThat(Pictures.names(results)).containsExactly("ana_alpha.png", "ana_cutout.png");
  }

  @Test
  void whereTheMatteIsClearTheBackgroundShows() throws Exception {
    cutout("-o", results.toString(), "--background", "#336699", "--bits", "16");
    assertBackground(
        Pictures.samples(results.resolve("ana_alpha.png")), picture("ana_composed.png"), 0x336699);
    cutout("-o", results.toString(), "--bits", "16");
    assertBackground(
        Pictures.samples(results.resolve("ana_alpha.png")), picture("ana_composed.png"), 0xFFFFFF);
  }

  /** A 16-bit sample below 64 is less than half an 8-bit level of any colour. */
  private static void assertBackground(int[] alpha16, BufferedImage composed, int rgb) {
    int clear = 0;
    for (int i = 0; i < alpha16.length; i++) {
      if (alpha16[i] < 64) {
        clear++;
        int found = composed.getRGB(i % Pictures.WIDTH, i / Pictures.WIDTH) & 0xFFFFFF;
        assertThat(Integer.toHexString(found)).isEqualTo(Integer.toHexString(rgb));
      }
    }
    assertThat(clear).as("clear pixels").isGreaterThan(20);
  }

  @Test
  void aBackgroundPictureCoversOrIsStretched() throws Exception {
    // Very wide: to cover, only its middle shows; the edge of the colours stays in the middle.
    Path wide = Pictures.halves(1600, 200, 0xFF0000, 0x0000FF, folder.resolve("two halves.png"));
    cutout("-o", result("cover.png"), "--background", wide.toString());
    cutout("-o", result("stretch.png"), "--background", wide.toString(), "--fit", "stretch");
    cutout("-o", result("again.png"), "--background", wide.toString(), "--fit", "cover");
    for (String name : new String[] {"cover.png", "stretch.png"}) {
      BufferedImage image = picture(name);
      assertThat(image.getRGB(2, 2) >> 16 & 0xFF).as(name + " left").isGreaterThan(200);
      assertThat(image.getRGB(Pictures.WIDTH - 3, 2) & 0xFF).as(name + " right").isGreaterThan(200);
    }
    assertThat(results.resolve("again.png")).hasSameBinaryContentAs(results.resolve("cover.png"));
  }

  @Test
  void throughAPipeComesExactlyOnePngAndTheTextGoesToStandardError() throws Exception {
    Cli.Result result = Cli.inFolder(folder, Path.of(photo), "cutout", "-", "-o", "-").exits(0);
    Path piped = Files.write(folder.resolve("piped.png"), result.bytes());
    cutout("-o", result("out.png"));
    assertThat(piped).hasSameBinaryContentAs(results.resolve("out.png"));
    assertThat(result.err()).contains("- (180x240), portrait-starter on cpu");
  }

  @Test
  void throughAPipeAComposedPictureAndJsonWorkToo() throws Exception {
    Cli.Result result =
        Cli.inFolder(
                folder,
                Path.of(photo),
                "cutout",
                "-",
                "-o",
                "-",
                "--background",
                "navy",
                "--json",
                "--alpha",
                "results/matte.png")
            .exits(0);
    Path piped = Files.write(folder.resolve("piped.png"), result.bytes());
    assertThat(Pictures.read(piped).getColorModel().hasAlpha()).isFalse();
    assertThat(Json.lines(result.err())).singleElement().extracting("photo").isEqualTo("-");
    assertThat(Pictures.names(results)).containsExactly("matte.png");
  }

  @Test
  void rubbishThroughAPipeWritesNothing() throws Exception {
    Path rubbish = Files.writeString(folder.resolve("rubbish"), "no picture");
    Cli.Result result = Cli.inFolder(folder, rubbish, "cutout", "-", "-o", "-").exits(1);
    assertThat(result.bytes()).isEmpty();
    assertThat(result.err()).contains("matting: -: ");
  }
}
