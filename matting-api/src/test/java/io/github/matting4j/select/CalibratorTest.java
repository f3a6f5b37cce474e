package io.github.matting4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
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
      return KnownModels.list().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      runs[0]++;
      return new MattingResult(
          AlphaMatte.filled(photo.width(), photo.height(), alpha),
          new RunReport(
              id,
              "0".repeat(64),
              "ONNX Runtime 1.28.0",
              Device.CPU,
              1,
              photo.width(),
              photo.height(),
              Duration.ZERO,
              Duration.ofMillis(millis),
              Duration.ZERO,
              List.of()));
    }

    @Override
    public void close() {}
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
    assertThat(runs[0]).isEqualTo(4);
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
          .hasMessageContaining("is no calibration");
    }
  }

  @Test
  void theAdvisorPrefersIt() {
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(measured())
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
}
