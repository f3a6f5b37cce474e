package io.github.matting4j.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a matte was made.
 *
 * @param modelId the id of the model's descriptor
 * @param modelSha256 SHA-256 of the weights' file, 64 hexadecimal digits
 * @param engine name and version of the engine, such as {@code "ONNX Runtime 1.28.0"}
 * @param device the device that ran, never the one merely asked for
 * @param threads threads of the engine for one run
 * @param networkWidth columns of the photo as the network saw it, padding left out
 * @param networkHeight rows of the photo as the network saw it, padding left out
 * @param enlargement how the alpha came from that size to the photo's, if they differ
 * @param prepare time to resize the photo and fill the input tensor
 * @param infer time inside the engine
 * @param finish time to bring the network's alpha back to the photo's size
 * @param warnings what the caller should know about this result, in plain sentences; mostly empty
 */
public record RunReport(
    String modelId,
    String modelSha256,
    String engine,
    Device device,
    int threads,
    int networkWidth,
    int networkHeight,
    Enlargement enlargement,
    Duration prepare,
    Duration infer,
    Duration finish,
    List<String> warnings) {

  /** How alpha of the network's size becomes a matte of the photo's. */
  public enum Enlargement {
    /** By interpolation that does not look at the photo; a refiner has something to add. */
    BILINEAR,
    /** Along the photo's edges, by a guided filter: refined already. */
    GUIDED
  }

  /** Copies the warnings. */
  public RunReport {
    warnings = List.copyOf(warnings);
  }

  /** Time from photo to matte, without waiting for other callers. */
  public Duration total() {
    return prepare.plus(infer).plus(finish);
  }

  /** This report with more warnings. */
  public RunReport warning(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new RunReport(
        modelId,
        modelSha256,
        engine,
        device,
        threads,
        networkWidth,
        networkHeight,
        enlargement,
        prepare,
        infer,
        finish,
        all);
  }
}
