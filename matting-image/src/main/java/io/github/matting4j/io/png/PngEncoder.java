package io.github.matting4j.io.png;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.codec.EncodeSettings;
import io.github.matting4j.io.codec.PackedRows;
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
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Pixels turned to bytes at a time; bounds the memory for very wide pictures. */
  private static final int PACK_PIXELS = 8 * 1024;

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int RGBA = 6;

  private final EncodeSettings settings;

  /** An encoder with these settings. */
  public PngEncoder(EncodeSettings settings) {
    this.settings = settings;
  }

  /** Writes the picture at its own depth, as RGB if it is opaque, else as straight RGBA. */
  public void write(Picture image, OutputStream target) throws IOException {
    write(PackedRows.of(image, settings.keepsHiddenColour()), target);
  }

  /** Writes the matte as grey of 8 or 16 bits, 0 transparent and 255 or 65535 opaque. */
  public void write(AlphaMatte matte, int bits, Rounding rounding, OutputStream target)
      throws IOException {
    write(PackedRows.of(matte, bits, rounding), target);
  }

  private void write(PackedRows rows, OutputStream target) throws IOException {
    PngChunkWriter chunks = new PngChunkWriter(target);
    chunks.begin();
    chunks.chunk("IHDR", header(rows), 13);
    if (colourType(rows) != GREY) { // alphas are not colours: no reader may convert them
      writeColours(chunks);
    }
    writeRows(rows, new PixelDeflater(chunks, rows.pixelBytes()));
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

  private static byte[] header(PackedRows rows) {
    byte[] header = new byte[13];
    INT.set(header, 0, rows.width());
    INT.set(header, 4, rows.height());
    header[8] = (byte) rows.bits();
    header[9] = (byte) colourType(rows);
    return header;
  }

  /** The number of the PNG specification for this layout of samples. */
  private static int colourType(PackedRows rows) {
    return rows.channels() == 1 ? GREY : rows.channels() == 3 ? RGB : RGBA;
  }

  /** Filters and packs all rows into {@code zlib} and closes that, which ends the file. */
  private static void writeRows(PackedRows rows, OutputStream zlib) throws IOException {
    int width = rows.width();
    int ints = rows.pixelInts();
    int bytes = rows.pixelBytes();
    int[] above = new int[Math.multiplyExact(ints, width)];
    int[] row = new int[above.length];
    int[] delta = new int[above.length];
    byte[] packed = new byte[Math.min(width, PACK_PIXELS) * bytes + PackedRows.SLACK_BYTES];
    for (int y = 0; y < rows.height(); y++) {
      rows.read(y, row);
      PngRowFilter filter = PngRowFilter.best(row, above, row.length, ints);
      filter.apply(row, above, delta, row.length, ints);
      zlib.write(filter.type);
      for (int x = 0; x < width; x += PACK_PIXELS) {
        int end = Math.min(width, x + PACK_PIXELS);
        rows.toBytes(delta, x, end, packed);
        zlib.write(packed, 0, (end - x) * bytes);
      }
      int[] free = above;
      above = row;
      row = free;
    }
    zlib.close();
  }
}
