package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import org.jspecify.annotations.Nullable;

/**
 * A rectangle of pixels.
 *
 * @param x its first column; may lie outside the photo
 * @param y its first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Box(int x, int y, int width, int height) {
  /** Around all pixels of at least this alpha; null if there is none. */
  static @Nullable Box of(AlphaMatte matte, float threshold) {
    int left = matte.width();
    int right = -1;
    int top = -1;
    int bottom = -1;
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      int first = 0;
      while (first < row.length && row[first] < threshold) {
        first++;
      }
      if (first < row.length) {
        int last = row.length - 1;
        while (row[last] < threshold) {
          last--;
        }
        left = Math.min(left, first);
        right = Math.max(right, last);
        top = top < 0 ? y : top;
        bottom = y;
      }
    }
    return top < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
  }

  Box grown(int margin) {
    return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  double middleX() {
    return x + width / 2.0;
  }

  double middleY() {
    return y + height / 2.0;
  }
}
