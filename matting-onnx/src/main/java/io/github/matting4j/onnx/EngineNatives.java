package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.github.matting4j.runtime.NativeCopy;
import io.github.matting4j.runtime.NativeLoadException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Starts ONNX Runtime from an unpacked copy of its native libraries, so that no copy stays in the
 * temporary folder. If the system property {@code onnxruntime.native.path} is set, its folder is
 * used. With the GPU build, and where the engine belongs to another class loader than this class,
 * the engine unpacks its libraries itself.
 *
 * <p>The libraries are loaded before the engine starts, since an engine that fails to load them
 * cannot be started again in this JVM.
 */
final class EngineNatives {
  private static final System.Logger LOGGER =
      System.getLogger(EngineNatives.class.getPackageName());
  private static final String PATH_PROPERTY = "onnxruntime.native.path";
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  /** The lock is shared by all class loaders of the JVM, as the property is. */
  private static final Object JVM_LOCK = Runtime.getRuntime();

  private static boolean started;

  private EngineNatives() {}

  /**
   * The engine's environment; the first call loads the native libraries.
   *
   * @throws NativeLoadException if there is no folder to load them from
   * @throws IOException if the class path has no libraries for this platform
   * @throws LinkageError if they cannot be loaded or do not fit the engine's classes
   */
  static synchronized OrtEnvironment environment() throws IOException {
    if (!started) {
      synchronized (JVM_LOCK) {
        start();
      }
      started = true;
    }
    return EngineLog.environment();
  }

  private static void start() throws IOException {
    @Nullable String host = System.getProperty(PATH_PROPERTY);
    boolean unpacksItself =
        EngineJars.hasCuda()
            || OrtEnvironment.class.getClassLoader() != EngineNatives.class.getClassLoader();
    if (unpacksItself) {
      EngineLog.environment();
      return;
    }
    Path folder = host != null && loadFrom(Path.of(host)) ? Path.of(host) : copy();
    System.setProperty(PATH_PROPERTY, folder.toString());
    try {
      if (isTemporaryFolderWritable()) {
        EngineLog.environment(); // reads the property once, when its class loads
      } else {
        DirectStart.start(folder);
      }
      LOGGER.log(System.Logger.Level.DEBUG, "ONNX Runtime was loaded from {0}", folder);
    } finally {
      restore(host);
    }
  }

  private static void restore(@Nullable String host) {
    if (host == null) {
      System.clearProperty(PATH_PROPERTY);
    } else {
      System.setProperty(PATH_PROPERTY, host);
    }
  }

  /**
   * Loads the libraries of the folder that the system property names.
   *
   * @return false if another class loader has loaded them
   */
  private static boolean loadFrom(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : LIBRARIES) {
      Path file = folder.resolve(System.mapLibraryName(name)).toAbsolutePath();
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + " does not exist; " + PATH_PROPERTY + " names its folder");
      }
      files.add(file);
    }
    try {
      load(files);
      return true;
    } catch (UnsatisfiedLinkError e) {
      if (NativeCopy.isHeldByAnotherLoader(e)) {
        return false;
      }
      throw e;
    }
  }

  private static Path copy() throws IOException {
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    List<URL> libraries = new ArrayList<>();
    for (String name : LIBRARIES) {
      String resource = "ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(name);
      URL library = OrtEnvironment.class.getClassLoader().getResource(resource);
      if (library == null) {
        throw new IOException("the class path has no " + resource);
      }
      libraries.add(library);
    }
    return NativeCopy.load(
        "onnxruntime",
        libraries,
        NativeCopy.defaultRoot(),
        NativeCopy.AdditionalLoader.COPY,
        EngineNatives::load);
  }

  private static void load(List<Path> files) {
    for (Path file : files) {
      System.load(file.toString());
    }
  }

  private static boolean isTemporaryFolderWritable() {
    try {
      Files.delete(Files.createTempDirectory("matting4j"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The engine's name for a platform. */
  static String platform(String os, String architecture) {
    String system = os.toLowerCase(Locale.ROOT);
    String family = system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux";
    return family + (architecture.equals("aarch64") ? "-aarch64" : "-x64");
  }
}
