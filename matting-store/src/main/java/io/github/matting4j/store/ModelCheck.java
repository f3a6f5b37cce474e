package io.github.matting4j.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Looks whether a converted network does what it must. */
@FunctionalInterface
interface ModelCheck {
  /**
   * Runs it.
   *
   * @return what was seen
   * @throws ModelInstallException if it does not work
   */
  List<String> check(String model, Path weights) throws IOException;
}
