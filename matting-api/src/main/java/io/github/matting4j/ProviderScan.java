package io.github.matting4j;

import io.github.matting4j.model.MattingModelProvider;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the providers on the class path or module path. A provider that cannot be loaded becomes a
 * finding; the scan goes on. A provider that several class loaders find counts once.
 */
final class ProviderScan {
  /** Ends the scan of a list whose entries all fail. */
  private static final int MAX_FAILURES = 20;

  /** The wording of {@link ServiceLoader}; with another wording the finding has no class name. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(": (?:Provider )?([\\w.$]+) (?:not|could|Unable)");

  private static final String OTHER_COPY =
      "; it may implement the interface of another copy of matting-api: keep one copy";

  private static final String REMEDY =
      "check that its jar and its dependencies are complete and of one version, or remove it";

  private final Map<String, MattingModelProvider> providers = new LinkedHashMap<>();
  private final Set<ModelStatus> broken = new LinkedHashSet<>();

  private ProviderScan() {}

  /**
   * Looks through the thread's context class loader, then through that of this class: in a
   * container or an executable jar, the context class loader of common-pool threads cannot see the
   * application's classes.
   */
  static ProviderScan run() {
    ProviderScan scan = new ProviderScan();
    Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(ProviderScan.class.getClassLoader());
    for (ClassLoader loader : loaders) {
      scan.collect(ServiceLoader.load(MattingModelProvider.class, loader).iterator());
    }
    scan.broken.addAll(MergedJar.ofThisLibrary().unlisted(scan.providers.keySet()));
    return scan;
  }

  private void collect(Iterator<MattingModelProvider> found) {
    int failures = 0;
    while (failures < MAX_FAILURES) {
      try {
        if (!found.hasNext()) {
          return;
        }
        MattingModelProvider provider = found.next();
        providers.putIfAbsent(provider.getClass().getName(), provider);
        failures = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        broken.add(finding(e));
      }
    }
    broken.add(
        ModelStatus.broken(
            "unknown-backend",
            MAX_FAILURES + " backends in a row cannot be loaded; the others were not checked",
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
            + (root == error ? "" : " (" + root + ")")
            + (String.valueOf(error.getMessage()).endsWith("not a subtype") ? OTHER_COPY : ""),
        REMEDY);
  }

  List<MattingModelProvider> providers() {
    return List.copyOf(providers.values());
  }

  /** What cannot be loaded through one class loader nor through another. */
  List<ModelStatus> broken() {
    return broken.stream().filter(line -> !providers.containsKey(line.id())).toList();
  }
}
