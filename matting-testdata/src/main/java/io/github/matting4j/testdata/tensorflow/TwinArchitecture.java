package io.github.matting4j.testdata.tensorflow;

/**
 * The layers of the twin, whatever the file format: a coarse network that sees the photo at
 * 160x160, a network that evens out the quality of its mask at 320x320, and a refinement that sees
 * the photo and the evened mask at 640x640, works at a quarter of that and comes back by skips.
 * Each is a U-Net of five levels.
 */
final class TwinArchitecture {
  private static final int LEVELS = 5;
  private static final int COARSE = 160;
  private static final int FINE = 640;

  /**
   * Spreads the last tanh so that the matte has plateaus at both ends and soft parts between;
   * narrow networks need more of it.
   */
  private static final double CONTRAST = 20;

  private final TwinLayers layers;
  private final int divisor;

  private TwinArchitecture(TwinLayers layers, int divisor) {
    this.layers = layers;
    this.divisor = divisor;
  }

  /** Puts all layers into the graph, with 1/{@code divisor} of the channels. */
  static void build(TwinLayers layers, int divisor) {
    new TwinArchitecture(layers, divisor).build();
  }

  private void build() {
    Grid small = layers.photo(COARSE, COARSE);
    Grid mask = layers.squashed(layers.projected(uNet(small, 64), 2, 1));
    Grid middle = layers.photo(FINE / 2, FINE / 2);
    Grid even = uNet(layers.joined(middle, layers.resized(mask, FINE / 2, FINE / 2)), 32);
    even = layers.squashed(layers.projected(even, 1, 1));
    Grid alpha = refined(layers.joined(layers.photo(FINE, FINE), layers.resized(even, FINE, FINE)));
    layers.finish(layers.squashed(layers.projected(alpha, 1, CONTRAST * Math.sqrt(divisor))), mask);
  }

  private Grid refined(Grid x) {
    Grid full = layers.convolved(x, width(32), 3, 1);
    Grid half = layers.convolved(full, width(64), 3, 2);
    Grid quarter = layers.convolved(half, width(64), 3, 2);
    Grid back = layers.resized(uNet(quarter, 64), FINE / 2, FINE / 2);
    back = twice(layers.joined(back, half), width(64));
    back = layers.resized(back, FINE, FINE);
    return twice(layers.joined(back, full), width(32));
  }

  /** Down four times and up again, with skips; {@code first} channels doubled at each level. */
  private Grid uNet(Grid x, int first) {
    Grid[] skips = new Grid[LEVELS];
    Grid y = x;
    for (int level = 0; level < LEVELS; level++) {
      y = twice(level == 0 ? y : layers.halved(y), width(first << level));
      if (level == 2 || level == 3) { // as in the published classifiers that encoders start from
        y = layers.convolved(y, y.channels(), 3, 1);
      }
      skips[level] = y;
    }
    for (int level = LEVELS - 2; level >= 0; level--) {
      Grid skip = skips[level];
      y =
          twice(
              layers.joined(layers.resized(y, skip.height(), skip.width()), skip), skip.channels());
    }
    return y;
  }

  private Grid twice(Grid x, int filters) {
    return layers.convolved(layers.convolved(x, filters, 3, 1), filters, 3, 1);
  }

  private int width(int channels) {
    return Math.max(channels / divisor, 4);
  }
}
