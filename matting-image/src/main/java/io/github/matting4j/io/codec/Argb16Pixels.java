package io.github.matting4j.io.codec;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.colour.RowColors;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.metadata.Orientations;

/** A picture of 16 bits a channel while it is read, in any order. Not thread-safe. */
public final class Argb16Pixels {
  private final int width;
  private final int height;
  private final long[] pixels;

  public Argb16Pixels(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new long[Math.multiplyExact(width, height)];
  }

  public void set(int x, int y, int alpha, int red, int green, int blue) {
    pixels[y * width + x] =
        (long) alpha << 48 | (long) red << 32 | (long) green << 16 | (long) blue;
  }

  /** The upright sRGB picture. */
  public Argb16Image finish(int orientation, RowColors colors, ReadClock clock)
      throws ImageReadException {
    for (int y = 0; y < height; y++) {
      clock.check();
      colors.toSrgb(pixels, y * width, width);
    }
    if (orientation == Orientations.UPRIGHT) {
      return Argb16Image.adopt(width, height, pixels);
    }
    boolean sideways = UprightPixels.turnsSideways(orientation);
    int newWidth = sideways ? height : width;
    int newHeight = sideways ? width : height;
    long[] upright = new long[pixels.length];
    for (int y = 0; y < newHeight; y++) {
      clock.check();
      for (int x = 0; x < newWidth; x++) {
        upright[y * newWidth + x] = pixels[source(orientation, x, y)];
      }
    }
    return Argb16Image.adopt(newWidth, newHeight, upright);
  }

  /** Where an upright pixel is stored; see {@link UprightPixels} for the way there. */
  private int source(int orientation, int x, int y) {
    boolean sideways = UprightPixels.turnsSideways(orientation);
    int storedX = sideways ? y : x;
    int storedY = sideways ? x : y;
    boolean mirrorX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean mirrorY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    return (mirrorY ? height - 1 - storedY : storedY) * width
        + (mirrorX ? width - 1 - storedX : storedX);
  }
}
