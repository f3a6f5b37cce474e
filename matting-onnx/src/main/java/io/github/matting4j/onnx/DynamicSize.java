package io.github.matting4j.onnx;

import java.util.List;

/**
 * For networks that take any size: scale the photo by a {@link Limit}, then cut each side down to a
 * multiple of what the network needs, by two consecutive resizes as PaddleSeg does. The shape of
 * the photo changes by less than one multiple; the way back undoes it.
 *
 * <p>Beyond PaddleSeg, no side falls below a minimum, and a picture of more pixels than a cap is
 * shrunk to it.
 *
 * @param limit the first resize
 * @param multiple what both sides must be a multiple of
 * @param minimumSide no side is smaller; a multiple of {@code multiple}
 * @param maxPixels the cap on the network's picture
 */
public record DynamicSize(Limit limit, int multiple, int minimumSide, long maxPixels)
    implements SizePolicy {

  /** Checks the numbers against each other. */
  public DynamicSize {
    if (multiple < 1 || minimumSide < multiple || minimumSide % multiple != 0) {
      throw new IllegalArgumentException(
          "minimum side is " + minimumSide + "; it must be a positive multiple of " + multiple);
    }
    if (maxPixels < (long) minimumSide * minimumSide) {
      throw new IllegalArgumentException(
          "the cap of "
              + maxPixels
              + " network pixels is below the network's smallest picture of "
              + minimumSide
              + "x"
              + minimumSide);
    }
  }

  @Override
  public InputGeometry fit(int width, int height) {
    double scale = limit.scale(width, height);
    int w = scaled(width, scale);
    int h = scaled(height, scale);
    if (isTooLarge(w, h)) {
      // Sides at their minimum do not shrink, so the other one takes the rest of the cut.
      double cut = Math.sqrt((double) maxPixels / ((double) network(w) * network(h)));
      w = scaled(width, scale * cut);
      h = scaled(height, scale * cut);
      w = Math.min(w, (int) (maxPixels / network(h)));
      h = Math.min(h, (int) (maxPixels / network(w)));
    }
    return InputGeometry.twoSteps(width, height, w, h, network(w), network(h));
  }

  private boolean isTooLarge(int w, int h) {
    return (long) network(w) * network(h) > maxPixels;
  }

  private int network(int side) {
    return Math.max(side - side % multiple, minimumSide);
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.min(Math.rint(side * scale), Integer.MAX_VALUE / 2.0));
  }

  @Override
  public List<String> warnings(InputGeometry g) {
    double scale = limit.scale(g.sourceWidth(), g.sourceHeight());
    int w = scaled(g.sourceWidth(), scale);
    int h = scaled(g.sourceHeight(), scale);
    return isTooLarge(w, h)
        ? List.of(
            "the photo is so long that the network saw "
                + g.networkWidth()
                + "x"
                + g.networkHeight()
                + " instead of "
                + network(w)
                + "x"
                + network(h)
                + " pixels, the cap being "
                + maxPixels
                + "; maxNetworkPixels raises it, at the price of memory")
        : List.of();
  }
}
