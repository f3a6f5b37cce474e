package io.github.matting4j.io.codec;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.colour.RowColors;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.metadata.Orientations;

/**
 * Where a decoder puts the pixels it makes: it fills a stretch of {@link #buffer()} and says when a
 * row is done. Not thread-safe: one read makes one.
 */
public sealed interface PictureRows permits PictureRows.Arriving, PictureRows.Kept {
  /** Rows come once, from top to bottom. */
  static PictureRows arriving(
      int width, int height, int orientation, RowColors colors, ReadClock clock) {
    return new Arriving(width, new UprightPixels(width, height, orientation), colors, clock);
  }

  /** Pixels come several times or in any order. */
  static PictureRows kept(
      int width, int height, int orientation, RowColors colors, ReadClock clock) {
    return new Kept(width, height, orientation, colors, clock);
  }

  /** Packed pixels in the picture's own colours. */
  int[] buffer();

  /** Where row {@code y} starts in the buffer. */
  int start(int y);

  /** Says that row {@code y} stands in the buffer. */
  void done(int y) throws ImageReadException;

  /** The upright sRGB picture. */
  ArgbImage finish() throws ImageReadException;

  /** Makes each row sRGB and lays it down as it comes. */
  final class Arriving implements PictureRows {
    private final int[] row;
    private final UprightPixels upright;
    private final RowColors colors;
    private final ReadClock clock;

    private Arriving(int width, UprightPixels upright, RowColors colors, ReadClock clock) {
      this.row = new int[width];
      this.upright = upright;
      this.colors = colors;
      this.clock = clock;
    }

    @Override
    public int[] buffer() {
      return row;
    }

    @Override
    public int start(int y) {
      return 0;
    }

    @Override
    public void done(int y) throws ImageReadException {
      clock.check();
      colors.toSrgb(row, 0, row.length);
      upright.put(y, row, 0);
    }

    @Override
    public ArgbImage finish() {
      return upright.finish();
    }
  }

  /** Keeps everything as it comes and does the rest at the end. */
  final class Kept implements PictureRows {
    private final int width;
    private final int height;
    private final int orientation;
    private final RowColors colors;
    private final ReadClock clock;
    private final int[] pixels;

    private Kept(int width, int height, int orientation, RowColors colors, ReadClock clock) {
      this.width = width;
      this.height = height;
      this.orientation = orientation;
      this.colors = colors;
      this.clock = clock;
      this.pixels = new int[Math.multiplyExact(width, height)];
    }

    @Override
    public int[] buffer() {
      return pixels;
    }

    @Override
    public int start(int y) {
      return y * width;
    }

    @Override
    public void done(int y) throws ImageReadException {
      clock.check();
    }

    @Override
    public ArgbImage finish() throws ImageReadException {
      for (int y = 0; y < height; y++) {
        clock.check();
        colors.toSrgb(pixels, y * width, width);
      }
      if (orientation == Orientations.UPRIGHT) {
        return ArgbImage.adopt(width, height, pixels);
      }
      UprightPixels upright = new UprightPixels(width, height, orientation);
      for (int y = 0; y < height; y++) {
        upright.put(y, pixels, y * width);
      }
      return upright.finish();
    }
  }
}
