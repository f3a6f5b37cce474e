package io.github.matting4j.io.input;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses small parts of a file, such as a profile or a text, up to a size. */
public final class BoundedInflater {
  private static final int BLOCK_BYTES = 8192;

  private BoundedInflater() {}

  /**
   * Unpacks a zlib stream. A damaged end is left out; empty where nothing could be unpacked or more
   * than {@code max} bytes come.
   */
  public static Optional<byte[]> inflate(byte[] data, int start, int length, int max) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data, start, length);
      byte[] block = new byte[BLOCK_BYTES];
      int count = inflater.inflate(block);
      while (count > 0 && unpacked.size() <= max) {
        unpacked.write(block, 0, count);
        count = inflater.inflate(block);
      }
    } catch (DataFormatException e) {
      return unpacked.size() == 0 ? Optional.empty() : Optional.of(unpacked.toByteArray());
    } finally {
      inflater.end();
    }
    return unpacked.size() > max ? Optional.empty() : Optional.of(unpacked.toByteArray());
  }
}
