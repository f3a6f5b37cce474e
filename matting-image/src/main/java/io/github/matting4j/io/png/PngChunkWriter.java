package io.github.matting4j.io.png;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The container of a PNG file: signature and chunks. As a stream it is the picture data, cut into
 * IDAT chunks; {@link #close} ends the last of them and the file, and leaves the target open.
 *
 * <p>Not thread-safe: one per file.
 */
final class PngChunkWriter extends OutputStream {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int DATA_BYTES = 128 * 1024;

  private final OutputStream target;
  private final byte[] data = new byte[DATA_BYTES];
  private int filled;

  PngChunkWriter(OutputStream target) {
    this.target = target;
  }

  void begin() throws IOException {
    target.write(SIGNATURE);
  }

  void chunk(String type, byte[] content, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content, 0, length);
    target.write(bigEndian(length));
    target.write(name);
    target.write(content, 0, length);
    target.write(bigEndian((int) crc.getValue()));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int part = Math.min(end - from, data.length - filled);
      System.arraycopy(source, from, data, filled, part);
      filled += part;
      from += part;
      if (filled == data.length) {
        endData();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (filled > 0) {
      endData();
    }
    chunk("IEND", data, 0);
    target.flush();
  }

  private void endData() throws IOException {
    chunk("IDAT", data, filled);
    filled = 0;
  }

  private static byte[] bigEndian(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }
}
