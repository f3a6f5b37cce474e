package io.github.matting4j.advise.calibration;

import java.util.Objects;
import java.util.Optional;

/**
 * The cost of photos with one model on one machine, fitted to measurements at five sizes.
 *
 * @param seconds from photo to matte, one photo at a time
 * @param bytes growth of the process during the run: weights, engine, working memory, the photo,
 *     and the growth of Java's heap; empty where the system does not report it
 * @param chain the steps from a photo's file to the written files, if they were measured
 */
public record CostModel(LinearCost seconds, Optional<LinearCost> bytes, Optional<Chain> chain) {

  /**
   * The steps from a photo's file to the written files.
   *
   * @param start seconds that a program takes once, at least 0: until the model is open, and longer
   *     for its first photos than for later ones
   * @param overhead seconds of all steps but the model: reading, foreground, composing, writing
   * @param workers photos processed in parallel in the second measurement
   * @param speedUp ratio of the photos per second to those of sequential processing
   */
  public record Chain(double start, LinearCost overhead, int workers, double speedUp) {

    /** Checks start, workers and speed-up. */
    public Chain {
      Objects.requireNonNull(overhead);
      if (!(start >= 0 && start < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the start takes " + start + " s; it must be 0 or more");
      }
      if (workers < 1 || !(speedUp > 0 && speedUp < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            workers + " workers gave a speed-up of " + speedUp + "; both must be above 0");
      }
    }
  }

  /** Rejects null. */
  public CostModel {
    Objects.requireNonNull(seconds);
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(chain);
  }
}
