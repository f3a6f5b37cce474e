package io.github.matting4j.io.png;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.codec.EncodeSettings;
import io.github.matting4j.io.png.deflate.PixelDeflater;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG files row by row in constant memory (a few rows and less than 1 MB): RGBA, RGB when
 * the picture is opaque, and grey, of 8 or 16 bits. Streams are flushed, never closed.
 *
 * <p>Immutable and thread-safe.
 */
public final class PngEncoder {
  /** Channel layouts, with the numbers of the file format. */
  private enum Layout {
    RGBA(6, 8, 4),
    RGB(2, 8, 3),
    RGBA16(6, 16, 8),
    RGB16(2, 16, 6),
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

    /** Ints that hold a pixel. */
    int ints() {
      return pixelBytes > Integer.BYTES ? 2 : 1;
    }
  }

  /**
   * Gives rows as packed samples: the channels in file order in the low bytes of an int; or, of
   * more than four bytes, in an int and the high bytes of another.
   */
  private interface Rows {
    void read(int y, int[] row);
  }

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Pixels turned to bytes at a time; bounds the memory for very wide pictures. */
  private static final int PACK_PIXELS = 8 * 1024;

  private final EncodeSettings settings;

  public PngEncoder(EncodeSettings settings) {
    this.settings = settings;
  }

  /** Writes the picture at its own depth, as RGB if it is opaque, else as straight RGBA. */
  public void write(Picture image, OutputStream target) throws IOException {
    boolean opaque = image.isOpaque();
    if (image instanceof Argb16Image deep) {
      Layout layout = opaque ? Layout.RGB16 : Layout.RGBA16;
      write(layout, image.width(), image.height(), deepRows(deep, opaque), target);
    } else {
      Layout layout = opaque ? Layout.RGB : Layout.RGBA;
      write(layout, image.width(), image.height(), colourRows(image.toArgb(), layout), target);
    }
  }

  private Rows deepRows(Argb16Image image, boolean opaque) {
    long[] pixels = new long[image.width()];
    boolean keep = settings.keepsHiddenColour();
    return (y, row) -> {
      image.readRow(y, pixels, 0);
      for (int x = 0; x < pixels.length; x++) {
        long argb = keep || pixels[x] >>> 48 != 0 ? pixels[x] : 0;
        row[2 * x] = (int) (argb >>> 16);
        row[2 * x + 1] = (int) argb << 16 | (opaque ? 0 : (int) (argb >>> 48));
      }
    };
  }

  /** Writes the matte as 8-bit grey, 0 transparent and 255 opaque. */
  public void write8(AlphaMatte matte, Rounding rounding, OutputStream target) throws IOException {
    writeGrey(Layout.GREY8, 0xFF, matte, rounding, target);
  }

  /** Writes the matte as 16-bit grey, 0 transparent and 65535 opaque. */
  public void write16(AlphaMatte matte, OutputStream target) throws IOException {
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
    boolean keep = settings.keepsHiddenColour();
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
      writeColours(chunks);
    }
    writeRows(layout, width, height, rows, new PixelDeflater(chunks, layout.pixelBytes));
  }

  private void writeColours(PngChunkWriter chunks) throws IOException {
    if (settings.profile().isPresent()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(new byte[] {'I', 'C', 'C', 0, 0});
      try (DeflaterOutputStream zlib = new DeflaterOutputStream(body)) {
        zlib.write(settings.profile().get());
      }
      chunks.chunk("iCCP", body.toByteArray(), body.size());
    } else {
      chunks.chunk("sRGB", new byte[] {0}, 1);
    }
    if (settings.exif().isPresent()) {
      byte[] exif = settings.exif().get();
      chunks.chunk("eXIf", exif, exif.length);
    }
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
    int ints = layout.ints();
    int[] above = new int[Math.multiplyExact(ints, width)];
    int[] row = new int[above.length];
    int[] delta = new int[above.length];
    byte[] packed = new byte[Math.min(width, PACK_PIXELS) * layout.pixelBytes + Integer.BYTES];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      PngRowFilter filter = PngRowFilter.best(row, above, row.length, ints);
      filter.apply(row, above, delta, row.length, ints);
      zlib.write(filter.type);
      for (int x = 0; x < width; x += PACK_PIXELS) {
        int end = Math.min(width, x + PACK_PIXELS);
        if (ints == 1) {
          pack(delta, x, end, layout.pixelBytes, packed);
        } else {
          packPairs(delta, x, end, layout.pixelBytes, packed);
        }
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

  /** Writes the first {@code size} bytes of each pair of samples, one after the other. */
  private static void packPairs(int[] samples, int from, int to, int size, byte[] target) {
    for (int x = from, at = 0; x < to; x++, at += size) {
      INT.set(target, at, samples[2 * x]);
      INT.set(target, at + Integer.BYTES, samples[2 * x + 1]);
    }
  }
}
