package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;

/**
 * What ONNX Runtime itself prints. Its native code writes to the process's error output, and its
 * Java API has no way to take those lines; so this class decides whether it writes any: by the
 * level of the logger of this package. Stateless.
 */
final class EngineLog {
  private static final System.Logger LOGGER = System.getLogger(EngineLog.class.getPackageName());

  private EngineLog() {}

  /**
   * None by default, since errors are thrown; warnings where this package logs at {@code DEBUG},
   * everything at {@code TRACE}.
   */
  static OrtLoggingLevel level() {
    if (LOGGER.isLoggable(System.Logger.Level.TRACE)) {
      return OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE;
    }
    return LOGGER.isLoggable(System.Logger.Level.DEBUG)
        ? OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING
        : OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
  }

  /** The engine's environment; one that the application has made keeps its level. */
  static OrtEnvironment environment() {
    return isStarted() ? OrtEnvironment.getEnvironment() : OrtEnvironment.getEnvironment(level());
  }

  /**
   * Whether the engine was started, or that cannot be seen. It logs a warning when it is asked for
   * another level than it was started with.
   */
  private static boolean isStarted() {
    try {
      Field instance = OrtEnvironment.class.getDeclaredField("INSTANCE");
      instance.setAccessible(true);
      return instance.get(null) != null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot see whether ONNX Runtime was started", e);
      return true;
    }
  }
}
