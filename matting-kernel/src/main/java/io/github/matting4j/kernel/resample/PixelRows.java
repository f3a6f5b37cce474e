package io.github.matting4j.kernel.resample;

import io.github.matting4j.image.ArgbImage;
import java.util.function.ObjIntConsumer;

/**
 * Packed pixels of 8 bits per channel that are read row by row, so that a chain of resizes needs no
 * picture in between. Rows are read from top to bottom; a row may be read again before the next one
 * is.
 */
public interface PixelRows {
  /** Columns. */
  int width();

  /** Rows. */
  int height();

  /**
   * Writes row {@code y} to the start of {@code argb}, as {@code 0xAARRGGBB}. Resized rows have an
   * undefined alpha.
   */
  void read(int y, int[] argb);

  /** The rows of a picture. */
  static PixelRows of(ArgbImage image) {
    return of(image.width(), image.height(), (argb, y) -> image.readRow(y, argb, 0));
  }

  /** Rows that {@code reader} writes to the array that it is given with the number of a row. */
  static PixelRows of(int width, int height, ObjIntConsumer<int[]> reader) {
    return new PixelRows() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return height;
      }

      @Override
      public void read(int y, int[] argb) {
        reader.accept(argb, y);
      }
    };
  }

  /** All rows as a picture. */
  default ArgbImage toImage() {
    int width = width();
    int[] pixels = new int[Math.multiplyExact(width, height())];
    int[] row = new int[width];
    for (int y = 0; y < height(); y++) {
      read(y, row);
      System.arraycopy(row, 0, pixels, y * width, width);
    }
    return ArgbImage.adopt(width, height(), pixels);
  }
}
