package io.github.matting4j.bshm;

import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.runtime.NativeCopy;
import io.github.matting4j.runtime.NativeLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/**
 * Loads TensorFlow's native library, once a process: from {@code java.library.path} if it is there,
 * else from the user's one unpacked copy. AdditionalLoader class loaders of one JVM get a link to
 * that copy, since the library ends the process when it is loaded twice.
 *
 * <p>TensorFlow's loader first tries whether its native methods are already there. They are when
 * the library was loaded by a class of the same class loader, as this one is on a plain class path.
 */
final class TensorFlowLibrary {
  private static final System.Logger LOGGER =
      System.getLogger(TensorFlowLibrary.class.getPackageName());

  /** Where the copy is that this JVM has loaded: further class loaders must use the same one. */
  private static final String ROOT_PROPERTY = "matting4j.tensorflow.native";

  private static final Object JVM_LOCK = Runtime.getRuntime();

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
      synchronized (JVM_LOCK) {
        try {
          preload(folder);
          version = TensorFlow.version();
        } catch (IOException | LinkageError | RuntimeException e) {
          failure = e;
        }
      }
    }
    if (version == null) {
      throw failed(failure);
    }
    return version;
  }

  /** Why the library cannot be loaded here; empty if it is loaded now. */
  static Optional<String> unavailable(Path folder) {
    try {
      load(folder);
      return Optional.empty();
    } catch (ModelLoadException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void preload(Path folder) throws IOException {
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
    Path root = Path.of(System.getProperty(ROOT_PROPERTY, folder.toAbsolutePath().toString()));
    Path copy =
        NativeCopy.load(
            "tensorflow",
            TensorFlowJars.natives(),
            root,
            NativeCopy.AdditionalLoader.LINK,
            files -> System.load(files.get(files.size() - 1).toString()));
    System.setProperty(ROOT_PROPERTY, String.valueOf(copy.getParent()));
  }

  private static ModelLoadException failed(@Nullable Throwable cause) {
    Throwable root = cause;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new ModelLoadException(
        "the native library of TensorFlow 1.15 cannot be loaded: "
            + (cause instanceof IOException ? cause.getMessage() : root)
            + (cause instanceof NativeLoadException
                ? "; set the system property "
                    + MattingHome.PROPERTY
                    + " (or the environment variable "
                    + MattingHome.VARIABLE
                    + ") to a folder that can be written, allows execution and has 190 MB free"
                : "; Linux needs glibc 2.17")
            + ", or use the ONNX conversion of the model",
        cause);
  }
}
