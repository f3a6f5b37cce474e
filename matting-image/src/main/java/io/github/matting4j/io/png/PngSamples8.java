package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.util.Arrays;

/**
 * Samples of 1 to 8 bits, to pixels of 8 bits per channel; 1, 2 and 4 bits of grey are stretched to
 * 0..255.
 */
final class PngSamples8 implements PngSamples<int[]> {
  private static final int OPAQUE = 0xFF000000;
  private static final int FIRST = 1;

  private final PngShape shape;
  private final int[] transparency;

  /** The colour of every value, for greys of up to 8 bits and palettes. */
  private final int[] table;

  private final int paletteSize;
  private int highestIndex;

  PngSamples8(PngChunks chunks) {
    this.shape = chunks.shape();
    this.transparency = chunks.transparency();
    this.table =
        shape.colorType() == PngShape.PALETTE
            ? paletteTable(chunks.palette(), transparency)
            : greyTable(shape.bitDepth(), transparency);
    this.paletteSize = chunks.palette().length;
  }

  @Override
  public void unpack(byte[] row, int[] argb, int to, int count) {
    switch (shape.colorType()) {
      case PngShape.GREY, PngShape.PALETTE -> indexed(row, argb, to, count);
      case PngShape.GREY_ALPHA -> greyAlpha(row, argb, to, count);
      case PngShape.RGB_ALPHA -> rgbAlpha(row, argb, to, count);
      default -> {
        rgb(row, argb, to, count);
        if (transparency.length > 0) {
          clearTransparentRgb(argb, to, count);
        }
      }
    }
  }

  /** Refuses a picture that used colours its palette does not have. */
  @Override
  public void checkSeen() throws ImageReadException {
    if (shape.colorType() == PngShape.PALETTE && highestIndex >= paletteSize) {
      throw new ImageReadException(
          Reason.DAMAGED,
          "the PNG uses colour "
              + highestIndex
              + " of a palette of "
              + paletteSize
              + "; save it again with the program that made it");
    }
  }

  private void indexed(byte[] row, int[] argb, int to, int count) {
    int depth = shape.bitDepth();
    int mask = (1 << depth) - 1;
    int highest = highestIndex;
    for (int i = 0, bit = FIRST * 8; i < count; i++, bit += depth) {
      int value = row[bit >> 3] >> (8 - depth - (bit & 7)) & mask;
      highest = Math.max(highest, value);
      argb[to + i] = table[value];
    }
    highestIndex = highest;
  }

  private static void greyAlpha(byte[] row, int[] argb, int to, int count) {
    for (int i = 0, at = FIRST; i < count; i++, at += 2) {
      argb[to + i] = row[at + 1] << 24 | (row[at] & 0xFF) * 0x010101;
    }
  }

  private static void rgb(byte[] row, int[] argb, int to, int count) {
    for (int i = 0, at = FIRST; i < count; i++, at += 3) {
      argb[to + i] =
          OPAQUE | (row[at] & 0xFF) << 16 | (row[at + 1] & 0xFF) << 8 | (row[at + 2] & 0xFF);
    }
  }

  private static void rgbAlpha(byte[] row, int[] argb, int to, int count) {
    for (int i = 0, at = FIRST; i < count; i++, at += 4) {
      argb[to + i] =
          row[at + 3] << 24
              | (row[at] & 0xFF) << 16
              | (row[at + 1] & 0xFF) << 8
              | (row[at + 2] & 0xFF);
    }
  }

  private void clearTransparentRgb(int[] argb, int to, int count) {
    int clear = transparency[0] << 16 | transparency[1] << 8 | transparency[2];
    for (int i = to; i < to + count; i++) {
      if ((argb[i] & ~OPAQUE) == clear) {
        argb[i] &= ~OPAQUE;
      }
    }
  }

  private static int[] paletteTable(int[] palette, int[] alphas) {
    int[] table = Arrays.copyOf(palette, 256);
    Arrays.fill(table, palette.length, table.length, OPAQUE);
    for (int i = 0; i < Math.min(alphas.length, palette.length); i++) {
      table[i] = alphas[i] << 24 | (palette[i] & ~OPAQUE);
    }
    return table;
  }

  private static int[] greyTable(int bitDepth, int[] transparency) {
    int maximum = (1 << Math.min(bitDepth, 8)) - 1;
    int[] table = new int[maximum + 1];
    Arrays.setAll(table, value -> OPAQUE | value * 255 / maximum * 0x010101);
    if (transparency.length == 1 && transparency[0] <= maximum) {
      table[transparency[0]] &= ~OPAQUE;
    }
    return table;
  }
}
