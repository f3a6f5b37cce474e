package io.github.matting4j.onnx;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The parts of ONNX Runtime on the class path, determined without loading any of them. */
final class EngineJars {
  private static final String MARKER = "ai/onnxruntime/OrtEnvironment.class";
  private static final List<String> CUDA_PROVIDERS =
      List.of(
          "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so",
          "ai/onnxruntime/native/win-x64/onnxruntime_providers_cuda.dll");

  private EngineJars() {}

  /** A warning if there are several: the JVM uses the first one, which may be the wrong one. */
  static Optional<String> conflict() {
    List<URL> jars = find(MARKER);
    return jars.size() < 2
        ? Optional.empty()
        : Optional.of(
            "ONNX Runtime is on the class path "
                + jars.size()
                + " times ("
                + jars
                + "); keep either onnxruntime or onnxruntime_gpu");
  }

  /** Whether a build with NVIDIA support is on the class path. */
  static boolean hasCuda() {
    return CUDA_PROVIDERS.stream().anyMatch(resource -> !find(resource).isEmpty());
  }

  private static List<URL> find(String resource) {
    try {
      return Collections.list(EngineJars.class.getClassLoader().getResources(resource));
    } catch (IOException e) {
      return List.of();
    }
  }
}
