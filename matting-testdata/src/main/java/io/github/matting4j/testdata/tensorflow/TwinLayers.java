package io.github.matting4j.testdata.tensorflow;

/**
 * The layers of the twin in one file format. Weights are told apart by the order of the calls, so
 * two formats that get the same calls hold the same network.
 */
interface TwinLayers {

  /** The photo in −1..1 at this size, whatever its own, by a bilinear resize of the corners. */
  Grid photo(int height, int width);

  /** Convolution, normalisation by constants, ReLU; rows and columns divided by the stride. */
  Grid convolved(Grid x, int filters, int side, int stride);

  /** A convolution of 1x1 with a bias and nothing after it, its filters scaled by {@code gain}. */
  Grid projected(Grid x, int filters, double gain);

  /** Maxima of 2x2 cells. */
  Grid halved(Grid x);

  /** Bilinear resize of the corners. */
  Grid resized(Grid x, int height, int width);

  /** The channels of both. */
  Grid joined(Grid a, Grid b);

  /** Hyperbolic tangent of each value. */
  Grid squashed(Grid x);

  /**
   * Ends the graph.
   *
   * @param alpha one channel of −1..1
   * @param person whose mean over the picture is the person score
   */
  void finish(Grid alpha, Grid person);
}
