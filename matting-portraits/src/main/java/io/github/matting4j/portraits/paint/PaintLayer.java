package io.github.matting4j.portraits.paint;

/**
 * A transparent picture in linear light, premultiplied: four floats (red, green, blue, alpha) a
 * pixel, row-major. Not thread-safe: workers write disjoint rows.
 */
public final class PaintLayer {
  public final int width;
  public final int height;
  public final float[] rgba;

  public PaintLayer(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgba = new float[Math.multiplyExact(4, Math.multiplyExact(width, height))];
  }

  /** Puts a straight colour with the given coverage in front of what is there. */
  public void over(int pixel, double r, double g, double b, double coverage) {
    int i = 4 * pixel;
    float keep = (float) (1 - coverage);
    rgba[i] = (float) (r * coverage) + rgba[i] * keep;
    rgba[i + 1] = (float) (g * coverage) + rgba[i + 1] * keep;
    rgba[i + 2] = (float) (b * coverage) + rgba[i + 2] * keep;
    rgba[i + 3] = (float) coverage + rgba[i + 3] * keep;
  }

  /** Puts a straight colour with the given coverage behind what is there. */
  void under(int pixel, double r, double g, double b, double coverage) {
    int i = 4 * pixel;
    float c = (float) (coverage * (1 - rgba[i + 3]));
    rgba[i] += (float) r * c;
    rgba[i + 1] += (float) g * c;
    rgba[i + 2] += (float) b * c;
    rgba[i + 3] += c;
  }

  /** Puts a whole layer of the same size in front. */
  public void over(PaintLayer front) {
    float[] f = front.rgba;
    for (int i = 0; i < rgba.length; i += 4) {
      if (f[i + 3] > 0) {
        float keep = 1 - f[i + 3];
        rgba[i] = f[i] + rgba[i] * keep;
        rgba[i + 1] = f[i + 1] + rgba[i + 1] * keep;
        rgba[i + 2] = f[i + 2] + rgba[i + 2] * keep;
        rgba[i + 3] = f[i + 3] + rgba[i + 3] * keep;
      }
    }
  }
}
