package io.github.matting4j.evaluate.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.RankedCandidate;
import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.rules.Strength;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.evaluate.FakeModel;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several networks of the user's own in one calibration, some of which fail. */
class CalibrationRunTest {
  private static final Hardware MACHINE = Hardware.cpuOnly();
  private static final int SIDE = 64;

  /** Networks that give a constant alpha, fail to open, or fail to run. */
  private static final MattingModels NETWORKS =
      MattingModels.of(
          new MattingModelProvider() {
            @Override
            public List<ModelDescriptor> descriptors() {
              return Stream.of("net-bad", "net-good", "net-refused", "net-failing")
                  .map(id -> ModelDescriptor.builder(id, new Family("own")).build())
                  .toList();
            }

            @Override
            public Availability probe(String id, OpenOptions options) {
              return new Availability.Ready(id + ".onnx");
            }

            @Override
            public MattingModel open(String id, OpenOptions options) {
              return switch (id) {
                case "net-good" -> flat(id, 0.9f);
                case "net-bad" -> flat(id, 0.2f);
                case "net-failing" ->
                    new FakeModel(
                        id,
                        photo -> {
                          throw new InferenceException("the network gave NaN");
                        });
                default -> throw new ModelLoadException(id + ": 2 inputs");
              };
            }
          });

  @TempDir Path folder;

  private static FakeModel flat(String id, float alpha) {
    return new FakeModel(id, photo -> AlphaMatte.filled(photo.width(), photo.height(), alpha));
  }

  private static Calibrator calibrator() {
    return new Calibrator()
        .photo(ArgbImage.filled(SIDE, SIDE, 0xFF806040), AlphaMatte.filled(SIDE, SIDE, 1f));
  }

  private static List<String> failures(Calibrator calibrator, String... ids) {
    List<String> failures = new ArrayList<>();
    new CalibrationRun(NETWORKS, calibrator, UnaryOperator.identity())
        .run(
            List.of(ids),
            (id, failure) -> failures.add(id + ": " + failure.getMessage()),
            (model, id, opening) -> Optional.empty());
    return failures;
  }

  @Test
  void networksThatFailDoNotKeepTheOthersFromBeingRankedByTheAdvisor() throws Exception {
    Calibrator calibrator = calibrator();
    assertThat(failures(calibrator))
        .containsExactly("net-refused: net-refused: 2 inputs", "net-failing: the network gave NaN");
    Path file = folder.resolve("calibration.properties");
    CalibrationFile.write(calibrator.result(MACHINE, LocalDate.of(2026, 11, 28)), file);
    List<RankedCandidate> own =
        NETWORKS
            .advise(
                MattingAdvisor.standard().calibrated(file),
                MattingCriteria.builder().hardware(MACHINE).build(),
                OpenOptions.forLatency())
            .ranking()
            .stream()
            .filter(ranked -> ranked.candidate().is(new Family("own")))
            .toList();
    assertThat(own)
        .extracting(ranked -> ranked.candidate().id() + (ranked.unproven() ? " unproven" : ""))
        .containsExactly("net-good", "net-bad", "net-failing unproven", "net-refused unproven");
    assertThat(own.get(0).points()).isEqualTo(Strength.MEASURED.points());
    assertThat(own.get(0).forecast().measured()).isTrue();
  }

  @Test
  void onlyTheModelsAskedForAreMeasured() {
    Calibrator calibrator = calibrator();
    assertThat(failures(calibrator, "net-bad")).isEmpty();
    assertThat(calibrator.result(MACHINE, LocalDate.of(2026, 11, 28)).entries())
        .extracting(Calibration.Entry::model)
        .containsExactly("net-bad");
  }
}
