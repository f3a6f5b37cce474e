package io.github.matting4j.model;

import io.github.matting4j.hardware.Device;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a matte was made.
 *
 * @param model the model that ran
 * @param device the device that ran, which may differ from the one requested
 * @param threads threads of the engine for one run
 * @param input the photo as the network saw it
 * @param timings where the time went
 * @param warnings warnings about this result, in sentences; usually empty
 * @param zoom what the second pass did; empty if the model was opened without {@link
 *     OpenOptions#zoom}
 */
public record RunReport(
    ModelIdentity model,
    Device device,
    int threads,
    NetworkInput input,
    Timings timings,
    List<String> warnings,
    Optional<Zoom> zoom) {

  /** How alpha of the network's size becomes a matte of the photo's. */
  public enum Enlargement {
    /** By interpolation without regard to the photo; refining can improve the matte. */
    BILINEAR,
    /** Along the photo's edges, by a guided filter; already refined. */
    GUIDED
  }

  /**
   * The photo as the network saw it. If crops were joined, the whole photo at the scale at which
   * the network saw them, at the smallest of their scales.
   *
   * @param width columns, padding left out
   * @param height rows, padding left out
   * @param enlargement how the alpha came from that size to the photo's, if they differ
   */
  public record NetworkInput(int width, int height, Enlargement enlargement) {}

  /**
   * The time that one run took, without waiting for other callers.
   *
   * @param prepare time to resize the photo and fill the input tensor
   * @param infer time inside the engine
   * @param finish time to bring the network's alpha back to the photo's size
   */
  public record Timings(Duration prepare, Duration infer, Duration finish) {
    /** Nothing measured. */
    public static final Timings NONE = new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Time from photo to matte. */
    public Duration total() {
      return prepare.plus(infer).plus(finish);
    }

    /** The sums of these times and others. */
    public Timings plus(Timings other) {
      return new Timings(
          prepare.plus(other.prepare), infer.plus(other.infer), finish.plus(other.finish));
    }
  }

  /**
   * What the second pass over small people did.
   *
   * @param crops number of crops that the network ran on; 0 if no one is small
   * @param joined number of crops whose matte is part of the result; the others were no better
   * @param time time of the second pass, part of {@link RunReport#total}
   */
  public record Zoom(int crops, int joined, Duration time) {}

  /** Copies the warnings. */
  public RunReport {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(zoom, "zoom");
    warnings = List.copyOf(warnings);
  }

  /** A report of a run without a second pass. */
  public RunReport(
      ModelIdentity model,
      Device device,
      int threads,
      NetworkInput input,
      Timings timings,
      List<String> warnings) {
    this(model, device, threads, input, timings, warnings, Optional.empty());
  }

  /** The id of the model's descriptor. */
  public String modelId() {
    return model.modelId();
  }

  /** SHA-256 of the weights' file as the engine got it, 64 hexadecimal digits. */
  public String modelSha256() {
    return model.weightsSha256();
  }

  /** Name and version of the engine, such as {@code "ONNX Runtime 1.28.0"}. */
  public String engine() {
    return model.engine();
  }

  /** Columns of the photo as the network saw it, padding left out. */
  public int networkWidth() {
    return input.width();
  }

  /** Rows of the photo as the network saw it, padding left out. */
  public int networkHeight() {
    return input.height();
  }

  /** How the alpha came from the network's size to the photo's, if they differ. */
  public Enlargement enlargement() {
    return input.enlargement();
  }

  /** Time to resize the photo and fill the input tensor. */
  public Duration prepare() {
    return timings.prepare();
  }

  /** Time inside the engine. */
  public Duration infer() {
    return timings.infer();
  }

  /** Time to bring the network's alpha back to the photo's size. */
  public Duration finish() {
    return timings.finish();
  }

  /** Time from photo to matte, without waiting for other callers. */
  public Duration total() {
    return timings.total();
  }

  /** This report with more warnings. */
  public RunReport warning(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new RunReport(model, device, threads, input, timings, all, zoom);
  }
}
