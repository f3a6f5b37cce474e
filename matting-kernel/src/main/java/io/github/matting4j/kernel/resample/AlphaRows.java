package io.github.matting4j.kernel.resample;

import io.github.matting4j.image.AlphaMatte;
import java.nio.FloatBuffer;

/** A plane of floats that is read row by row, from top to bottom. */
public interface AlphaRows {
  /** Columns. */
  int width();

  /** Rows. */
  int height();

  /** Writes row {@code y} to {@code target}, from {@code offset} on. */
  void read(int y, float[] target, int offset);

  /** The top left {@code width} x {@code height} of a row-major plane of the given stride. */
  static AlphaRows of(FloatBuffer plane, int stride, int width, int height) {
    return new AlphaRows() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return height;
      }

      @Override
      public void read(int y, float[] target, int offset) {
        plane.get(y * stride, target, offset, width);
      }
    };
  }

  /** The rows of a matte. */
  static AlphaRows of(AlphaMatte matte) {
    return new AlphaRows() {
      @Override
      public int width() {
        return matte.width();
      }

      @Override
      public int height() {
        return matte.height();
      }

      @Override
      public void read(int y, float[] target, int offset) {
        matte.readRow(y, target, offset);
      }
    };
  }
}
