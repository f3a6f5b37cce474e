package io.github.matting4j.bshm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of TensorFlow 1.15 on the class path, determined without loading any of them. */
final class TensorFlowJars {
  private static final String CLASSES = "org/tensorflow/Graph.class";
  private static final String GPU_MARKER =
      "META-INF/maven/org.tensorflow/libtensorflow_jni_gpu/pom.properties";

  private TensorFlowJars() {}

  /**
   * The native library files for this platform, the one to load last; empty if there are none.
   * Their names are those that TensorFlow's own loader looks for.
   */
  static List<URL> natives() {
    String platform = "org/tensorflow/native/" + os() + "-" + architecture() + "/";
    String library = System.mapLibraryName("tensorflow_jni");
    List<URL> found = new ArrayList<>();
    for (String framework :
        List.of("libtensorflow_framework.so.1", "libtensorflow_framework.1.dylib")) {
      Optional.ofNullable(resource(platform + framework)).ifPresent(found::add);
    }
    URL main = resource(platform + library);
    if (main == null) {
      return List.of();
    }
    found.add(main);
    return List.copyOf(found);
  }

  /** Why a frozen graph cannot be run here, and what to do; empty if no obstacle is known. */
  static Optional<String> missing() {
    if (resource(CLASSES) == null) {
      return Optional.of("the class path has no org.tensorflow:libtensorflow:1.15.0; add it");
    }
    if (natives().isEmpty()) {
      return Optional.of(
          "the class path has no native library of TensorFlow 1.15 for "
              + os()
              + "-"
              + architecture()
              + "; add org.tensorflow:libtensorflow_jni:1.15.0 (Linux, Windows and macOS on x86-64"
              + " alone), or use the ONNX conversion of the model");
    }
    return tooOldProcessor(Path.of("/proc/cpuinfo"));
  }

  /** TensorFlow's binary ends the process on a processor without AVX. */
  static Optional<String> tooOldProcessor(Path cpuinfo) {
    if (!Files.isReadable(cpuinfo)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(cpuinfo);
      return !text.contains("flags") || text.contains(" avx ")
          ? Optional.empty()
          : Optional.of(
              "TensorFlow 1.15 needs a processor with AVX, which this one lacks; use the ONNX"
                  + " conversion of the model");
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Whether the build with NVIDIA support is the one that will be loaded. */
  static boolean hasCuda() {
    return resource(GPU_MARKER) != null;
  }

  /** A warning if there are two native builds: the JVM uses the first one. */
  static Optional<String> conflict() {
    String library =
        "org/tensorflow/native/"
            + os()
            + "-"
            + architecture()
            + "/"
            + System.mapLibraryName("tensorflow_jni");
    try {
      List<URL> all = Collections.list(loader().getResources(library));
      return all.size() < 2
          ? Optional.empty()
          : Optional.of(
              "TensorFlow's native library is on the class path "
                  + all.size()
                  + " times ("
                  + all
                  + "); keep either libtensorflow_jni or libtensorflow_jni_gpu");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable URL resource(String name) {
    return loader().getResource(name);
  }

  private static ClassLoader loader() {
    ClassLoader own = TensorFlowJars.class.getClassLoader();
    return own != null ? own : ClassLoader.getSystemClassLoader();
  }

  private static String os() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("linux")
        ? "linux"
        : name.contains("os x") || name.contains("darwin")
            ? "darwin"
            : name.contains("windows") ? "windows" : name.replaceAll("\\s", "");
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return name.equals("amd64") ? "x86_64" : name;
  }
}
