package io.github.matting4j.kernel.analysis;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/** Pictures with left and right exchanged. Stateless. */
public final class Mirrored {
  private Mirrored() {}

  /** The photo mirrored. */
  public static ArgbImage of(ArgbImage photo) {
    int width = photo.width();
    int[] pixels = photo.toArray();
    for (int start = 0; start < pixels.length; start += width) {
      for (int left = start, right = start + width - 1; left < right; left++, right--) {
        int pixel = pixels[left];
        pixels[left] = pixels[right];
        pixels[right] = pixel;
      }
    }
    return ArgbImage.adopt(width, photo.height(), pixels);
  }

  /** The matte mirrored. */
  public static AlphaMatte of(AlphaMatte matte) {
    int width = matte.width();
    float[] alphas = matte.toArray();
    for (int start = 0; start < alphas.length; start += width) {
      for (int left = start, right = start + width - 1; left < right; left++, right--) {
        float alpha = alphas[left];
        alphas[left] = alphas[right];
        alphas[right] = alpha;
      }
    }
    return AlphaMatte.adopt(width, matte.height(), alphas);
  }
}
