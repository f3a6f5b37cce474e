package io.github.matting4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses, before anything is written, jobs that would overwrite what they read or wrote. */
final class OutputCheck {
  /** By real path, so that a link or a detour through {@code ..} does not hide a collision. */
  private final Map<Path, String> taken = new HashMap<>();

  private OutputCheck() {}

  /**
   * Looks at every file of the job.
   *
   * @param otherInputs what is read besides the photos
   * @throws IllegalArgumentException if a file would be written twice or over an input
   */
  static void refuse(CutoutJob job, List<Path> otherInputs) {
    OutputCheck check = new OutputCheck();
    otherInputs.forEach(file -> check.taken.put(real(file), file.toString()));
    for (CutoutJob.Item item : job.items()) {
      if (!item.photo().equals(CutoutJob.STANDARD_STREAM)) {
        check.taken.put(real(Path.of(item.photo())), "the photo " + item.photo());
      }
    }
    job.items().forEach(check::take);
  }

  private void take(CutoutJob.Item item) {
    for (Path file : item.files()) {
      String other = taken.put(real(file), "the result of " + item.photo());
      if (other != null) {
        throw new IllegalArgumentException(
            "the result of " + item.photo() + " would overwrite " + other + " (" + file + ")");
      }
    }
  }

  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      Path folder = absolute.getParent();
      return Files.exists(absolute) || folder == null
          ? absolute.toRealPath()
          : folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      return absolute; // reading or writing it will tell
    }
  }
}
