package io.github.matting4j.batch.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a manifest remembers of a photo.
 *
 * @param input the photo's path, absolute
 * @param stamp of the photo when it was read
 * @param sha256 of the photo; empty if it was not read
 * @param done whether all results were made
 * @param job what they were made with
 * @param outputs by kind
 */
public record ManifestEntry(
    Path input,
    FileStamp stamp,
    String sha256,
    boolean done,
    JobIdentity job,
    Map<String, Output> outputs) {

  /**
   * A result.
   *
   * @param file absolute
   * @param bytes its size
   */
  public record Output(Path file, long bytes) {
    public static Output of(Path file) throws IOException {
      return new Output(file, Files.size(file));
    }

    private boolean isThere() {
      try {
        return Files.size(file) == bytes;
      } catch (IOException e) {
        return false;
      }
    }
  }

  /**
   * Whether there is nothing to do: the same photo, job and results, and the results still there.
   *
   * @param hashed whether to read the photo rather than trust its size and time
   */
  public boolean isCurrent(
      Path photo, FileStamp now, JobIdentity wanted, Map<String, Path> results, boolean hashed)
      throws IOException {
    return done
        && job.equals(wanted)
        && sameFiles(results)
        && outputs.values().stream().allMatch(Output::isThere)
        && (hashed
            ? stamp.size() == now.size() && sha256.equals(Sha256.of(photo))
            : stamp.equals(now));
  }

  private boolean sameFiles(Map<String, Path> results) {
    return outputs.keySet().equals(results.keySet())
        && results.entrySet().stream()
            .allMatch(
                result -> {
                  Output known = outputs.get(result.getKey());
                  return known != null && known.file().equals(result.getValue());
                });
  }
}
