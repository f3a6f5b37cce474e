package io.github.matting4j.bshm;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.runtime.NativeCopy;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/**
 * Loads TensorFlow's native library, once a process: from {@code java.library.path} if it is there,
 * else from the user's one unpacked copy, else as TensorFlow itself does, from a fresh copy in the
 * temporary folder.
 *
 * <p>TensorFlow's loader first tries whether its native methods are already there. They are when
 * the library was loaded by a class of the same class loader, as this one is on a plain class path.
 */
final class TensorFlowLibrary {
  private static final System.Logger LOGGER = System.getLogger(TensorFlowLibrary.class.getName());

  private static @Nullable String version;
  private static @Nullable Throwable failure;

  private TensorFlowLibrary() {}

  /**
   * Loads the library if it is not loaded yet.
   *
   * @param folder where the unpacked copy is kept
   * @return TensorFlow's version
   * @throws ModelLoadException if it cannot be loaded here, now or before
   */
  @SuppressWarnings("StaticAssignmentOfThrowable") // its trace is that of the one attempt
  static synchronized String load(Path folder) {
    if (version == null && failure == null) {
      TensorFlowJars.missing()
          .ifPresent(
              reason -> {
                throw new ModelLoadException("a frozen graph cannot be run here: " + reason);
              });
      try {
        preload(folder);
        version = TensorFlow.version();
      } catch (LinkageError | RuntimeException e) {
        failure = e;
      }
    }
    if (version == null) {
      throw failed(failure);
    }
    return version;
  }

  private static void preload(Path folder) {
    if (TensorFlowLibrary.class.getClassLoader() != TensorFlow.class.getClassLoader()) {
      LOGGER.log(System.Logger.Level.DEBUG, "TensorFlow has another class loader: it unpacks");
      return;
    }
    try {
      System.loadLibrary("tensorflow_jni");
      return;
    } catch (UnsatisfiedLinkError e) {
      LOGGER.log(System.Logger.Level.DEBUG, "not on java.library.path: {0}", e.getMessage());
    }
    List<URL> natives = TensorFlowJars.natives();
    try {
      System.load(NativeCopy.of("tensorflow", natives, folder).toString());
    } catch (IOException | UnsatisfiedLinkError e) {
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "no unpacked copy of TensorFlow in {0} ({1}): it unpacks into the temporary folder",
          folder,
          e.toString());
    }
  }

  private static ModelLoadException failed(@Nullable Throwable cause) {
    Throwable root = cause;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new ModelLoadException(
        "the native library of TensorFlow 1.15 cannot be loaded here: "
            + root
            + "; the folder of the unpacked copy (BshmOptions.nativeFolder) or java.io.tmpdir ("
            + System.getProperty("java.io.tmpdir")
            + ") must be writable, executable and have 190 MB free, and Linux needs glibc 2.17;"
            + " or use the ONNX conversion of the model",
        cause);
  }
}
