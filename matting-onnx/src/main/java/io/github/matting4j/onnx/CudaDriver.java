package io.github.matting4j.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Detects NVIDIA's driver by its files. Detection by the engine would first unpack a provider
 * library of more than half a gigabyte.
 */
final class CudaDriver {
  private static final List<String> LINUX_DEVICES = List.of("dev/nvidiactl", "dev/dxg");
  private static final List<String> LINUX_LIBRARIES =
      List.of(
          "usr/lib/x86_64-linux-gnu/libcuda.so.1",
          "usr/lib/aarch64-linux-gnu/libcuda.so.1",
          "usr/lib64/libcuda.so.1",
          "usr/lib/libcuda.so.1",
          "usr/local/nvidia/lib64/libcuda.so.1",
          "usr/local/cuda/compat/libcuda.so.1",
          "usr/lib/wsl/lib/libcuda.so.1");
  private static final List<String> WINDOWS_LIBRARIES = List.of("Windows/System32/nvcuda.dll");

  private CudaDriver() {}

  /** Why no NVIDIA GPU can be used on this machine; empty if a driver is installed. */
  static Optional<String> missing() {
    String os = System.getProperty("os.name", "");
    boolean windows = os.toLowerCase(Locale.ROOT).startsWith("windows");
    return missing(
        os, Path.of(windows ? System.getenv().getOrDefault("SystemDrive", "C:") + "\\" : "/"));
  }

  static Optional<String> missing(String os, Path root) {
    String name = os.toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      if (LINUX_DEVICES.stream().noneMatch(f -> Files.exists(root.resolve(f)))) {
        return Optional.of("no NVIDIA device: neither /dev/nvidiactl nor /dev/dxg exists");
      }
      if (LINUX_LIBRARIES.stream().noneMatch(f -> Files.exists(root.resolve(f)))) {
        return Optional.of(
            "no NVIDIA driver library: libcuda.so.1 is in none of the usual folders");
      }
      return Optional.empty();
    }
    if (name.startsWith("windows")) {
      return WINDOWS_LIBRARIES.stream().anyMatch(f -> Files.exists(root.resolve(f)))
          ? Optional.empty()
          : Optional.of("no NVIDIA driver: nvcuda.dll is not in System32");
    }
    return Optional.of("ONNX Runtime has no CUDA build for " + os);
  }
}
