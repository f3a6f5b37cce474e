package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.github.matting4j.runtime.NativeCopy;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Starts ONNX Runtime from the user's one unpacked copy of its native libraries, so that no JVM
 * leaves one behind in the temporary folder. A host that has set {@code onnxruntime.native.path} is
 * obeyed; where no copy can be kept, and with the GPU build, the engine unpacks as it always does.
 */
final class EngineNatives {
  private static final System.Logger LOGGER = System.getLogger(EngineNatives.class.getName());
  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private static boolean started;

  private EngineNatives() {}

  /** The process-wide environment; the first call loads the native libraries. */
  static synchronized OrtEnvironment environment() {
    if (started || System.getProperty(PATH_PROPERTY) != null || EngineJars.hasCuda()) {
      return OrtEnvironment.getEnvironment();
    }
    started = true;
    try {
      System.setProperty(PATH_PROPERTY, copy().toString());
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "no unpacked copy of ONNX Runtime: {0}", e.toString());
    }
    try {
      return OrtEnvironment.getEnvironment(); // reads the property once, when its class loads
    } finally {
      System.clearProperty(PATH_PROPERTY);
    }
  }

  private static Path copy() throws IOException {
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    List<URL> libraries = new ArrayList<>();
    for (String name : List.of("onnxruntime4j_jni", "onnxruntime")) {
      String resource = "ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(name);
      URL library = OrtEnvironment.class.getClassLoader().getResource(resource);
      if (library == null) {
        throw new IOException("the class path has no " + resource);
      }
      libraries.add(library);
    }
    return NativeCopy.of("onnxruntime", libraries, NativeCopy.defaultRoot()).resolveSibling("");
  }

  /** The engine's name for a platform. */
  static String platform(String os, String architecture) {
    String system = os.toLowerCase(Locale.ROOT);
    String family = system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux";
    return family + (architecture.equals("aarch64") ? "-aarch64" : "-x64");
  }
}
