package io.github.matting4j.batch.manifest;

import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
   * @param reading to compare the photo's bytes; empty to trust its size and time
   */
  public boolean isCurrent(
      FileStamp now, JobIdentity wanted, Map<String, Path> results, Optional<ReadOptions> reading)
      throws IOException {
    return done
        && job.equals(wanted)
        && sameFiles(results)
        && outputs.values().stream().allMatch(Output::isThere)
        && (reading.isPresent()
            ? stamp.size() == now.size()
                && sha256.equals(Sha256.of(ImageFiles.readBytes(input, reading.get())))
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
