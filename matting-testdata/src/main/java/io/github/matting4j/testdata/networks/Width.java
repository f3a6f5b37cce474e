package io.github.matting4j.testdata.networks;

/**
 * Makes networks narrower by the same factor everywhere, for fast tests. Immutable.
 *
 * @param divisor 1 for the published widths
 */
record Width(int divisor) {

  private static final int NARROWEST = 4;

  /** {@code channels} divided and rounded up, at least 4. */
  int of(int channels) {
    return of(channels, 1);
  }

  /** The same, rounded up to a multiple. */
  int of(int channels, int multiple) {
    if (divisor == 1) {
      return channels;
    }
    int narrowed = Math.max((channels + divisor - 1) / divisor, NARROWEST);
    return (narrowed + multiple - 1) / multiple * multiple;
  }
}
