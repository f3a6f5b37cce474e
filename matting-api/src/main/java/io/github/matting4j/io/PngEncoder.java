package io.github.matting4j.io;

import io.github.matting4j.deflate.PixelDeflater;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes PNG files row by row in constant memory (a few rows and less than 1 MB): 8-bit RGBA, 8-bit
 * RGB when the picture is opaque, 8- and 16-bit grey. Streams are flushed, never closed.
 *
 * <p>Immutable and thread-safe.
 */
final class PngEncoder {
  /** Channel layouts, with the numbers of the file format. */
  private enum Layout {
    RGBA(6, 8, 4),
    RGB(2, 8, 3),
    GREY8(0, 8, 1),
    GREY16(0, 16, 2);

    final int colourType;
    final int bitDepth;
    final int pixelBytes;

    Layout(int colourType, int bitDepth, int pixelBytes) {
      this.colourType = colourType;
      this.bitDepth = bitDepth;
      this.pixelBytes = pixelBytes;
    }
  }

  /** Gives rows as packed samples: the channels in file order in the low bytes of an int. */
  private interface Rows {
    void read(int y, int[] row);
  }

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Pixels turned to bytes at a time; bounds the memory for very wide pictures. */
  private static final int PACK_PIXELS = 8 * 1024;

  private final WriteOptions options;

  PngEncoder(WriteOptions options) {
    this.options = options;
  }

  /** Writes the picture as RGB if it is opaque, else as RGBA with straight alpha. */
  void write(ArgbImage image, OutputStream target) throws IOException {
    Layout layout = image.isOpaque() ? Layout.RGB : Layout.RGBA;
    write(layout, image.width(), image.height(), colourRows(image, layout), target);
  }

  /** Writes the matte as 8-bit grey, 0 transparent and 255 opaque. */
  void write8(AlphaMatte matte, Rounding rounding, OutputStream target) throws IOException {
    writeGrey(Layout.GREY8, 0xFF, matte, rounding, target);
  }

  /** Writes the matte as 16-bit grey, 0 transparent and 65535 opaque. */
  void write16(AlphaMatte matte, OutputStream target) throws IOException {
    writeGrey(Layout.GREY16, 0xFFFF, matte, Rounding.NEAREST, target);
  }

  private void writeGrey(
      Layout layout, int maximum, AlphaMatte matte, Rounding rounding, OutputStream target)
      throws IOException {
    float[] alpha = new float[matte.width()];
    Rows rows =
        (y, row) -> {
          matte.readRow(y, alpha, 0);
          for (int x = 0; x < alpha.length; x++) {
            row[x] = rounding.quantize(alpha[x], maximum);
          }
        };
    write(layout, matte.width(), matte.height(), rows, target);
  }

  private Rows colourRows(ArgbImage image, Layout layout) {
    if (layout == Layout.RGB) {
      return (y, row) -> {
        image.readRow(y, row, 0);
        for (int x = 0; x < row.length; x++) {
          row[x] &= 0xFFFFFF;
        }
      };
    }
    boolean keep = options.keepsHiddenColour();
    return (y, row) -> {
      image.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        int argb = row[x];
        row[x] = keep || argb >>> 24 != 0 ? argb << 8 | argb >>> 24 : 0;
      }
    };
  }

  private void write(Layout layout, int width, int height, Rows rows, OutputStream target)
      throws IOException {
    PngChunkWriter chunks = new PngChunkWriter(target);
    chunks.begin();
    chunks.chunk("IHDR", header(layout, width, height), 13);
    if (layout.colourType != 0) { // a matte is no colour: no reader may convert it
      chunks.chunk("sRGB", new byte[] {0}, 1);
    }
    writeRows(layout, width, height, rows, new PixelDeflater(chunks, layout.pixelBytes));
  }

  private static byte[] header(Layout layout, int width, int height) {
    byte[] header = new byte[13];
    INT.set(header, 0, width);
    INT.set(header, 4, height);
    header[8] = (byte) layout.bitDepth;
    header[9] = (byte) layout.colourType;
    return header;
  }

  /** Filters and packs all rows into {@code zlib} and closes that, which ends the file. */
  private static void writeRows(Layout layout, int width, int height, Rows rows, OutputStream zlib)
      throws IOException {
    int[] above = new int[width];
    int[] row = new int[width];
    int[] delta = new int[width];
    byte[] packed = new byte[Math.min(width, PACK_PIXELS) * layout.pixelBytes + Integer.BYTES];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      PngRowFilter filter = PngRowFilter.best(row, above, width);
      filter.apply(row, above, delta, width);
      zlib.write(filter.type);
      for (int x = 0; x < width; x += PACK_PIXELS) {
        int end = Math.min(width, x + PACK_PIXELS);
        pack(delta, x, end, layout.pixelBytes, packed);
        zlib.write(packed, 0, (end - x) * layout.pixelBytes);
      }
      int[] free = above;
      above = row;
      row = free;
    }
    zlib.close();
  }

  /** Writes the low {@code size} bytes of each sample, highest first, one after the other. */
  private static void pack(int[] samples, int from, int to, int size, byte[] target) {
    int shift = 8 * (Integer.BYTES - size);
    for (int x = from, at = 0; x < to; x++, at += size) {
      INT.set(target, at, samples[x] << shift); // the surplus is overwritten by the next sample
    }
  }
}
