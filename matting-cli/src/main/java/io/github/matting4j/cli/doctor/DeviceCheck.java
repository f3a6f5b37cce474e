package io.github.matting4j.cli.doctor;

import io.github.matting4j.MattingModels;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.hardware.Gpu;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.text.Quantities;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The engines on the class path, and the devices that they can use here. Stateless. */
final class DeviceCheck {
  /** The smallest model, which every distribution has. */
  static final String SMALL_MODEL = "portrait-starter";

  private DeviceCheck() {}

  /** Which engines there are. */
  static void engines(Findings findings, Hardware hardware) {
    Set<Hardware.NativeJar> jars = hardware.nativeJars().orElse(Set.of());
    String found =
        jars.stream().map(Hardware.NativeJar::title).sorted().collect(Collectors.joining(", "));
    if (jars.stream().allMatch(jar -> jar == Hardware.NativeJar.TENSORFLOW_1)) {
      findings.problem(
          "engines",
          found.isEmpty() ? "none" : found + ", but no ONNX Runtime",
          "unpack the distribution again, or add onnxruntime to the class path");
    } else {
      findings.ok("engines", found);
    }
  }

  /** What there is to compute on. */
  static void devices(Findings findings, Hardware hardware) {
    findings.ok("processor", hardware.cpu().orElse("unknown"));
    if (hardware.cores().isPresent()) {
      findings.ok("cores", Quantities.number(hardware.cores().getAsDouble()));
    }
    if (hardware.memoryBytes().isPresent()) {
      findings.ok("memory", Quantities.bytes(hardware.memoryBytes().getAsLong()));
    }
    List<Gpu> gpus = hardware.gpus().orElse(List.of());
    findings.ok(
        "NVIDIA GPUs",
        hardware.gpus().isEmpty()
            ? "a driver is here, but nvidia-smi does not answer"
            : gpus.isEmpty()
                ? "none"
                : gpus.stream().map(Gpu::toString).collect(Collectors.joining(", ")));
    hardware.driver().ifPresent(driver -> findings.ok("NVIDIA driver", driver));
    device(findings, Device.CPU, true);
    device(findings, Device.cuda(0), !gpus.isEmpty() || hardware.gpus().isEmpty());
  }

  /** Whether a model can be opened on a device; {@code expected} if this machine should have it. */
  private static void device(Findings findings, Device device, boolean expected) {
    OpenOptions options = OpenOptions.forLatency().device(DeviceChoice.require(device));
    try {
      MattingModels.discovered().open(SMALL_MODEL, options).close();
      findings.ok(device.toString(), "usable");
    } catch (DeviceUnavailableException e) {
      String value = "not usable: " + String.join("; ", e.reasons());
      if (expected) {
        findings.note(
            device.toString(), value, "docs/troubleshooting.md says what each reason means");
      } else {
        findings.ok(device.toString(), value);
      }
    }
  }
}
