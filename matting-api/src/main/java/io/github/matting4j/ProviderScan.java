package io.github.matting4j;

import io.github.matting4j.model.MattingModelProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the providers on the class path or module path. A provider that cannot be loaded becomes a
 * finding; the scan goes on.
 */
final class ProviderScan {
  /** A list that fails this often in a row will not get better. */
  private static final int MOST_FAILURES = 20;

  /** How {@link ServiceLoader} words it; elsewhere the finding goes without the name. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(": (?:Provider )?([\\w.$]+) (?:not|could|Unable)");

  private static final String REMEDY =
      "check that its jar and its dependencies are complete and of one version, or remove it";

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
    broken.add(
        ModelStatus.broken(
            "unknown-backend",
            MOST_FAILURES + " backends in a row cannot be loaded; further ones were not looked at",
            "clean up the class path"));
  }

  private static ModelStatus finding(Error error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    Matcher name = CLASS_NAME.matcher(String.valueOf(error.getMessage()));
    return ModelStatus.broken(
        name.find() ? name.group(1) : "unknown-backend",
        "a matting backend on the class path cannot be loaded: "
            + (error instanceof ServiceConfigurationError ? error.getMessage() : error)
            + (root == error ? "" : " (" + root + ")"),
        REMEDY);
  }

  List<MattingModelProvider> providers() {
    return providers;
  }

  List<ModelStatus> broken() {
    return broken;
  }
}
