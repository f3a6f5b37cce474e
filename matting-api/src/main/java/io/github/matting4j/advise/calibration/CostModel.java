package io.github.matting4j.advise.calibration;

import java.util.Objects;
import java.util.Optional;

/**
 * What photos cost with one model on one machine, fitted to measurements at five sizes.
 *
 * @param seconds from photo to matte, one photo at a time
 * @param bytes by which the process grew while it ran: weights, engine, working memory, the photo,
 *     and what Java's heap grew by; empty where the system does not tell
 * @param chain the way from a photo's file to the written files, if that was measured
 */
public record CostModel(LinearCost seconds, Optional<LinearCost> bytes, Optional<Chain> chain) {

  /**
   * The way from file to files.
   *
   * @param overhead seconds for all but the model: reading, foreground, composing, writing
   * @param workers photos side by side in the second measurement
   * @param speedUp how many times as many photos a second that gave
   */
  public record Chain(LinearCost overhead, int workers, double speedUp) {

    /** Refuses what cannot be. */
    public Chain {
      Objects.requireNonNull(overhead);
      if (workers < 1 || !(speedUp > 0 && speedUp < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            workers + " workers gave a speed-up of " + speedUp + "; both must be above 0");
      }
    }
  }

  /** Refuses null. */
  public CostModel {
    Objects.requireNonNull(seconds);
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(chain);
  }
}
