package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;

/**
 * Turns a PNG's stored samples into packed pixels, in the picture's own colours. Rows start at
 * index 1, behind their filter byte. Not thread-safe.
 *
 * @param <A> the array that holds the pixels
 */
interface PngSamples<A> {
  /** Writes {@code count} pixels of {@code row} to {@code argb} from {@code to} on. */
  void unpack(byte[] row, A argb, int to, int count);

  /**
   * Called after the last row.
   *
   * @throws ImageReadException if the samples seen contradict the header
   */
  void checkSeen() throws ImageReadException;
}
