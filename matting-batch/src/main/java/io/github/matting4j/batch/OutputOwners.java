package io.github.matting4j.batch;

import io.github.matting4j.batch.manifest.ManifestEntry;
import io.github.matting4j.io.file.OutputGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which photo each result belongs to: the first that would make it, in this run or, as the manifest
 * says, in an earlier one. Thread-safe as far as the lookup is.
 */
final class OutputOwners {
  private final OutputGuard guard;
  private final @Nullable Path folder;

  OutputOwners(PhotoSource source, Photos photos, @Nullable Path folder) {
    this.guard = new OutputGuard(source::contains, owner -> name(photos.find(owner)));
    this.folder = folder;
  }

  /** Looks up what is known of the photo with this key. */
  interface Photos {
    @Nullable ManifestEntry find(long key) throws IOException;
  }

  /** Null for a photo that was moved or renamed; its results are taken over. */
  private static @Nullable String name(@Nullable ManifestEntry photo) {
    if (photo == null) {
      return "another photo";
    }
    return Files.exists(photo.input()) ? photo.input().toString() : null;
  }

  void protect(Path file, String what) {
    guard.protect(file, what);
  }

  void remember(long photo, ManifestEntry entry) {
    entry.outputs().values().forEach(output -> guard.remember(photo, output.file()));
  }

  /**
   * Claims results for a photo.
   *
   * @return what is wrong with that, if anything; then nothing was claimed
   */
  Optional<PhotoFailure> claim(long key, Path photo, Map<String, Path> outputs) throws IOException {
    for (Path output : outputs.values()) {
      if (folder != null && !output.startsWith(folder)) {
        return failure("the result " + output + " would lie outside of " + folder);
      }
    }
    Optional<OutputGuard.Refusal> refusal = guard.claim(key, Optional.of(photo), outputs.values());
    return refusal.isEmpty()
        ? Optional.empty()
        : failure(refusal.get().message() + "; " + remedy(refusal.get().reason()));
  }

  private static Optional<PhotoFailure> failure(String message) {
    return Optional.of(new PhotoFailure(FailureKind.COLLISION, message));
  }

  private static String remedy(OutputGuard.Reason reason) {
    return switch (reason) {
      case RESULT -> "name results after {dir} or {ext} as well, or use another folder";
      case TWICE -> "use another folder, or another pattern";
      case INPUT, SPECIAL -> "use another folder";
    };
  }
}
