package io.github.matting4j.portraits;

/**
 * A drawn photo with its exact ground truth. All planes are row-major with {@code width * height}
 * values. For every pixel the photo equals alpha * foreground + (1 - alpha) * background, computed
 * on the sRGB-encoded values (as the networks and PaddleSeg do) and rounded, to the bit: see {@link
 * #compose}. Immutable; arrays are copied on the way out.
 */
public final class SyntheticPortrait {
  private final String name;
  private final int width;
  private final int height;
  private final int[] argb;
  private final float[] alpha;
  private final int[] foreground;
  private final int[] background;

  SyntheticPortrait(
      String name,
      int width,
      int height,
      int[] argb,
      float[] alpha,
      int[] foreground,
      int[] background) {
    this.name = name;
    this.width = width;
    this.height = height;
    this.argb = argb;
    this.alpha = alpha;
    this.foreground = foreground;
    this.background = background;
  }

  /** Name of the scene, fit for a file name. */
  public String name() {
    return name;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The photo: opaque 0xFFRRGGBB. */
  public int[] argb() {
    return argb.clone();
  }

  /** Share of the people in each pixel, 0..1. */
  public float[] alpha() {
    return alpha.clone();
  }

  /** Alpha rounded to 0..255. */
  public byte[] alpha8() {
    byte[] out = new byte[alpha.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (int) (alpha[i] * 255f + 0.5f);
    }
    return out;
  }

  /** Straight colour of the people, opaque 0xFFRRGGBB; continued smoothly where alpha is 0. */
  public int[] foreground() {
    return foreground.clone();
  }

  /** What would be seen without the people, opaque 0xFFRRGGBB. */
  public int[] background() {
    return background.clone();
  }

  /** Mean of alpha: the people's share of the picture, 0..1. */
  public double share() {
    double sum = 0;
    for (float a : alpha) {
      sum += a;
    }
    return sum / alpha.length;
  }

  /** The compositing rule of the photo: alpha 0..1, opaque packed colours in and out. */
  public static int compose(float alpha, int foreground, int background) {
    int out = 0xFF000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      float f = foreground >> shift & 0xFF;
      float b = background >> shift & 0xFF;
      out |= (int) (alpha * f + (1 - alpha) * b + 0.5f) << shift;
    }
    return out;
  }
}
