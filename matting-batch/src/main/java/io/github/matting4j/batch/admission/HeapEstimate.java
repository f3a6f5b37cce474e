package io.github.matting4j.batch.admission;

import io.github.matting4j.model.figures.SizeRule;
import java.util.Optional;

/**
 * Estimates the memory of Java that a photo takes at its peak: its file, its pixels and the results
 * made of them, and the tensors of the network with the refinement at the network's size. Buffers
 * inside the engine are not part of it; they depend on the number of concurrent runs.
 *
 * @param bytesPerPixel of the photo, all pictures of the step included
 * @param bits the most that pictures are read at
 * @param sizeRule of the network; where it is not stated, its tensors are not counted
 */
public record HeapEstimate(int bytesPerPixel, int bits, Optional<SizeRule> sizeRule) {
  /** Three floats for the colours and one for alpha. */
  private static final int TENSOR_BYTES_PER_PIXEL = 4 * Float.BYTES;

  /** Measured: docs/batch.md. */
  private static final int REFINEMENT_BYTES_PER_PIXEL = 105;

  /** The bytes of a photo whose file has so many; saturates. */
  public long bytes(long fileBytes, PhotoHeader header) {
    double perPixel = (double) bytesPerPixel + header.extraBytesPerPixel(bits);
    double bytes = fileBytes + header.pixels() * perPixel + networkBytes(header);
    return bytes < Long.MAX_VALUE ? (long) bytes : Long.MAX_VALUE;
  }

  private double networkBytes(PhotoHeader header) {
    if (header.pixels() == 0) {
      return 0;
    }
    return sizeRule
        .map(rule -> rule.networkPixels(header.width(), header.height()))
        .map(pixels -> pixels * (TENSOR_BYTES_PER_PIXEL + REFINEMENT_BYTES_PER_PIXEL))
        .orElse(0.0);
  }
}
