package io.github.matting4j.batch;

import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of one photo.
 *
 * @param photo which
 * @param status done, left as it was, or failed
 * @param outputs its results by kind
 * @param width columns of the photo; 0 if it was not read
 * @param height rows of the photo; 0 if it was not read
 * @param report of the network's run, if there was one
 * @param flags what is suspicious about the matte
 * @param notes what the step wants the user to know, as sentences
 * @param stages how long it took
 * @param failure why it failed, if it did
 */
public record PhotoOutcome(
    PhotoFile photo,
    Status status,
    Map<String, Path> outputs,
    int width,
    int height,
    Optional<RunReport> report,
    Set<QualityFlag> flags,
    List<String> notes,
    Stages stages,
    Optional<PhotoFailure> failure) {

  /** Done, left as it was, or failed. */
  public enum Status {
    /** All its results were made. */
    DONE,
    /** The manifest says that it was done before, and nothing has changed since. */
    SKIPPED,
    /** It failed; the batch went on. */
    FAILED
  }

  /**
   * How long a photo took.
   *
   * @param admission waiting for its share of memory
   * @param read reading and decoding
   * @param matte preparing, the network, finishing
   * @param rest everything after the matte: refining, composing, writing
   */
  public record Stages(Duration admission, Duration read, Duration matte, Duration rest) {
    static final Stages NONE =
        new Stages(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** Copies the outputs, in their order. */
  public PhotoOutcome {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    flags = Set.copyOf(flags);
    notes = List.copyOf(notes);
  }

  static PhotoOutcome skipped(PhotoFile photo, Map<String, Path> outputs) {
    return without(photo, Status.SKIPPED, outputs, Optional.empty());
  }

  static PhotoOutcome failed(PhotoFile photo, FailureKind kind, String message) {
    return without(photo, Status.FAILED, Map.of(), Optional.of(new PhotoFailure(kind, message)));
  }

  private static PhotoOutcome without(
      PhotoFile photo, Status status, Map<String, Path> outputs, Optional<PhotoFailure> failure) {
    return new PhotoOutcome(
        photo, status, outputs, 0, 0, Optional.empty(), Set.of(), List.of(), Stages.NONE, failure);
  }
}
