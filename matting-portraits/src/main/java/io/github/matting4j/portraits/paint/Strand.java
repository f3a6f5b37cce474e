package io.github.matting4j.portraits.paint;

/**
 * One hair (or thin wire): a polyline in the body's space with a colour at each vertex, as thick as
 * {@code halfRoot} at its first and {@code halfTip} at its last vertex (heads). The arrays are not
 * to be modified.
 */
final class Strand {
  final float[] xyz;
  final float[] rgb;
  final double halfRoot;
  final double halfTip;
  final double meanZ;
  final double minY;
  final double maxY;

  Strand(float[] xyz, float[] rgb, double halfRoot, double halfTip) {
    this.xyz = xyz;
    this.rgb = rgb;
    this.halfRoot = halfRoot;
    this.halfTip = halfTip;
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < xyz.length; i += 3) {
      sum += xyz[i + 2];
      low = Math.min(low, xyz[i + 1]);
      high = Math.max(high, xyz[i + 1]);
    }
    this.minY = low;
    this.maxY = high;
    this.meanZ = sum / Math.max(1, xyz.length / 3);
  }

  int vertices() {
    return xyz.length / 3;
  }
}
