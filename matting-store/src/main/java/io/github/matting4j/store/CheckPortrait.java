package io.github.matting4j.store;

import io.github.matting4j.image.ArgbImage;

/** A head with hair and shoulders before a plain wall, drawn. */
final class CheckPortrait {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 512;
  private static final int WALL = 0x9DB4C0;
  private static final int HAIR = 0x3B2A20;
  private static final int SKIN = 0xD9A684;
  private static final int SHIRT = 0x2F4F6F;

  private CheckPortrait() {}

  /** Draws it, or its mirror image: the light comes from one side. */
  static ArgbImage draw(boolean mirrored) {
    int[] pixels = new int[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int from = mirrored ? WIDTH - 1 - x : x;
        double light = 1.1 - 0.3 * from / WIDTH;
        pixels[y * WIDTH + x] = lit(colour(from, y), light);
      }
    }
    return ArgbImage.adopt(WIDTH, HEIGHT, pixels);
  }

  private static int colour(int x, int y) {
    if (isInside(x, y, 192, 215, 62, 84)) {
      return SKIN;
    }
    if (isInside(x, y, 190, 195, 84, 105)) {
      return HAIR;
    }
    if (Math.abs(x - 192) < 32 && y > 260 && y < 345) {
      return SKIN;
    }
    return isInside(x, y, 195, 560, 165, 235) ? SHIRT : WALL;
  }

  private static boolean isInside(int x, int y, int cx, int cy, int rx, int ry) {
    double dx = (x - cx) / (double) rx;
    double dy = (y - cy) / (double) ry;
    return dx * dx + dy * dy < 1;
  }

  private static int lit(int rgb, double light) {
    int argb = 0xFF000000;
    for (int shift = 16; shift >= 0; shift -= 8) {
      argb |= (int) Math.min(255, Math.round(((rgb >> shift) & 0xFF) * light)) << shift;
    }
    return argb;
  }
}
