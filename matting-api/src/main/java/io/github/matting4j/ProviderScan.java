package io.github.matting4j;

import io.github.matting4j.model.MattingModelProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the providers on the class path or module path. A provider that cannot be loaded becomes a
 * finding; the scan goes on.
 */
final class ProviderScan {
  /** A list that fails this often in a row will not get better. */
  private static final int MOST_FAILURES = 20;

  private final List<MattingModelProvider> providers = new ArrayList<>();
  private final List<ModelStatus> broken = new ArrayList<>();

  private ProviderScan() {}

  static ProviderScan run() {
    ProviderScan scan = new ProviderScan();
    scan.collect(ServiceLoader.load(MattingModelProvider.class).iterator());
    return scan;
  }

  private void collect(Iterator<MattingModelProvider> found) {
    int failures = 0;
    while (failures < MOST_FAILURES) {
      try {
        if (!found.hasNext()) {
          return;
        }
        providers.add(found.next());
        failures = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        broken.add(finding(e));
      }
    }
  }

  private static ModelStatus finding(Error error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return ModelStatus.broken(
        "provider",
        "a matting backend on the class path cannot be loaded: "
            + error.getMessage()
            + (root == error ? "" : " (" + root + ")"),
        "check that its jar and its dependencies are complete and of one version, or remove it");
  }

  List<MattingModelProvider> providers() {
    return providers;
  }

  List<ModelStatus> broken() {
    return broken;
  }
}
