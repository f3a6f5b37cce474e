package io.github.matting4j.advise.calibration;

import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.Gpu;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.hardware.Platform;
import io.github.matting4j.model.figures.Engine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The device on which an engine would run.
 *
 * @param device the device
 * @param gpu the NVIDIA GPU behind the device; empty if it is not one, or not known
 * @param whyNotGpu why an existing GPU or a requested device is not used; empty if it is used, or
 *     if there is none
 */
public record Placement(Device device, Optional<Gpu> gpu, Optional<String> whyNotGpu) {
  /** The first driver that supports CUDA 12, which onnxruntime_gpu is built for. */
  private static final int CUDA_12_DRIVER = 525;

  /** The generations that TensorFlow 1.15's GPU jar (CUDA 10.0) contains code for. */
  private static final Set<Gpu.Architecture> TENSORFLOW_1 =
      EnumSet.of(Gpu.Architecture.PASCAL, Gpu.Architecture.VOLTA, Gpu.Architecture.TURING);

  public static Placement of(MattingCriteria criteria, Candidate candidate) {
    return of(criteria, candidate.engine());
  }

  /** Follows the requested device; without one, an NVIDIA GPU is preferred to the CPU. */
  public static Placement of(MattingCriteria criteria, Engine engine) {
    Device requested = criteria.device().device().orElse(Device.cuda(0));
    return switch (requested.kind()) {
      case CPU -> onCpu(Optional.empty());
      case CUDA -> onNvidia(requested, criteria.hardware(), engine);
      case TENSOR_RT ->
          engine == Engine.TENSORFLOW_1
              ? onCpu(Optional.of("TensorRT runs ONNX files only"))
              : onNvidia(requested, criteria.hardware(), engine);
      case CORE_ML -> onSystemOf(Platform.Os.MAC, requested, criteria.hardware(), engine);
      case DIRECT_ML -> onSystemOf(Platform.Os.WINDOWS, requested, criteria.hardware(), engine);
    };
  }

  private static Placement onCpu(Optional<String> whyNotGpu) {
    return new Placement(Device.CPU, Optional.empty(), whyNotGpu);
  }

  private static Placement onNvidia(Device device, Hardware hardware, Engine engine) {
    List<Gpu> gpus = hardware.gpus().orElse(List.of());
    if (gpus.isEmpty()) {
      return onCpu(Optional.empty());
    }
    if (device.index() >= gpus.size()) {
      return onCpu(Optional.of("there is no " + device + ": the number of GPUs is " + gpus.size()));
    }
    Gpu gpu = gpus.get(device.index());
    Optional<String> obstacle =
        switch (engine) {
          case ONNX_RUNTIME -> onnxObstacle(hardware, gpu);
          case TENSORFLOW_1 -> tensorFlowObstacle(gpu);
          case OTHER -> Optional.empty();
        };
    return obstacle.isPresent()
        ? onCpu(obstacle)
        : new Placement(device, Optional.of(gpu), Optional.empty());
  }

  private static Placement onSystemOf(
      Platform.Os os, Device device, Hardware hardware, Engine engine) {
    if (engine == Engine.TENSORFLOW_1) {
      return onCpu(Optional.of("TensorFlow 1.15 supports only the CPU and CUDA"));
    }
    Optional<Platform> other = hardware.platform().filter(platform -> platform.os() != os);
    return other.isPresent()
        ? onCpu(other.map(platform -> "there is no " + device + " on " + platform))
        : new Placement(device, Optional.empty(), Optional.empty());
  }

  private static Optional<String> onnxObstacle(Hardware hardware, Gpu gpu) {
    if (gpu.embedded()) {
      return Optional.of("no onnxruntime_gpu jar is released for Linux on ARM");
    }
    if (hardware.platform().map(p -> !isCudaPlatform(p)).orElse(false)) {
      return Optional.of("onnxruntime_gpu is released for linux-x64 and windows-x64 only");
    }
    if (hardware.driver().map(Placement::isTooOld).orElse(false)) {
      return Optional.of(
          "driver "
              + hardware.driver().get()
              + " is older than "
              + CUDA_12_DRIVER
              + ", and onnxruntime_gpu needs CUDA 12");
    }
    if (hardware
        .nativeJars()
        .map(jars -> !jars.contains(Hardware.NativeJar.ONNX_RUNTIME_GPU))
        .orElse(false)) {
      return Optional.of("the class path has onnxruntime, not onnxruntime_gpu");
    }
    return Optional.empty();
  }

  private static boolean isCudaPlatform(Platform platform) {
    return List.of("linux-x64", "windows-x64").contains(platform.toString());
  }

  private static boolean isTooOld(String driver) {
    String major = driver.split("\\.", 2)[0];
    return major.matches("[0-9]{1,6}") && Integer.parseInt(major) < CUDA_12_DRIVER;
  }

  private static Optional<String> tensorFlowObstacle(Gpu gpu) {
    return TENSORFLOW_1.contains(gpu.architecture())
        ? Optional.empty()
        : Optional.of(
            "TensorFlow 1.15's GPU jar (CUDA 10.0) has code for Pascal to Turing, not for " + gpu);
  }

  /** Whether times cannot be estimated: no rate of such a device is published. */
  public boolean isOfUnknownSpeed() {
    return device.kind() == Device.Kind.CORE_ML || device.kind() == Device.Kind.DIRECT_ML;
  }

  /** {@code "the CPU"}, the GPU's name, or what the GPU is reached through. */
  public String text() {
    return switch (device.kind()) {
      case CPU -> "the CPU";
      case CUDA -> gpu.map(Gpu::name).orElse(device.toString());
      case TENSOR_RT -> gpu.map(Gpu::name).orElse("a GPU") + " with TensorRT";
      case CORE_ML -> "Core ML";
      case DIRECT_ML -> "DirectML";
    };
  }
}
