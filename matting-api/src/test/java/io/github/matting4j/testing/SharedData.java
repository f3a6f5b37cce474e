package io.github.matting4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Pictures and models of others that lie beside a developer's checkout, in {@code ../shared/data}.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder, if this machine has it. */
  public static Optional<Path> folder() {
    Path place = Path.of("").toAbsolutePath();
    while (place != null) {
      Path data = place.resolve("shared").resolve("data");
      if (Files.isDirectory(data)) {
        return Optional.of(data);
      }
      place = place.getParent();
    }
    return Optional.empty();
  }

  /** A file or folder of it; skips the test, with the reason, where it is absent. */
  public static Path require(String name) {
    Optional<Path> file = folder().map(data -> data.resolve(name)).filter(Files::exists);
    Assumptions.assumeTrue(file.isPresent(), "needs shared/data/" + name + " beside the checkout");
    return file.orElseThrow();
  }
}
