package io.github.matting4j.select;

import io.github.matting4j.model.Device;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a candidate would run.
 *
 * @param gpu the GPU; empty for the CPU
 * @param whyNotGpu why a GPU that is there is not used; empty if it is, or if none is known
 */
record Placement(Optional<Gpu> gpu, Optional<String> whyNotGpu) {
  /** The first driver that speaks CUDA 12, which onnxruntime_gpu is built for. */
  private static final int CUDA_12_DRIVER = 525;

  /** The generations that TensorFlow 1.15's GPU jar (CUDA 10.0) holds code for. */
  private static final Set<GpuArchitecture> TENSORFLOW_1 =
      EnumSet.of(GpuArchitecture.PASCAL, GpuArchitecture.VOLTA, GpuArchitecture.TURING);

  static Placement of(MattingCriteria criteria, Candidate candidate) {
    Hardware hardware = criteria.hardware();
    Optional<Gpu> gpu = hardware.gpu();
    boolean cpuWished =
        criteria.device().device().map(d -> d.kind() == Device.Kind.CPU).orElse(false);
    if (gpu.isEmpty() || cpuWished) {
      return new Placement(Optional.empty(), Optional.empty());
    }
    Optional<String> obstacle =
        candidate.engine() == Engine.ONNX_RUNTIME
            ? onnxObstacle(hardware, gpu.get())
            : tensorFlowObstacle(gpu.get());
    return new Placement(obstacle.isPresent() ? Optional.empty() : gpu, obstacle);
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
        .map(jars -> !jars.contains(NativeJar.ONNX_RUNTIME_GPU))
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
            "TensorFlow 1.15's GPU jar (CUDA 10.0) holds code for Pascal to Turing, not for "
                + gpu);
  }

  /** {@code "the CPU"} or the GPU's name. */
  String text() {
    return gpu.map(Gpu::name).orElse("the CPU");
  }
}
