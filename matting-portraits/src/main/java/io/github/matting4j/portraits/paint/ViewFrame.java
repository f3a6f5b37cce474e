package io.github.matting4j.portraits.paint;

/**
 * Where a person's own space lands in the picture. The unit is the person's head height, the origin
 * the middle of the head, x to the right, y up, z towards the camera; projection is parallel.
 * Immutable.
 *
 * @param originX picture x of the origin in pixels
 * @param originY picture y of the origin in pixels
 * @param scale pixels per head
 */
public record ViewFrame(double originX, double originY, double scale) {
  double x(double pixelX) {
    return (pixelX - originX) / scale;
  }

  double y(double pixelY) {
    return (originY - pixelY) / scale;
  }

  public double pixelX(double x) {
    return originX + x * scale;
  }

  public double pixelY(double y) {
    return originY - y * scale;
  }
}
