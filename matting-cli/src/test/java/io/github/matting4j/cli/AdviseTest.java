package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code matting advise} and {@code matting calibrate} say. */
class AdviseTest {
  @TempDir Path folder;

  private static Cli.Result advise(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "advise";
    all[1] = "--model-folder";
    all[2] = "no-such-folder";
    System.arraycopy(more, 0, all, 3, more.length);
    return Cli.run(all);
  }

  @Test
  void theVerdictComesFirstThenTheStepsThenWhatWouldChangeIt() {
    String text = advise("--goal", "film-quality", "--gpu", "RTX 3090").exits(ExitCode.OK).out();
    assertThat(text)
        .startsWith("Use portrait-starter")
        .containsSubsequence(
            "Why",
            "hardware",
            "goal.film-quality",
            "Where the rules disagree",
            "All candidates",
            "What would change the answer",
            "bshm would rank first",
            "Sources");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonIsOneObject() throws Exception {
    String json = advise("--gpu", "none", "--json").exits(ExitCode.OK).out();
    assertThat(Json.lines(json).get(0)).containsEntry("chosen", "portrait-starter");
  }

  @Test
  void aPhotoIsMeasured() throws Exception {
    Path photo = folder.resolve("wall.png");
    ImageFiles.write(ArgbImage.filled(320, 240, 0xFFB0A898), photo);
    assertThat(advise(photo.toString(), "--gpu", "none").exits(ExitCode.OK).out())
        .contains("Measured on")
        .contains("320 px")
        .contains("too unsure to act on");
    assertThat(advise(folder.toString(), "--gpu", "none").exits(ExitCode.OK).out())
        .contains("320 px");
  }

  @Test
  void wrongUsageIsTaught() {
    assertThat(advise("--goal", "beauty").exits(ExitCode.USAGE).text()).contains("film-quality");
    assertThat(advise(folder.toString()).exits(ExitCode.USAGE).text()).contains("has no .jpg");
    assertThat(advise("no-such.jpg").exits(ExitCode.USAGE).text()).contains("no-such.jpg");
    assertThat(advise("--deadline", "0").exits(ExitCode.USAGE).text()).contains("above 0");
  }

  @Test
  void calibrateMeasuresAndKeeps() throws Exception {
    ImageFiles.write(ArgbImage.filled(96, 64, 0xFF336699), folder.resolve("a.png"));
    Path file = folder.resolve("calibration.properties");
    Cli.Result result =
        Cli.run(
            "calibrate",
            folder.toString(),
            "--model-folder",
            "no-such-folder",
            "-o",
            file.toString());
    assertThat(result.exits(ExitCode.OK).out()).contains("portrait-starter").contains("96x64");
    assertThat(file).content().contains("model=portrait-starter");
  }

  @Test
  void cutoutSaysWhatItChose() throws Exception {
    Path photo = folder.resolve("b.png");
    ImageFiles.write(ArgbImage.filled(96, 64, 0xFF336699), photo);
    assertThat(Cli.run("cutout", photo.toString(), "-o", folder + "/").exits(ExitCode.OK).out())
        .contains("model portrait-starter", "would be better", "matting advise");
  }

  @Test
  void aBrokenFileOfTheBestModelIsToldAndTheStarterWorks() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.write(models.resolve("pp-matting-512.onnx"), new byte[5000]);
    Path photo = folder.resolve("b.png");
    ImageFiles.write(ArgbImage.filled(96, 64, 0xFF336699), photo);
    String[] command = {
      "cutout", photo.toString(), "-o", folder + "/", "--model-folder", models.toString()
    };
    String out = Cli.run(command).exits(ExitCode.OK).out();
    assertThat(out.lines().findFirst().orElseThrow())
        .startsWith("model portrait-starter, the best one that could be opened; pp-matting-512")
        .contains("could not be opened: ");
    assertThat(out).contains("note: pp-matting-512 could not be opened: ");
  }

  @Test
  void listingAndAdvisingLoadNoNativeLibrary() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "needs /proc/self/maps");
    String quiet = Cli.java(folder, Cli.EMPTY, 256, NoNativeCode.class).exits(0).out();
    assertThat(quiet).contains("models").doesNotContain("MAPPED");
    String opened = Cli.java(folder, Cli.EMPTY, 256, NoNativeCode.class, "open").exits(0).out();
    assertThat(opened).as("the check would notice").contains("MAPPED");
  }
}
