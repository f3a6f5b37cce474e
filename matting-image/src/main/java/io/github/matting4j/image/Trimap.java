package io.github.matting4j.image;

import java.util.Locale;

/**
 * For each pixel of a photo, whether it is known to be the person, known to be background, or
 * unknown. A usual trimap leaves a band around the outline unknown; scribbles leave all but a few
 * strokes unknown.
 *
 * <p>Immutable and thread-safe. One byte per pixel.
 */
public final class Trimap {
  /** Levels up to this are black: JPEG compression changes a drawing by several levels. */
  private static final int BLACK = 15;

  private static final int WHITE = 240;

  private static final byte UNKNOWN = 0;
  private static final byte PERSON = 1;
  private static final byte BACKGROUND = 2;

  /** What is known of one pixel. */
  public enum Region {
    /** Background: alpha 0. */
    BACKGROUND,
    /** Not known. */
    UNKNOWN,
    /** The person: alpha 1. */
    PERSON
  }

  private final int width;
  private final int height;
  private final byte[] regions;

  private Trimap(int width, int height, byte[] regions) {
    this.width = width;
    this.height = height;
    this.regions = regions;
  }

  /**
   * Reads a drawing: white is the person, black is background, and everything else is unknown,
   * above all grey and what is not opaque. So it takes the usual trimaps of 0, 128 and 255 as well
   * as white and black strokes on a transparent layer. White is 240 or more in all three channels,
   * black 15 or less.
   *
   * @param drawing of the photo's size
   */
  public static Trimap of(ArgbImage drawing) {
    int width = drawing.width();
    byte[] regions = new byte[width * drawing.height()];
    int[] row = new int[width];
    for (int y = 0; y < drawing.height(); y++) {
      drawing.readRow(y, row, 0);
      for (int x = 0; x < width; x++) {
        regions[y * width + x] = region(row[x]);
      }
    }
    return new Trimap(width, drawing.height(), regions);
  }

  private static byte region(int argb) {
    int red = argb >> 16 & 0xFF;
    int green = argb >> 8 & 0xFF;
    int blue = argb & 0xFF;
    if (argb >>> 24 != 0xFF) {
      return UNKNOWN;
    }
    if (Math.min(red, Math.min(green, blue)) >= WHITE) {
      return PERSON;
    }
    return Math.max(red, Math.max(green, blue)) <= BLACK ? BACKGROUND : UNKNOWN;
  }

  /** Columns, at least 1. */
  public int width() {
    return width;
  }

  /** Rows, at least 1. */
  public int height() {
    return height;
  }

  /** Whether it was drawn on a photo of this size. */
  public boolean isOfSize(int photoWidth, int photoHeight) {
    return width == photoWidth && height == photoHeight;
  }

  /** Whether it has a pixel of this kind. */
  public boolean marks(Region region) {
    byte wanted =
        switch (region) {
          case PERSON -> PERSON;
          case BACKGROUND -> BACKGROUND;
          case UNKNOWN -> UNKNOWN;
        };
    for (byte known : regions) {
      if (known == wanted) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is known of one pixel.
   *
   * @throws IndexOutOfBoundsException if the position is outside
   */
  public Region region(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException("no pixel at x=" + x + ", y=" + y + " of " + this);
    }
    byte known = regions[y * width + x];
    return known == PERSON
        ? Region.PERSON
        : known == BACKGROUND ? Region.BACKGROUND : Region.UNKNOWN;
  }

  /**
   * The matte with exactly 1 where the person is known to be, exactly 0 where background is, and
   * its own alpha elsewhere.
   *
   * @throws IllegalArgumentException if the matte is of another size
   */
  public AlphaMatte impose(AlphaMatte matte) {
    if (!isOfSize(matte.width(), matte.height())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "trimap is %dx%d but matte is %dx%d; draw it on the photo, at the photo's size and"
                  + " the right way up",
              width,
              height,
              matte.width(),
              matte.height()));
    }
    float[] alpha = matte.toArray();
    for (int i = 0; i < alpha.length; i++) {
      if (regions[i] != UNKNOWN) {
        alpha[i] = regions[i] == PERSON ? 1f : 0f;
      }
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  @Override
  public String toString() {
    return "Trimap[" + width + "x" + height + "]";
  }
}
