package io.github.matting4j.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who owns the name of each result: the first photo that would make it. The owners of earlier runs
 * come from the manifest.
 *
 * <p>Two names may share a key by chance; then a photo is refused that could have been done, and
 * nothing is lost. Not thread-safe.
 */
final class Claims {
  private final PathKeys keys;
  private final LongMap owners = new LongMap();
  private final @Nullable Path folder;

  Claims(PathKeys keys, @Nullable Path folder) {
    this.keys = keys;
    this.folder = folder;
  }

  /** Looks up what is known of the photo with this key. */
  interface Photos {
    @Nullable ManifestEntry find(long key) throws IOException;
  }

  void remember(long photo, ManifestEntry entry) {
    entry.outputs().values().forEach(output -> owners.put(keys.of(Path.of(output.file())), photo));
  }

  /**
   * Claims results for a photo.
   *
   * @return what is wrong with that, if anything; then nothing was claimed
   */
  Optional<String> claim(long key, Map<String, Path> outputs, PhotoSource source, Photos photos)
      throws IOException {
    for (Path output : outputs.values()) {
      Optional<String> wrong = wrong(key, output, source, photos);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    outputs.values().forEach(output -> owners.put(keys.of(output), key));
    return Optional.empty();
  }

  private Optional<String> wrong(long key, Path output, PhotoSource source, Photos photos)
      throws IOException {
    if (folder != null && !output.startsWith(folder)) {
      return Optional.of("its result " + output + " would lie outside of " + folder);
    }
    long outputKey = keys.of(output);
    if (outputKey == key || source.holds(output)) {
      return Optional.of(
          "its result "
              + output
              + " would lie among the photos of this batch, or be one; use another folder");
    }
    long owner = owners.get(outputKey);
    if (owner == LongMap.ABSENT || owner == key) {
      return Optional.empty();
    }
    ManifestEntry other = photos.find(owner);
    if (other != null && !Files.exists(Path.of(other.input()))) {
      return Optional.empty(); // moved or renamed; its results are taken over
    }
    return Optional.of(
        "its result "
            + output
            + " is that of "
            + (other == null ? "another photo" : other.input())
            + " too; name results after {dir} or {ext} as well, or use another folder");
  }
}
