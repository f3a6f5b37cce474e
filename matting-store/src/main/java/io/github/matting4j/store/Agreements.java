package io.github.matting4j.store;

import io.github.matting4j.model.Licence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * The licences that the user of a model folder has agreed to. A licence whose terms allow every use
 * needs no agreement.
 */
final class Agreements {
  private final Path file;

  Agreements(Path file) {
    this.file = file;
  }

  static boolean isNeeded(Licence licence) {
    return licence.commercialUse() != Licence.CommercialUse.ALLOWED;
  }

  /** Changed terms are another licence. */
  private static String key(Licence licence) {
    return licence.name() + " | " + licence.url() + " | " + licence.attribution();
  }

  boolean has(Licence licence) throws IOException {
    return !isNeeded(licence) || JsonFile.read(file).containsKey(key(licence));
  }

  void add(Licence licence, String model, Instant when) throws IOException {
    Map<String, Object> all = JsonFile.read(file);
    all.put(key(licence), Map.of("model", model, "agreed", when.toString()));
    JsonFile.write(file, all);
  }
}
