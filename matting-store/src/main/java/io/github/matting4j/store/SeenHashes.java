package io.github.matting4j.store;

import io.github.matting4j.store.fetch.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The hashes of files whose authors state none, as they were when first installed. They stay when
 * the model is removed.
 */
final class SeenHashes {
  private final StoreFolder folder;
  private final Waiting waiting;

  /**
   * A file as it was seen.
   *
   * @param sha256 its hash
   * @param address where it came from
   * @param date when
   */
  record Seen(String sha256, String address, String date) {}

  SeenHashes(StoreFolder folder, Waiting waiting) {
    this.folder = folder;
    this.waiting = waiting;
  }

  private static String key(String model, String name) {
    return model + "/" + name;
  }

  Optional<Seen> get(String model, String name) throws IOException {
    return JsonFile.read(folder.seen()).get(key(model, name)) instanceof Map<?, ?> seen
        ? Optional.of(
            new Seen(
                String.valueOf(seen.get("sha256")),
                String.valueOf(seen.get("address")),
                String.valueOf(seen.get("date"))))
        : Optional.empty();
  }

  /** Remembers a file that is installed; nothing if it is interrupted while others do so. */
  void put(String model, String name, String sha256, String address, Instant when)
      throws IOException {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("sha256", sha256);
    seen.put("address", address);
    seen.put("date", when.toString());
    try (StoreLock lock = StoreLock.acquire(folder.lock("seen"), waiting, () -> {})) {
      Map<String, Object> all = JsonFile.read(folder.seen());
      all.put(key(model, name), seen);
      JsonFile.write(folder.seen(), all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
