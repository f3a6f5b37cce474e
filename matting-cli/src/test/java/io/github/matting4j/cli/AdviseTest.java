package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.batch.source.PhotoSample;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.evaluate.calibration.CalibrationMaterial;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void theAdviceIsShort() {
    String text = advise("--goal", "film-quality", "--gpu", "RTX 3090").exits(ExitCode.OK).out();
    assertThat(text)
        .startsWith("Use portrait-starter")
        .containsSubsequence(
            "Because", "Expect about", "Best model not installed: bshm", "--explain");
    assertThat(text.lines()).hasSizeBetween(3, 6).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aCardByNameIsKnownHardwareAndOnlyTheUndecidedRowIsAskedFor() {
    String asked = advise("--gpu", "RTX 4090").exits(ExitCode.OK).out();
    assertThat(asked).containsOnlyOnce("Not known: whether CUDA 12 is installed");
    String fresh = advise("--gpu", "RTX 4090", "--cuda12", "no", "--explain").out();
    assertThat(fresh)
        .doesNotContain("Not known: whether CUDA 12")
        .contains("RTX 4090 (Ada)", "hw.rtx40-fresh");
    assertThat(advise("--cuda12", "perhaps").exits(ExitCode.USAGE).text())
        .contains("--cuda12 is 'perhaps'; write yes or no");
  }

  @Test
  void explainAddsTheRulesAllCandidatesAndWhatWouldChangeTheAnswer() {
    String text =
        advise("--goal", "film-quality", "--gpu", "RTX 3090", "--explain").exits(ExitCode.OK).out();
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
    assertThat(advise(photo.toString(), "--gpu", "none", "--explain").exits(ExitCode.OK).out())
        .contains("Measured on")
        .contains("320 px")
        .contains("not used, confidence too low");
    assertThat(advise(folder.toString(), "--gpu", "none", "--explain").exits(ExitCode.OK).out())
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

  private Cli.Result calibrate(Path file, String... photos) {
    List<String> command = new ArrayList<>(List.of("calibrate"));
    command.addAll(List.of(photos));
    command.addAll(List.of("--model-folder", "no-such-folder", "-o", file.toString()));
    return Cli.run(command.toArray(String[]::new));
  }

  @Test
  void withMattesCalibrateRecordsTheErrorThatTheMetricsGive() throws Exception {
    SyntheticPortrait portrait = SyntheticPortraits.headAndShoulders(3).size(192, 240).render();
    ArgbImage photo = ArgbImage.adopt(192, 240, portrait.argb());
    AlphaMatte truth = AlphaMatte.adopt(192, 240, portrait.alpha());
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Path mattes = Files.createDirectory(folder.resolve("mattes"));
    ImageFiles.write(photo, photos.resolve("ana.png"));
    ImageFiles.write(photo, photos.resolve("without-matte.png"));
    ImageFiles.writeAlpha8(truth, mattes.resolve("ana.png"));
    Path file = folder.resolve("calibration.properties");
    String out =
        calibrate(file, photos.toString(), "--truth", mattes.toString()).exits(ExitCode.OK).out();
    assertThat(out).contains("off the true mattes, SAD", "in parallel");
    Calibration calibration = CalibrationFile.read(file);
    assertThat(calibration.material()).isEqualTo("photos of your own with your mattes");
    Calibration.Entry entry = calibration.entries().get(0);
    assertThat(entry.photos()).isEqualTo(1);
    AlphaMatte found;
    try (MattingModel starter = MattingModels.open("portrait-starter")) {
      found = starter.matte(photo);
    }
    double sad = MatteMetrics.ofAlpha(192, 240, found.toArray(), portrait.alpha()).sad();
    double recorded = entry.error().orElseThrow() * 192 * 240 / 1000;
    assertThat(recorded).isCloseTo(sad, within(0.02 * sad + 0.05));
    CostModel cost = entry.cost().orElseThrow();
    assertThat(cost.seconds().at(65536, 1e6)).isBetween(1e-4, 60.0);
    assertThat(cost.chain().orElseThrow().workers())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(cost.chain().orElseThrow().overhead().at(0, 12e6))
        .isGreaterThan(cost.chain().orElseThrow().overhead().at(0, 1e6));
  }

  @Test
  void wrongTruthIsTaught() throws Exception {
    Path photo = folder.resolve("ana.png");
    ImageFiles.write(ArgbImage.filled(96, 64, 0xFF336699), photo);
    Path mattes = Files.createDirectory(folder.resolve("mattes"));
    Path file = folder.resolve("calibration.properties");
    String truth = mattes.toString();
    assertThat(calibrate(file, photo.toString(), "--truth", truth).exits(ExitCode.USAGE).text())
        .contains("no matte in", "ana.jpg needs ana.png");
    ImageFiles.writeAlpha8(AlphaMatte.filled(10, 10, 1), mattes.resolve("ana.png"));
    assertThat(calibrate(file, photo.toString(), "--truth", truth).exits(ExitCode.USAGE).text())
        .contains("is 10x10, but its photo is 96x64");
    assertThat(calibrate(file, "--truth", truth).exits(ExitCode.USAGE).text())
        .contains("--truth needs the photos");
    assertThat(file).doesNotExist();
  }

  @Test
  void drawnPortraitsHaveKnownMattes() {
    Calibration calibration =
        CalibrationMaterial.drawn(2, 96)
            .measure(() -> MattingModels.open("portrait-starter"), model -> Optional.empty())
            .result(Hardware.cpuOnly(), LocalDate.of(2026, 11, 22));
    assertThat(calibration.material()).isEqualTo("drawn portraits, 96 pixels on the short side");
    assertThat(calibration.entries().get(0).error().orElseThrow()).isBetween(0.001, 0.5);
    assertThat(calibration.entries().get(0).photos()).isEqualTo(2);
  }

  @Test
  void aFolderGetsATimeOfItsOwn() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    ImageFiles.write(ArgbImage.filled(400, 300, 0xFFB0A898), photos.resolve("a.png"));
    ImageFiles.write(ArgbImage.filled(2000, 1500, 0xFFB0A898), photos.resolve("b.jpg"));
    Files.write(photos.resolve("broken.jpg"), new byte[] {1, 2, 3});
    MattingCriteria.FolderContents contents =
        PhotoSample.sizes(photos, io.github.matting4j.io.ReadOptions.defaults());
    assertThat(contents.photos())
        .containsExactly(
            new MattingCriteria.FolderContents.Size(400, 300),
            new MattingCriteria.FolderContents.Size(2000, 1500));
    Files.delete(photos.resolve("broken.jpg"));
    String[] command = {photos.toString(), "--gpu", "none"};
    assertThat(advise(command).exits(ExitCode.OK).out())
        .contains("This folder will take about", "2 photos, 3 megapixels");
    String json = advise(photos.toString(), "--gpu", "none", "--json").exits(ExitCode.OK).out();
    assertThat(json).contains("\"folder\":{\"model\":\"portrait-starter\",\"photos\":2");
    assertThat(advise(photos.resolve("a.png").toString()).exits(ExitCode.OK).out())
        .doesNotContain("This folder");
  }

  @Test
  void cutoutSaysWhatItChose() throws Exception {
    Path photo = folder.resolve("b.png");
    ImageFiles.write(ArgbImage.filled(96, 64, 0xFF336699), photo);
    assertThat(Cli.run("cutout", photo.toString(), "-o", folder + "/").exits(ExitCode.OK).out())
        .contains(
            "using portrait-starter",
            "is not installed: 'matting models install ",
            "gives better results",
            "matting advise");
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
        .startsWith("using portrait-starter (pp-matting-512")
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
