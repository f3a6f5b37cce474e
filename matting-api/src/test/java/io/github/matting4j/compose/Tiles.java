package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;
import java.util.Arrays;
import java.util.List;

/** Puts pictures of one size side by side, reduced, and the same detail of each below it. */
final class Tiles {
  private static final int GAP = 4;
  private static final int WHITE = 0xFFFFFFFF;

  private Tiles() {}

  /**
   * @param tile columns of each picture, and rows and columns of each detail
   * @param x left column of the detail
   * @param y its upper row
   */
  static ArgbImage of(int tile, int x, int y, List<ArgbImage> pictures) {
    ArgbImage first = pictures.get(0);
    int rows = (int) Math.rint((double) tile * first.height() / first.width());
    int width = pictures.size() * (tile + GAP) - GAP;
    int[] sheet = new int[width * (rows + GAP + tile)];
    Arrays.fill(sheet, WHITE);
    for (int i = 0; i < pictures.size(); i++) {
      ArgbImage picture = pictures.get(i);
      int column = i * (tile + GAP);
      PixelScaler scaler = new PixelScaler(PixelRows.of(picture), tile, rows);
      int[] reduced = new int[tile];
      for (int line = 0; line < rows; line++) {
        scaler.read(line, reduced);
        System.arraycopy(reduced, 0, sheet, line * width + column, tile);
      }
      int[] full = new int[picture.width()];
      for (int line = 0; line < tile; line++) {
        picture.readRow(y + line, full, 0);
        System.arraycopy(full, x, sheet, (rows + GAP + line) * width + column, tile);
      }
    }
    return ArgbImage.adopt(width, sheet.length / width, sheet);
  }

  /**
   * The same detail of every picture, in rows, each pixel as large as 2x2.
   *
   * @param x left column of the detail
   * @param y its upper row
   * @param side rows and columns of the detail
   */
  static ArgbImage doubled(int x, int y, int side, List<List<ArgbImage>> rows) {
    int cell = 2 * side;
    int width = rows.get(0).size() * (cell + GAP) - GAP;
    int[] sheet = new int[width * (rows.size() * (cell + GAP) - GAP)];
    Arrays.fill(sheet, WHITE);
    for (int row = 0; row < rows.size(); row++) {
      List<ArgbImage> pictures = rows.get(row);
      for (int i = 0; i < pictures.size(); i++) {
        int[] full = new int[pictures.get(i).width()];
        int corner = row * (cell + GAP) * width + i * (cell + GAP);
        for (int line = 0; line < cell; line++) {
          pictures.get(i).readRow(y + line / 2, full, 0);
          for (int column = 0; column < cell; column++) {
            sheet[corner + line * width + column] = full[x + column / 2];
          }
        }
      }
    }
    return ArgbImage.adopt(width, sheet.length / width, sheet);
  }

  static ArgbImage grey(AlphaMatte matte) {
    float[] alpha = matte.toArray();
    int[] pixels = new int[alpha.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xFF000000 | Rounding.NEAREST.quantize(alpha[i], 255) * 0x010101;
    }
    return ArgbImage.adopt(matte.width(), matte.height(), pixels);
  }
}
