package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;

/**
 * Undoes a PNG row's filter (PNG specification, section 9). With x the filtered byte, a the byte
 * one pixel to the left, b the one above and c the one above a, all outside the picture being 0:
 *
 * <pre>
 * 0 none x    1 sub x + a    2 up x + b    3 average x + (a + b) / 2    4 Paeth x + nearest(a, b, c)
 * </pre>
 *
 * A row is its filter byte and then its bytes.
 */
final class PngFilter {
  private PngFilter() {}

  /**
   * @param row filtered, changed in place; its first byte is the filter's number
   * @param above the row above, unfiltered
   * @param end the index behind the row's last byte
   * @param step bytes per pixel, at least 1
   */
  static void undo(byte[] row, byte[] above, int end, int step) throws ImageReadException {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> undoSub(row, end, step);
      case 2 -> undoUp(row, above, end);
      case 3 -> undoAverage(row, above, end, step);
      case 4 -> undoPaeth(row, above, end, step);
      default ->
          throw new ImageReadException(
              Reason.DAMAGED,
              "a row of the PNG has filter "
                  + (row[0] & 0xFF)
                  + "; 0 to 4 exist. Copy or download it again");
    }
  }

  private static void undoSub(byte[] row, int end, int step) {
    for (int i = 1 + step; i < end; i++) {
      row[i] += row[i - step];
    }
  }

  private static void undoUp(byte[] row, byte[] above, int end) {
    for (int i = 1; i < end; i++) {
      row[i] += above[i];
    }
  }

  private static void undoAverage(byte[] row, byte[] above, int end, int step) {
    int first = Math.min(1 + step, end);
    for (int i = 1; i < first; i++) {
      row[i] += (byte) ((above[i] & 0xFF) >> 1);
    }
    for (int i = first; i < end; i++) {
      row[i] += (byte) (((row[i - step] & 0xFF) + (above[i] & 0xFF)) >> 1);
    }
  }

  private static void undoPaeth(byte[] row, byte[] above, int end, int step) {
    int first = Math.min(1 + step, end);
    for (int i = 1; i < first; i++) {
      row[i] += above[i];
    }
    for (int i = first; i < end; i++) {
      int a = row[i - step] & 0xFF;
      int b = above[i] & 0xFF;
      int c = above[i - step] & 0xFF;
      int toA = Math.abs(b - c);
      int toB = Math.abs(a - c);
      int toC = Math.abs(a + b - c - c);
      row[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
    }
  }
}
