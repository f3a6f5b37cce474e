package io.github.matting4j.onnx;

import java.util.List;

/**
 * For graphs of constant size, as the vendor's own FastDeploy does it: one scale that keeps the
 * photo's shape, fits it into the network's picture and brings the short side to at most {@code
 * shortSide}; the rest, right and below, is padded. It may enlarge.
 *
 * @param width columns of the network's picture
 * @param height rows of the network's picture
 * @param shortSide the short side that the network was trained for
 * @param paddingWarning what to tell the user when a picture is padded; empty if that is harmless
 */
public record FixedSize(int width, int height, int shortSide, List<String> paddingWarning)
    implements SizePolicy {

  /** Copies the warning. */
  public FixedSize {
    paddingWarning = List.copyOf(paddingWarning);
  }

  @Override
  public InputGeometry fit(int sourceWidth, int sourceHeight) {
    double scale =
        Math.min(
            (double) shortSide / Math.min(sourceWidth, sourceHeight),
            Math.min((double) width / sourceWidth, (double) height / sourceHeight));
    return InputGeometry.of(sourceWidth, sourceHeight)
        .then(
            new InputGeometry.Resize(
                side(sourceWidth * scale, width), side(sourceHeight * scale, height)))
        .then(new InputGeometry.Pad(width, height, InputGeometry.Pad.ZERO));
  }

  private static int side(double scaled, int most) {
    return (int) Math.min(Math.max(Math.round(scaled), 1), most);
  }

  @Override
  public List<String> warnings(InputGeometry geometry) {
    return geometry.isPadded() ? paddingWarning : List.of();
  }

  @Override
  public String canonicalText() {
    return "fitted into " + width + "x" + height + ", short side at most " + shortSide;
  }
}
