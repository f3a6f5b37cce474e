package io.github.matting4j.io.tiff;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.codec.EncodeSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes TIFF files (6.0, big-endian, strips): RGB or RGBA with straight alpha, or grey, of 8 or 16
 * bits; packed by deflate, or plain. The directory comes first, so the packed strips are held in
 * memory until all are known. Streams are flushed, never closed.
 *
 * <p>Immutable and thread-safe.
 */
public final class TiffEncoder {
  private static final int STRIP_BYTES = 256 * 1024;
  private static final int LEVEL = 3;
  private static final int UNASSOCIATED = 2;

  /** Gives rows as the bytes of the file. */
  private interface Rows {
    void read(int y, byte[] row);
  }

  /** How pixels are laid out. */
  private record Layout(int width, int height, int samples, int bits) {
    int rowBytes() {
      return Math.multiplyExact(width, samples * bits / 8);
    }

    boolean hasDifferences() {
      return bits == 8;
    }
  }

  private final EncodeSettings settings;

  public TiffEncoder(EncodeSettings settings) {
    this.settings = settings;
  }

  /** Writes the picture at its own depth, as RGB if it is opaque, else as RGBA. */
  public void write(Picture image, OutputStream target) throws IOException {
    int samples = image.isOpaque() ? 3 : 4;
    Layout layout = new Layout(image.width(), image.height(), samples, image.bits());
    if (image instanceof Argb16Image deep) {
      write(layout, deepRows(deep, samples), target);
    } else {
      write(layout, rows(image.toArgb(), samples), target);
    }
  }

  /** Writes the matte as grey of 8 or 16 bits, 0 transparent. */
  public void write(AlphaMatte matte, int bits, Rounding rounding, OutputStream target)
      throws IOException {
    float[] alphas = new float[matte.width()];
    Rows rows =
        (y, row) -> {
          matte.readRow(y, alphas, 0);
          for (int x = 0, to = 0; x < alphas.length; x++) {
            int level = rounding.quantize(alphas[x], (1 << bits) - 1);
            if (bits == 16) {
              row[to++] = (byte) (level >> 8);
            }
            row[to++] = (byte) level;
          }
        };
    write(new Layout(matte.width(), matte.height(), 1, bits), rows, target);
  }

  private Rows rows(ArgbImage image, int samples) {
    int[] pixels = new int[image.width()];
    return (y, row) -> {
      image.readRow(y, pixels, 0);
      for (int x = 0, to = 0; x < pixels.length; x++) {
        int pixel = hidden(pixels[x] >>> 24) ? 0 : pixels[x];
        row[to++] = (byte) (pixel >> 16);
        row[to++] = (byte) (pixel >> 8);
        row[to++] = (byte) pixel;
        if (samples == 4) {
          row[to++] = (byte) (pixel >>> 24);
        }
      }
    };
  }

  private Rows deepRows(Argb16Image image, int samples) {
    long[] pixels = new long[image.width()];
    return (y, row) -> {
      image.readRow(y, pixels, 0);
      for (int x = 0, to = 0; x < pixels.length; x++) {
        long pixel = hidden((int) (pixels[x] >>> 48)) ? 0 : pixels[x];
        long rgba = pixel << 16 | pixel >>> 48;
        for (int shift = 56; shift >= (samples == 4 ? 0 : 16); shift -= 8) {
          row[to++] = (byte) (rgba >>> shift);
        }
      }
    };
  }

  private boolean hidden(int alpha) {
    return alpha == 0 && !settings.keepsHiddenColour();
  }

  private void write(Layout layout, Rows rows, OutputStream target) throws IOException {
    int rowsPerStrip = Math.max(1, STRIP_BYTES / layout.rowBytes());
    boolean packed = !settings.uncompressed();
    List<byte[]> strips = packed ? packed(layout, rows, rowsPerStrip) : List.of();
    long[] lengths = new long[(layout.height() + rowsPerStrip - 1) / rowsPerStrip];
    for (int i = 0; i < lengths.length; i++) {
      long stripRows = Math.min(rowsPerStrip, layout.height() - (long) i * rowsPerStrip);
      lengths[i] = packed ? strips.get(i).length : stripRows * layout.rowBytes();
    }
    target.write(head(layout, rowsPerStrip, packed, lengths));
    for (byte[] strip : strips) {
      target.write(strip);
    }
    if (!packed) {
      byte[] row = new byte[layout.rowBytes()];
      for (int y = 0; y < layout.height(); y++) {
        rows.read(y, row);
        target.write(row);
      }
    }
    target.flush();
  }

  private static List<byte[]> packed(Layout layout, Rows rows, int rowsPerStrip) {
    List<byte[]> strips = new ArrayList<>();
    Deflater deflater = new Deflater(LEVEL);
    try {
      byte[] strip = new byte[Math.multiplyExact(rowsPerStrip, layout.rowBytes())];
      byte[] row = new byte[layout.rowBytes()];
      byte[] block = new byte[64 * 1024];
      for (int top = 0; top < layout.height(); top += rowsPerStrip) {
        int count = Math.min(rowsPerStrip, layout.height() - top);
        for (int y = 0; y < count; y++) {
          rows.read(top + y, row);
          difference(row, layout);
          System.arraycopy(row, 0, strip, y * row.length, row.length);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(strip.length / 2);
        deflater.reset();
        deflater.setInput(strip, 0, count * row.length);
        deflater.finish();
        while (!deflater.finished()) {
          bytes.write(block, 0, deflater.deflate(block));
        }
        strips.add(bytes.toByteArray());
      }
    } finally {
      deflater.end();
    }
    return strips;
  }

  /**
   * Each sample less the one of the same channel before it; of 8 bits alone, because the JDK's own
   * reader refuses such differences of 16.
   */
  private static void difference(byte[] row, Layout layout) {
    if (layout.hasDifferences()) {
      for (int i = row.length - 1; i >= layout.samples(); i--) {
        row[i] -= row[i - layout.samples()];
      }
    }
  }

  /** Header and directory; the strips follow at once. */
  private byte[] head(Layout layout, int rowsPerStrip, boolean packed, long[] lengths)
      throws IOException {
    boolean grey = layout.samples() == 1;
    TiffTags tags = new TiffTags();
    tags.longs(256, layout.width());
    tags.longs(257, layout.height());
    int[] bits = new int[layout.samples()];
    java.util.Arrays.fill(bits, layout.bits());
    tags.shorts(258, bits);
    tags.shorts(259, packed ? 8 : 1);
    tags.shorts(262, grey ? 1 : 2);
    tags.shorts(274, 1);
    tags.shorts(277, layout.samples());
    tags.longs(278, rowsPerStrip);
    tags.longs(279, lengths);
    tags.shorts(284, 1);
    if (packed && layout.hasDifferences()) {
      tags.shorts(317, 2);
    }
    if (layout.samples() == 4) {
      tags.shorts(338, UNASSOCIATED);
    }
    if (!grey && settings.profile().isPresent()) {
      tags.bytes(34675, settings.profile().get());
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    tags.writeWithStrips(new DataOutputStream(head), lengths);
    return head.toByteArray();
  }
}
