package io.github.matting4j.io.codec;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.metadata.Orientations;

/**
 * Receives the pixels of a decoder, which writes them to {@link #buffer()} and reports each row
 * when it is complete; makes the upright sRGB picture of them. Not thread-safe: one per read.
 *
 * @param <A> the array that holds the pixels
 * @param <P> the picture made of them
 */
public sealed interface PixelSink<A, P extends Picture> {
  /** A sink for rows that come once each, from top to bottom; buffers one row. */
  static <A, P extends Picture> PixelSink<A, P> sequential(
      PixelFormat<A, P> format,
      int width,
      int height,
      int orientation,
      ColourConversion colors,
      ReadClock clock) {
    return new Sequential<>(format, width, height, orientation, colors, clock);
  }

  /** A sink for pixels that come several times or in any order; buffers the whole picture. */
  static <A, P extends Picture> PixelSink<A, P> buffered(
      PixelFormat<A, P> format,
      int width,
      int height,
      int orientation,
      ColourConversion colors,
      ReadClock clock) {
    return new Buffered<>(format, width, height, orientation, colors, clock);
  }

  /** Packed pixels in the picture's own colours. */
  A buffer();

  /** The index of the first pixel of row {@code y} in the buffer. */
  int rowStart(int y);

  /**
   * Reports that row {@code y} is in the buffer.
   *
   * @throws ImageReadException if the time for reading is up
   */
  void rowDone(int y) throws ImageReadException;

  /**
   * The upright sRGB picture; call it once, after the last row.
   *
   * @throws ImageReadException if the time for reading is up
   */
  P finish() throws ImageReadException;

  /** Converts each row to sRGB and stores it upright as it comes. */
  final class Sequential<A, P extends Picture> implements PixelSink<A, P> {
    private final PixelFormat<A, P> format;
    private final int width;
    private final A row;
    private final UprightPixels<A, P> upright;
    private final ColourConversion colors;
    private final ReadClock clock;

    private Sequential(
        PixelFormat<A, P> format,
        int width,
        int height,
        int orientation,
        ColourConversion colors,
        ReadClock clock) {
      this.format = format;
      this.width = width;
      this.row = format.allocate(width);
      this.upright = new UprightPixels<>(format, width, height, orientation);
      this.colors = colors;
      this.clock = clock;
    }

    @Override
    public A buffer() {
      return row;
    }

    @Override
    public int rowStart(int y) {
      return 0;
    }

    @Override
    public void rowDone(int y) throws ImageReadException {
      clock.check();
      format.toSrgb(colors, row, 0, width);
      upright.put(y, row, 0);
    }

    @Override
    public P finish() {
      return upright.finish();
    }
  }

  /** Keeps all pixels as they come; converts and turns them at the end. */
  final class Buffered<A, P extends Picture> implements PixelSink<A, P> {
    private final PixelFormat<A, P> format;
    private final int width;
    private final int height;
    private final int orientation;
    private final ColourConversion colors;
    private final ReadClock clock;
    private final A pixels;

    private Buffered(
        PixelFormat<A, P> format,
        int width,
        int height,
        int orientation,
        ColourConversion colors,
        ReadClock clock) {
      this.format = format;
      this.width = width;
      this.height = height;
      this.orientation = orientation;
      this.colors = colors;
      this.clock = clock;
      this.pixels = format.allocate(Math.multiplyExact(width, height));
    }

    @Override
    public A buffer() {
      return pixels;
    }

    @Override
    public int rowStart(int y) {
      return y * width;
    }

    @Override
    public void rowDone(int y) throws ImageReadException {
      clock.check();
    }

    @Override
    public P finish() throws ImageReadException {
      for (int y = 0; y < height; y++) {
        clock.check();
        format.toSrgb(colors, pixels, y * width, width);
      }
      if (orientation == Orientations.UPRIGHT) {
        return format.picture(width, height, pixels);
      }
      UprightPixels<A, P> upright = new UprightPixels<>(format, width, height, orientation);
      for (int y = 0; y < height; y++) {
        clock.check();
        upright.put(y, pixels, y * width);
      }
      return upright.finish();
    }
  }
}
