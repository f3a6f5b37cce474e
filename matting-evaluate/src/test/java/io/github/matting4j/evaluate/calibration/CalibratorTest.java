package io.github.matting4j.evaluate.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.advise.calibration.LinearCost;
import io.github.matting4j.advise.candidates.FolderForecast;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.testing.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
  private static final ArgbImage PHOTO = ArgbImage.filled(40, 30, 0xFF446688);
  private static final AlphaMatte TRUTH = AlphaMatte.filled(40, 30, 1f);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @TempDir Path folder;

  /** Gives one alpha everywhere after a time that only the report knows. */
  private record Fake(String id, float alpha, long millis, int[] runs) implements MattingModel {
    @Override
    public ModelDescriptor descriptor() {
      return ModelCatalogue.published().get(id);
    }

    @Override
    public ModelIdentity identity() {
      return new ModelIdentity(
          id,
          "0".repeat(64),
          "0".repeat(64),
          "ONNX Runtime 1.28.0",
          ModelIdentity.GraphOrigin.FILE);
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      runs[0]++;
      return new MattingResult(
          AlphaMatte.filled(photo.width(), photo.height(), alpha),
          RunReports.of(identity(), photo.width(), photo.height(), Duration.ofMillis(millis)));
    }

    @Override
    public void close() {}
  }

  /** The advisor of a user who has this calibration. */
  private MattingAdvisor calibrated(Calibration calibration) throws IOException {
    Path file = folder.resolve("advisor.properties");
    CalibrationFile.write(calibration, file);
    return MattingAdvisor.standard().calibrated(file);
  }

  private static Calibration measured() {
    return new Calibrator()
        .photo(PHOTO, TRUTH)
        .photo(PHOTO)
        .measure(new Fake("pp-matting-512", 0.9f, 200, new int[1]))
        .measure(new Fake("modnet-hrnet-w18", 0.7f, 80, new int[1]))
        .result(Hardware.cpuOnly(), DAY);
  }

  @Test
  void recordsTimeQualityAndAgreement() {
    Calibration calibration = measured();
    assertThat(calibration.entries()).hasSize(2);
    Calibration.Entry first = calibration.entries().get(0);
    assertThat(first.median()).isEqualTo(Duration.ofMillis(200));
    assertThat(first.error().orElseThrow()).isCloseTo(0.1, within(1e-5));
    assertThat(first.disagreement().orElseThrow()).isCloseTo(0.2, within(1e-5));
    assertThat(first.photos()).isEqualTo(2);
    assertThat(first.device()).isEqualTo("cpu");
  }

  @Test
  void theFirstRunWarmsUpAndDoesNotCount() {
    int[] runs = new int[1];
    new Calibrator().photo(PHOTO).measure(new Fake("pp-matting-512", 1, 5, runs));
    int sizes = 1 + 5 + 10 + 3 * 5;
    assertThat(runs[0]).isEqualTo(sizes + 4);
    assertThatThrownBy(() -> new Calibrator().measure(new Fake("bshm", 1, 5, runs)))
        .hasMessageContaining("no photos");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("deep/calibration.properties");
    CalibrationFile.write(measured(), file);
    CalibrationFile.write(measured(), file);
    assertThat(CalibrationFile.read(file)).isEqualTo(measured());
  }

  @Test
  void aBrokenFileSaysSo() throws IOException {
    Path file = folder.resolve("broken");
    for (String text : List.of("", "machine=x", "machine=x\ndate=2026-11-22\nentries=1\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> CalibrationFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not a valid calibration");
    }
  }

  @Test
  void theAdvisorPrefersIt() throws IOException {
    Recommendation advice =
        calibrated(measured())
            .advise(
                MattingCriteria.builder()
                    .hardware(Hardware.cpuOnly())
                    .goal(Goal.QUICK_INTEGRATION)
                    .photo(PhotoTraits.unknown().size(40, 30))
                    .build());
    assertThat(advice.chosen().orElseThrow().candidate().id()).isEqualTo("modnet-hrnet-w18");
    assertThat(advice.chosen().orElseThrow().forecast().time()).contains(Duration.ofMillis(80));
    assertThat(advice.chosen().orElseThrow().forecast().basis()).contains("2026-11-22");
  }

  /** Takes a second for each million of the photo's pixels, and as long again whatever the size. */
  private static MattingModel slow(String id) {
    Fake fake = new Fake(id, 1, 0, new int[1]);
    return new MattingModel() {
      @Override
      public ModelDescriptor descriptor() {
        return fake.descriptor();
      }

      @Override
      public ModelIdentity identity() {
        return fake.identity();
      }

      @Override
      public MattingResult run(ArgbImage photo) {
        long millis = 1000 + (long) photo.width() * photo.height() / 1000;
        return new Fake(id, 1, millis, new int[1]).run(photo);
      }

      @Override
      public void close() {}
    };
  }

  private static CostModel.Chain chain() {
    return new CostModel.Chain(2, new LinearCost(0.5, 0, 2e-6), 4, 3.0);
  }

  private static Calibration fitted() {
    return new Calibrator("drawn portraits")
        .photo(PHOTO, TRUTH)
        .measure(() -> slow("bshm"), model -> Optional.of(chain()))
        .result(Hardware.cpuOnly(), DAY);
  }

  @Test
  void fiveSizesAreFittedAndPredictOtherPhotos() throws IOException {
    Calibration calibration = fitted();
    CostModel cost = calibration.entries().get(0).cost().orElseThrow();
    assertThat(cost.seconds().at(0, 24e6)).isCloseTo(25, within(0.1));
    Recommendation advice =
        calibrated(calibration)
            .advise(
                MattingCriteria.builder()
                    .hardware(Hardware.cpuOnly())
                    .photo(PhotoTraits.unknown().size(6000, 4000))
                    .build());
    Forecast forecast =
        advice.ranking().stream()
            .filter(c -> c.candidate().label().equals("bshm"))
            .findFirst()
            .orElseThrow()
            .forecast();
    assertThat(forecast.time().orElseThrow().toMillis()).isBetween(24_900L, 25_100L);
    assertThat(forecast.basis()).contains("drawn portraits (1), at five sizes");
  }

  @Test
  void theFitAndTheMaterialAreKept() throws IOException {
    Path file = folder.resolve("calibration.properties");
    CalibrationFile.write(fitted(), file);
    Calibration read = CalibrationFile.read(file);
    assertThat(read.material()).isEqualTo("drawn portraits");
    assertThat(read.entries().get(0).cost().orElseThrow().chain()).contains(chain());
    if (Files.isWritable(Path.of("/proc/self/clear_refs"))) {
      Calibration withMemory =
          new Calibrator()
              .photo(PHOTO)
              .measure(() -> slow("bshm"), m -> Optional.empty())
              .result(Hardware.cpuOnly(), DAY);
      CalibrationFile.write(withMemory, file);
      assertThat(CalibrationFile.read(file)).isEqualTo(withMemory);
    }
  }

  @Test
  void aFileFromBeforeTheFitStillLoads() throws IOException {
    Path file = folder.resolve("old.properties");
    Files.writeString(
        file,
        """
        # matting4j calibration; delete it to go back to published figures
        machine=? | ? | ? cores | no NVIDIA GPU
        date=2026-11-22
        entries=1
        0.model=bshm
        0.engine=ONNX_RUNTIME
        0.device=cpu
        0.photos=3
        0.width=640
        0.height=640
        0.medianNanos=1500000000
        0.disagreement=0.01
        """);
    Calibration old = CalibrationFile.read(file);
    assertThat(old.material()).isEqualTo("photos of your own");
    assertThat(old.entries().get(0).cost()).isEmpty();
    Forecast forecast =
        calibrated(old)
            .advise(MattingCriteria.builder().hardware(Hardware.cpuOnly()).build())
            .ranking()
            .stream()
            .filter(c -> c.candidate().label().equals("bshm"))
            .findFirst()
            .orElseThrow()
            .forecast();
    assertThat(forecast.time()).contains(Duration.ofMillis(1500));
    assertThat(forecast.basis())
        .isEqualTo("measured on this machine on 2026-11-22 with photos of your own (3)");
  }

  @Test
  void aFolderIsAddedUpPhotoByPhoto() throws IOException {
    MattingCriteria criteria =
        MattingCriteria.builder()
            .hardware(Hardware.cpuOnly())
            .folder(
                new MattingCriteria.FolderContents(
                    List.of(
                        new MattingCriteria.FolderContents.Size(1000, 1000),
                        new MattingCriteria.FolderContents.Size(2000, 1500))))
            .build();
    Inventory bshmOnly =
        Inventory.of(
            ModelCatalogue.published().models().stream()
                .map(
                    model ->
                        new Inventory.Entry(
                            model,
                            model.id().equals("bshm")
                                ? new Availability.Ready("here")
                                : new Availability.Missing("no weights", "get them")))
                .toList());
    Recommendation measured = calibrated(fitted()).advise(criteria, bshmOnly);
    FolderForecast folder = measured.folder().orElseThrow();
    // Start 2 s; model 1 + 1 and 1 + 3 s; overhead 0.5 + 2 and 0.5 + 6 s; three times as many.
    assertThat(folder.sequential().toMillis() / 1000.0).isCloseTo(17, within(0.1));
    assertThat(folder.parallel().toMillis() / 1000.0).isCloseTo(7, within(0.05));
    assertThat(measured.explain())
        .contains("This folder will take about 17 s one photo after the other, about 7 s with 4")
        .contains("2 photos, 4 megapixels");
    assertThat(measured.toJson()).contains("\"folder\":{\"model\":\"bshm\",\"photos\":2");
    Recommendation guessed = MattingAdvisor.standard().advise(criteria, bshmOnly);
    assertThat(guessed.folder().orElseThrow().measured()).isFalse();
    assertThat(guessed.explain()).contains("This folder", "an estimate within a factor of three");
    assertThat(MattingAdvisor.standard().advise(MattingCriteria.anything()).folder()).isEmpty();
  }
}
