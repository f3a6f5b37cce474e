package io.github.matting4j.onnx;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Starts the engine where {@code java.io.tmpdir} cannot be written. The engine's own start creates
 * a folder there first, even if it needs none, and fails. This class executes the other steps by
 * reflection, and fails for an engine with different native methods.
 */
final class DirectStart {
  private static final Set<String> KNOWN_NATIVES =
      Set.of(
          "initialiseAPIBase",
          "initialiseTrainingAPIBase",
          "initialiseCompileAPIBase",
          "getAvailableProviders",
          "initialiseVersion");

  private static final int API_VERSION = 23;

  private final Class<?> engine;

  private DirectStart(Class<?> engine) {
    this.engine = engine;
  }

  /**
   * Starts the engine with libraries that are loaded already.
   *
   * @param folder of the libraries
   * @throws IOException if this is not the engine version that the steps are known for
   */
  static void start(Path folder) throws IOException {
    try {
      ClassLoader loader = DirectStart.class.getClassLoader();
      new DirectStart(Class.forName("ai.onnxruntime.OnnxRuntime", true, loader)).run(folder);
    } catch (ReflectiveOperationException | RuntimeException e) {
      if (e instanceof InvocationTargetException && e.getCause() instanceof LinkageError error) {
        throw error;
      }
      throw new IOException(
          "this version of the engine needs a temporary folder: java.io.tmpdir ("
              + System.getProperty("java.io.tmpdir")
              + ") cannot be written",
          e);
    }
  }

  private void run(Path folder) throws ReflectiveOperationException {
    refuseUnknown();
    if (field("loaded").getBoolean(null)) {
      return;
    }
    field("libraryDirPathProperty").set(null, folder.toString());
    long api = (long) call("initialiseAPIBase", API_VERSION);
    if (api == 0) {
      throw new UnsupportedOperationException("the library is of another version");
    }
    field("ortApiHandle").setLong(null, api);
    long training = (long) call("initialiseTrainingAPIBase", api, API_VERSION);
    field("ortTrainingApiHandle").setLong(null, training);
    field("ortCompileApiHandle").setLong(null, (long) call("initialiseCompileAPIBase", api));
    field("trainingEnabled").setBoolean(null, training != 0);
    field("providers").set(null, call("initialiseProviders", api));
    field("version").set(null, call("initialiseVersion"));
    field("loaded").setBoolean(null, true);
  }

  private void refuseUnknown() {
    Set<String> natives =
        Arrays.stream(engine.getDeclaredMethods())
            .filter(method -> Modifier.isNative(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    boolean isKnownVersion =
        Arrays.stream(engine.getDeclaredFields())
            .anyMatch(field -> field.getName().equals("ORT_API_VERSION_" + API_VERSION));
    if (!natives.equals(KNOWN_NATIVES) || !isKnownVersion) {
      throw new UnsupportedOperationException("unknown native methods " + natives);
    }
  }

  private Field field(String name) throws NoSuchFieldException {
    Field field = engine.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private Object call(String name, Object... arguments) throws ReflectiveOperationException {
    Method method =
        Arrays.stream(engine.getDeclaredMethods())
            .filter(declared -> declared.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(name));
    method.setAccessible(true);
    return method.invoke(null, arguments);
  }
}
