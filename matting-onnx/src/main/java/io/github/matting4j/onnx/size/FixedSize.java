package io.github.matting4j.onnx.size;

import java.util.ArrayList;
import java.util.List;

/**
 * For graphs of fixed size, as in the vendor's FastDeploy: one scale that keeps the photo's aspect
 * ratio, fits it into the network's input and brings the short side to at most {@code shortSide};
 * the rest, right and below, is padded. Small photos are enlarged.
 *
 * <p>FastDeploy crops the result by a scale that ignores {@code shortSide}; here the result is
 * cropped to what the photo filled.
 *
 * @param width columns of the network's input
 * @param height rows of the network's input
 * @param shortSide the short side, in pixels, that the network was trained for
 * @param paddingWarning warnings for padded inputs; empty if padding is harmless
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
    List<String> warnings = new ArrayList<>(geometry.isPadded() ? paddingWarning : List.of());
    if (isMostlyPadding(geometry)) {
      warnings.add(
          "the photo fills "
              + geometry.resizedWidth()
              + "x"
              + geometry.resizedHeight()
              + " of the "
              + width
              + "x"
              + height
              + " pixels of this graph, because the network was trained for a short side of "
              + shortSide
              + "; a graph exported with open or smaller sides is faster");
    }
    return warnings;
  }

  /**
   * Whether the limit of the short side, not the photo's shape, leaves most of the input unused.
   */
  private boolean isMostlyPadding(InputGeometry geometry) {
    long filled = (long) geometry.resizedWidth() * geometry.resizedHeight();
    return geometry.resizedWidth() < width
        && geometry.resizedHeight() < height
        && 2 * filled < (long) width * height;
  }

  @Override
  public String canonicalText() {
    return "fitted into " + width + "x" + height + ", short side at most " + shortSide;
  }
}
