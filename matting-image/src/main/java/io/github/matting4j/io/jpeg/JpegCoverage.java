package io.github.matting4j.io.jpeg;

import static io.github.matting4j.io.input.ByteView.u8;

/**
 * Which coefficients of which colours the scans of a JPEG have brought to their full precision: a
 * progressive file has them in many scans, each of some. Not thread-safe.
 */
final class JpegCoverage {
  private static final int MAX_COMPONENTS = 4;
  private static final int LAST_COEFFICIENT = 63;
  private static final long ALL = -1L;

  private final long[] finished = new long[MAX_COMPONENTS];

  /** Takes the header of a scan. */
  void scan(byte[] data, int start, int length, JpegFrame frame) {
    int components = length < 1 ? 0 : u8(data, start);
    if (components > MAX_COMPONENTS || length < 4 + 2 * components) {
      return;
    }
    int spectral = start + 1 + 2 * components;
    long coefficients = ALL;
    if (frame.progressive()) {
      int first = u8(data, spectral);
      int last = u8(data, spectral + 1);
      boolean full = (u8(data, spectral + 2) & 15) == 0;
      coefficients =
          full && first <= last && last <= LAST_COEFFICIENT
              ? (ALL << first) & (ALL >>> (LAST_COEFFICIENT - last))
              : 0;
    }
    for (int i = 0; i < components; i++) {
      int id = u8(data, start + 1 + 2 * i);
      for (int c = 0; c < frame.components(); c++) {
        if (frame.id(c) == id) {
          finished[c] |= coefficients;
        }
      }
    }
  }

  /** Whether nothing is missing that further scans could bring. */
  boolean isComplete(JpegFrame frame) {
    for (int c = 0; c < frame.components(); c++) {
      if (finished[c] != ALL) {
        return false;
      }
    }
    return true;
  }
}
