package io.github.matting4j.io.tiff;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.codec.EncodeSettings;
import io.github.matting4j.io.codec.PackedRows;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
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

  private final EncodeSettings settings;

  public TiffEncoder(EncodeSettings settings) {
    this.settings = settings;
  }

  /** Writes the picture at its own depth, as RGB if it is opaque, else as RGBA. */
  public void write(Picture image, OutputStream target) throws IOException {
    write(PackedRows.of(image, settings.keepsHiddenColour()), target);
  }

  /** Writes the matte as grey of 8 or 16 bits, 0 transparent. */
  public void write(AlphaMatte matte, int bits, Rounding rounding, OutputStream target)
      throws IOException {
    write(PackedRows.of(matte, bits, rounding), target);
  }

  private void write(PackedRows rows, OutputStream target) throws IOException {
    int rowBytes = rowBytes(rows);
    int rowsPerStrip = Math.max(1, STRIP_BYTES / rowBytes);
    boolean packed = !settings.uncompressed();
    List<byte[]> strips = packed ? packed(rows, rowsPerStrip) : List.of();
    long[] lengths = new long[(rows.height() + rowsPerStrip - 1) / rowsPerStrip];
    for (int i = 0; i < lengths.length; i++) {
      long stripRows = Math.min(rowsPerStrip, rows.height() - (long) i * rowsPerStrip);
      lengths[i] = packed ? strips.get(i).length : stripRows * rowBytes;
    }
    target.write(head(rows, rowsPerStrip, packed, lengths));
    for (byte[] strip : strips) {
      target.write(strip);
    }
    if (!packed) {
      RowBytes bytes = new RowBytes(rows);
      for (int y = 0; y < rows.height(); y++) {
        target.write(bytes.read(y), 0, rowBytes);
      }
    }
    target.flush();
  }

  private static int rowBytes(PackedRows rows) {
    return Math.multiplyExact(rows.width(), rows.pixelBytes());
  }

  /** Rows as bytes, in one reused array. */
  private static final class RowBytes {
    private final PackedRows rows;
    private final int[] packed;
    private final byte[] bytes;

    RowBytes(PackedRows rows) {
      this.rows = rows;
      this.packed = new int[Math.multiplyExact(rows.pixelInts(), rows.width())];
      this.bytes = new byte[Math.addExact(rowBytes(rows), PackedRows.SLACK_BYTES)];
    }

    /** Row {@code y}, at the start of the array; valid until the next call. */
    byte[] read(int y) {
      rows.read(y, packed);
      rows.toBytes(packed, 0, rows.width(), bytes);
      return bytes;
    }
  }

  private static List<byte[]> packed(PackedRows rows, int rowsPerStrip) {
    List<byte[]> strips = new ArrayList<>();
    Deflater deflater = new Deflater(LEVEL);
    try {
      int rowBytes = rowBytes(rows);
      RowBytes bytes = new RowBytes(rows);
      byte[] strip = new byte[Math.multiplyExact(rowsPerStrip, rowBytes)];
      byte[] block = new byte[64 * 1024];
      for (int top = 0; top < rows.height(); top += rowsPerStrip) {
        int count = Math.min(rowsPerStrip, rows.height() - top);
        for (int y = 0; y < count; y++) {
          byte[] row = bytes.read(top + y);
          if (hasDifferences(rows)) {
            difference(row, rowBytes, rows.channels());
          }
          System.arraycopy(row, 0, strip, y * rowBytes, rowBytes);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(strip.length / 2);
        deflater.reset();
        deflater.setInput(strip, 0, count * rowBytes);
        deflater.finish();
        while (!deflater.finished()) {
          packed.write(block, 0, deflater.deflate(block));
        }
        strips.add(packed.toByteArray());
      }
    } finally {
      deflater.end();
    }
    return strips;
  }

  /** Only for 8 bits per sample, because the JDK's own reader refuses differences of 16 bits. */
  private static boolean hasDifferences(PackedRows rows) {
    return rows.bits() == Byte.SIZE;
  }

  /** Replaces each sample by its difference to the one of the same channel before it. */
  private static void difference(byte[] row, int length, int channels) {
    for (int i = length - 1; i >= channels; i--) {
      row[i] -= row[i - channels];
    }
  }

  /** Header and directory; the strips follow at once. */
  private byte[] head(PackedRows rows, int rowsPerStrip, boolean packed, long[] lengths)
      throws IOException {
    boolean grey = rows.channels() == 1;
    TiffTags tags = new TiffTags();
    tags.longs(256, rows.width());
    tags.longs(257, rows.height());
    int[] bits = new int[rows.channels()];
    Arrays.fill(bits, rows.bits());
    tags.shorts(258, bits);
    tags.shorts(259, packed ? 8 : 1);
    tags.shorts(262, grey ? 1 : 2);
    tags.shorts(274, 1);
    tags.shorts(277, rows.channels());
    tags.longs(278, rowsPerStrip);
    tags.longs(279, lengths);
    tags.shorts(284, 1);
    if (packed && hasDifferences(rows)) {
      tags.shorts(317, 2);
    }
    if (rows.channels() == 4) {
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
