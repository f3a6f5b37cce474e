package io.github.matting4j.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The hashes of files whose authors state none, as they were when first installed. They stay when
 * the model is removed.
 */
final class SeenHashes {
  private final Path file;

  /**
   * A file as it was seen.
   *
   * @param sha256 its hash
   * @param address where it came from
   * @param date when
   */
  record Seen(String sha256, String address, String date) {}

  SeenHashes(Path file) {
    this.file = file;
  }

  private static String key(String model, String name) {
    return model + "/" + name;
  }

  Optional<Seen> get(String model, String name) throws IOException {
    return JsonFile.read(file).get(key(model, name)) instanceof Map<?, ?> seen
        ? Optional.of(
            new Seen(
                String.valueOf(seen.get("sha256")),
                String.valueOf(seen.get("address")),
                String.valueOf(seen.get("date"))))
        : Optional.empty();
  }

  void put(String model, String name, String sha256, String address, Instant when)
      throws IOException {
    Map<String, Object> all = JsonFile.read(file);
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("sha256", sha256);
    seen.put("address", address);
    seen.put("date", when.toString());
    all.put(key(model, name), seen);
    JsonFile.write(file, all);
  }
}
