package io.github.matting4j.onnx.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An entry of the {@code metadata_props} of an ONNX model, as bytes that may be appended to its
 * file: the format joins what stands in several places.
 */
final class MetadataEntry {
  private static final byte METADATA_FIELD = (14 << 3) | 2;
  private static final byte ENTRY_KEY = (1 << 3) | 2;
  private static final byte ENTRY_VALUE = (2 << 3) | 2;

  /** Bytes around key and value. */
  static final int OVERHEAD = 6;

  /** Lengths of more bytes have a second byte. */
  private static final int MAX_BYTES = 127;

  private MetadataEntry() {}

  /**
   * Encodes an entry.
   *
   * @throws IllegalArgumentException if key and value have more than 123 bytes together
   */
  static byte[] of(String key, String value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    int entry = name.length + text.length + OVERHEAD - 2;
    if (entry > MAX_BYTES) {
      throw new IllegalArgumentException("too long for an entry: " + key + " = " + value);
    }
    return ByteBuffer.allocate(entry + 2)
        .put(METADATA_FIELD)
        .put((byte) entry)
        .put(ENTRY_KEY)
        .put((byte) name.length)
        .put(name)
        .put(ENTRY_VALUE)
        .put((byte) text.length)
        .put(text)
        .array();
  }
}
