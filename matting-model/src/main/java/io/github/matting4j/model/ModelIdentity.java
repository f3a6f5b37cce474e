package io.github.matting4j.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an opened model computes with. Two models of equal weights and recipe hashes give the same
 * mattes, up to the rounding of different engines, devices and graph origins.
 *
 * @param modelId the id of the model's descriptor
 * @param weightsSha256 SHA-256 of the weights' file as the engine got it, 64 hexadecimal digits
 * @param recipeSha256 SHA-256 of a canonical text of how photos are prepared (transforms, size
 *     rule, cap) and how the network's output becomes alpha, 64 hexadecimal digits
 * @param engine name and version of the engine, such as {@code "ONNX Runtime 1.28.0"}
 * @param graphOrigin where the graph that runs came from
 */
public record ModelIdentity(
    String modelId,
    String weightsSha256,
    String recipeSha256,
    String engine,
    GraphOrigin graphOrigin) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Where a graph came from before the engine ran it. */
  public enum GraphOrigin {
    /** The weights' file itself. */
    FILE,
    /** Converted from the weights' file, which is of another format than the engine's. */
    CONVERTED,
    /** Rewritten in memory from the weights' file into an equivalent graph. */
    REWRITTEN,
    /** An optimised copy that an earlier process made from the weights' file and kept. */
    KEPT_COPY
  }

  /**
   * Checks the hashes.
   *
   * @throws IllegalArgumentException if one is not 64 lower-case hexadecimal digits
   */
  public ModelIdentity {
    Objects.requireNonNull(modelId, "modelId");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(graphOrigin, "graphOrigin");
    requireSha256("weightsSha256", weightsSha256);
    requireSha256("recipeSha256", recipeSha256);
  }

  private static void requireSha256(String name, String value) {
    if (!SHA256.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name + " is '" + value + "'; it must be 64 lower-case hexadecimal digits");
    }
  }
}
