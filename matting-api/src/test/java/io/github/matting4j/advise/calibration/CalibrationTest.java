package io.github.matting4j.advise.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.RankedCandidate;
import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.hardware.Gpu;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.hardware.Platform;
import io.github.matting4j.model.figures.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements belong to a model, an engine and a device. */
class CalibrationTest {
  private static final String LARGE = "pp-matting-512";
  private static final String SMALL = "pp-mattingv2-512";
  private static final Hardware GPU =
      Hardware.builder()
          .platform(new Platform(Platform.Os.LINUX, Platform.Arch.X64))
          .gpus(List.of(Gpu.named("RTX 3090"), Gpu.named("RTX 3060")))
          .build();

  private static Calibration.Entry entry(String model, Engine engine, String device, long millis) {
    return new Calibration.Entry(
        model,
        engine,
        device,
        8,
        1920,
        1080,
        Duration.ofMillis(millis),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Calibration.Entry entry(String model, String device, long millis) {
    return entry(model, Engine.ONNX_RUNTIME, device, millis);
  }

  private static Calibration calibration(Calibration.Entry... entries) {
    return new Calibration(GPU.fingerprint(), LocalDate.of(2026, 11, 1), List.of(entries));
  }

  private static Candidate candidate(String id, Engine engine) {
    return Inventory.unknown().candidates().stream()
        .filter(c -> c.id().equals(id) && c.engine() == engine)
        .findFirst()
        .orElseThrow();
  }

  @TempDir static Path folder;

  /** The advisor of a user who has this calibration. */
  private static MattingAdvisor calibrated(Calibration calibration) {
    try {
      Path file = folder.resolve("calibration.properties");
      CalibrationFile.write(calibration, file);
      return MattingAdvisor.standard().calibrated(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RankedCandidate ranked(Calibration calibration, MattingCriteria criteria) {
    return calibrated(calibration).advise(criteria).ranking().stream()
        .filter(r -> r.candidate().id().equals(LARGE))
        .findFirst()
        .orElseThrow();
  }

  private static MattingCriteria on(Device device) {
    return MattingCriteria.builder()
        .hardware(GPU)
        .goal(Goal.HIGH_THROUGHPUT)
        .device(DeviceChoice.prefer(device))
        .photo(PhotoTraits.unknown().size(1920, 1080))
        .build();
  }

  @Test
  void whatIsFoundWasMeasuredOnThatDevice() {
    Calibration c =
        calibration(
            entry("bshm", Engine.TENSORFLOW_1, "cpu", 1),
            entry("bshm", Engine.ONNX_RUNTIME, "cpu", 2),
            entry("bshm", Engine.ONNX_RUNTIME, "cuda:0", 3),
            entry("bshm", Engine.ONNX_RUNTIME, "cuda:1", 4),
            entry("bshm", Engine.ONNX_RUNTIME, "tensorrt:0", 5));
    Candidate onnx = candidate("bshm", Engine.ONNX_RUNTIME);
    assertThat(c.find(onnx, Device.CPU)).get().isEqualTo(c.entries().get(1));
    assertThat(c.find(onnx, Device.cuda(0))).get().isEqualTo(c.entries().get(2));
    assertThat(c.find(onnx, Device.cuda(1))).get().isEqualTo(c.entries().get(3));
    assertThat(c.find(onnx, Device.tensorRt(0))).get().isEqualTo(c.entries().get(4));
    assertThat(c.find(onnx, Device.coreMl())).isEmpty();
    assertThat(c.find(candidate("bshm", Engine.TENSORFLOW_1), Device.cuda(0))).isEmpty();
    assertThat(c.find(candidate(LARGE, Engine.ONNX_RUNTIME), Device.CPU)).isEmpty();
  }

  /** On the GPU the large model is the faster one, on the CPU the small one. */
  @Test
  void eachDeviceIsJudgedByItsOwnMeasurements() {
    Calibration c =
        calibration(
            entry(LARGE, "cuda:0", 20),
            entry(SMALL, "cuda:0", 200),
            entry(LARGE, "cpu", 2000),
            entry(SMALL, "cpu", 90));
    MattingAdvisor advisor = calibrated(c);
    assertThat(advisor.advise(on(Device.cuda(0))).chosen().orElseThrow().candidate().id())
        .isEqualTo(LARGE);
    assertThat(advisor.advise(on(Device.CPU)).chosen().orElseThrow().candidate().id())
        .isEqualTo(SMALL);
  }

  @Test
  void everyDeviceHasAForecastOfItsOwn() {
    Calibration c =
        calibration(
            entry(LARGE, "cpu", 2000), entry(LARGE, "tensorrt:0", 10), entry(LARGE, "cuda:1", 40));
    Forecast tensorRt = ranked(c, on(Device.tensorRt(0))).forecast();
    assertThat(tensorRt.time()).contains(Duration.ofMillis(10));
    assertThat(tensorRt.device()).isEqualTo("RTX 3090 with TensorRT");
    Forecast second = ranked(c, on(Device.cuda(1))).forecast();
    assertThat(second.time()).contains(Duration.ofMillis(40));
    assertThat(second.device()).isEqualTo("RTX 3060");
    assertThat(ranked(c, on(Device.cuda(0))).forecast().measured()).isFalse();
    Forecast third = ranked(c, on(Device.cuda(2))).forecast();
    assertThat(third.time()).contains(Duration.ofMillis(2000));
    assertThat(third.whyNotGpu()).contains("there is no cuda:2: the number of GPUs is 2");
  }

  @Test
  void coreMlAndDirectMlAreNotTakenForTheCpuOrForCuda() {
    MattingCriteria mac =
        MattingCriteria.builder()
            .hardware(Hardware.appleSilicon())
            .device(DeviceChoice.prefer(Device.coreMl()))
            .build();
    Calibration here =
        new Calibration(
            Hardware.appleSilicon().fingerprint(),
            LocalDate.of(2026, 11, 1),
            List.of(entry(LARGE, "cpu", 2000), entry(LARGE, "coreml", 70)));
    assertThat(ranked(here, mac).forecast().time()).contains(Duration.ofMillis(70));
    Calibration none = new Calibration("-", LocalDate.of(2026, 11, 1), List.of());
    Forecast unmeasured = ranked(none, mac).forecast();
    assertThat(unmeasured.time()).isEmpty();
    assertThat(unmeasured.device()).isEqualTo("Core ML");
    assertThat(unmeasured.basis()).contains("no rate on Core ML is published");
    Forecast directMl = ranked(none, on(Device.directMl(0))).forecast();
    assertThat(directMl.whyNotGpu()).contains("there is no directml:0 on linux-x64");
    assertThat(directMl.device()).isEqualTo("the CPU");
  }
}
