package io.github.matting4j.kernel.resample;

import io.github.matting4j.image.ArgbImage;

/**
 * A picture that is read row by row, so that a chain of resizes needs no picture in between. Rows
 * are read from top to bottom; a row may be read again before the next one is.
 */
public interface RgbRows extends PixelRows {
  /** Columns. */
  int width();

  /** Rows. */
  int height();

  /** Writes row {@code y} to the start of {@code target}, as {@code 0x..RRGGBB}. */
  @Override
  void read(int y, int[] target);

  /** The rows of a picture; its alpha is carried along and means nothing. */
  static RgbRows of(ArgbImage image) {
    return new RgbRows() {
      @Override
      public int width() {
        return image.width();
      }

      @Override
      public int height() {
        return image.height();
      }

      @Override
      public void read(int y, int[] target) {
        image.readRow(y, target, 0);
      }
    };
  }
}
