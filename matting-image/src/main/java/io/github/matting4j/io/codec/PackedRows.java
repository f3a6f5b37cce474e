package io.github.matting4j.io.codec;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of a picture or a matte as PNG and big-endian TIFF store them: grey, RGB or RGBA of 8 or 16
 * bits per sample. A row is packed: the samples of a pixel, in the order of the file, are the low
 * bytes of an int; or, where a pixel has more than four bytes, an int and the high bytes of
 * another.
 *
 * <p>Not thread-safe: one per file.
 */
public final class PackedRows {
  /** Bytes behind those it writes that {@link #toBytes} may overwrite. */
  public static final int SLACK_BYTES = Integer.BYTES;

  /** Alphas that are compared at once. */
  private static final int BLOCK = 64;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Writes a packed row to the start of an array. */
  private interface Reader {
    void read(int y, int[] row);
  }

  private final int width;
  private final int height;
  private final int channels;
  private final int bits;
  private final Reader reader;

  private PackedRows(int width, int height, int channels, int bits, Reader reader) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.bits = bits;
    this.reader = reader;
  }

  /**
   * The rows of a picture at its own depth: RGB if it is opaque, else RGBA with straight alpha.
   *
   * @param keepsHiddenColour whether pixels of alpha 0 keep their colour; else it is black
   */
  public static PackedRows of(Picture picture, boolean keepsHiddenColour) {
    boolean opaque = picture.isOpaque();
    Reader reader =
        picture instanceof Argb16Image argb16
            ? argb16Reader(argb16, opaque, keepsHiddenColour)
            : argbReader(picture.toArgb(), opaque, keepsHiddenColour);
    return new PackedRows(
        picture.width(), picture.height(), opaque ? 3 : 4, picture.bits(), reader);
  }

  /**
   * The rows of a matte as grey, 0 transparent.
   *
   * @param bits 8 or 16
   */
  public static PackedRows of(AlphaMatte matte, int bits, Rounding rounding) {
    int maximum = (1 << bits) - 1;
    float[] alphas = new float[matte.width()];
    Reader reader =
        (y, row) -> {
          matte.readRow(y, alphas, 0);
          for (int from = 0; from < alphas.length; from += BLOCK) {
            quantize(alphas, from, Math.min(alphas.length, from + BLOCK), rounding, maximum, row);
          }
        };
    return new PackedRows(matte.width(), matte.height(), 1, bits, reader);
  }

  /** Most of a matte is 0 or 1, which a loop that the compiler vectorises finds out. */
  private static void quantize(
      float[] alphas, int from, int end, Rounding rounding, int maximum, int[] row) {
    int first = Float.floatToRawIntBits(alphas[from]);
    int differences = 0;
    for (int x = from; x < end; x++) {
      differences |= Float.floatToRawIntBits(alphas[x]) ^ first;
    }
    if (differences == 0) {
      Arrays.fill(row, from, end, rounding.quantize(alphas[from], maximum));
      return;
    }
    for (int x = from; x < end; x++) {
      row[x] = rounding.quantize(alphas[x], maximum);
    }
  }

  private static Reader argbReader(ArgbImage image, boolean opaque, boolean keepsHiddenColour) {
    if (opaque) {
      return (y, row) -> {
        image.readRow(y, row, 0);
        for (int x = 0; x < row.length; x++) {
          row[x] &= 0xFFFFFF;
        }
      };
    }
    return (y, row) -> {
      image.readRow(y, row, 0);
      int alwaysShown = keepsHiddenColour ? -1 : 0;
      for (int x = 0; x < row.length; x++) { // without branches, which the compiler vectorises
        int argb = row[x];
        int alpha = argb >>> 24;
        int shown = -alpha >> 31 | alwaysShown; // all bits unless alpha is 0
        row[x] = (argb << 8 | alpha) & shown;
      }
    };
  }

  private static Reader argb16Reader(Argb16Image image, boolean opaque, boolean keepsHiddenColour) {
    long[] pixels = new long[image.width()];
    return (y, row) -> {
      image.readRow(y, pixels, 0);
      for (int x = 0; x < pixels.length; x++) {
        long argb = keepsHiddenColour || pixels[x] >>> 48 != 0 ? pixels[x] : 0;
        row[2 * x] = (int) (argb >>> 16);
        row[2 * x + 1] = (int) argb << 16 | (opaque ? 0 : (int) (argb >>> 48));
      }
    };
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Samples per pixel: 1 grey, 3 RGB, 4 RGBA. */
  public int channels() {
    return channels;
  }

  /** Bits per sample: 8 or 16. */
  public int bits() {
    return bits;
  }

  /** Bytes per pixel in a file. */
  public int pixelBytes() {
    return channels * bits / Byte.SIZE;
  }

  /** Ints per pixel of a packed row: 1 or 2. */
  public int pixelInts() {
    return pixelBytes() > Integer.BYTES ? 2 : 1;
  }

  /** Writes row {@code y}, packed, to {@code row}, whose length is that of one row. */
  public void read(int y, int[] row) {
    reader.read(y, row);
  }

  /**
   * Writes pixels {@code from} to {@code to} of a packed row as bytes, the highest of each sample
   * first, to the start of {@code target}.
   *
   * @param target has room for {@link #SLACK_BYTES} more
   */
  public void toBytes(int[] row, int from, int to, byte[] target) {
    int size = pixelBytes();
    if (size == Integer.BYTES) {
      ByteBuffer.wrap(target).asIntBuffer().put(row, from, to - from);
    } else if (size == 1) {
      for (int x = from, at = 0; x < to; x++, at++) {
        target[at] = (byte) row[x];
      }
    } else if (pixelInts() == 1) {
      int shift = 8 * (Integer.BYTES - size);
      for (int x = from, at = 0; x < to; x++, at += size) {
        INT.set(target, at, row[x] << shift); // the surplus is overwritten by the next pixel
      }
    } else {
      for (int x = from, at = 0; x < to; x++, at += size) {
        INT.set(target, at, row[2 * x]);
        INT.set(target, at + Integer.BYTES, row[2 * x + 1]);
      }
    }
  }
}
