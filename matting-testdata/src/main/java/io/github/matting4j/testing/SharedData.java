package io.github.matting4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The project's data for tests, which lie beside the repository in {@code shared/data} and are not
 * part of it. Tests that need them are skipped where they are absent.
 */
public final class SharedData {
  private SharedData() {}

  /** The file or folder {@code name} below {@code shared/data}; skips the test if it is absent. */
  public static Path require(String name) {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path found = folder.resolve("shared").resolve("data").resolve(name);
      if (Files.exists(found)) {
        return found;
      }
    }
    return Assumptions.abort("no shared/data/" + name + " beside " + start + " or above it");
  }
}
