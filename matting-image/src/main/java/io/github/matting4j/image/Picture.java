package io.github.matting4j.image;

/**
 * A picture of straight (not premultiplied) alpha, 8 or 16 bits per channel, row-major from the top
 * left. For code that serves both depths; performance-critical code reads the packed rows of one of
 * them.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Picture permits ArgbImage, Argb16Image {
  /** Floats per pixel in {@link #readColours}: red, green, blue, alpha. */
  int CHANNELS = 4;

  /** Columns, at least 1. */
  int width();

  /** Rows, at least 1. */
  int height();

  /** Bits per channel: 8 or 16. */
  int bits();

  /** Whether every pixel has the highest alpha. */
  boolean isOpaque();

  /**
   * Copies row {@code y} to the start of {@code rgba}: red, green, blue and alpha of each pixel,
   * 0..1. Rounded to the picture's own levels again they are the same.
   *
   * @throws IndexOutOfBoundsException if there is no such row or no room for it
   */
  void readColours(int y, float[] rgba);

  /** The same colours with every pixel opaque; itself if it is. */
  Picture opaque();

  /** The picture at 8 bits per channel, rounded to the nearest level; itself if it has 8. */
  ArgbImage toArgb();
}
