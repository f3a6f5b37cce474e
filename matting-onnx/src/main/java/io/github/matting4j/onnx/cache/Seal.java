package io.github.matting4j.onnx.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The end of a kept file: its key and the CRC-32 of all before it, written as one more entry of the
 * model's {@code metadata_props}, so that a sealed file is still an ONNX file. It tells apart whole
 * files from cut, damaged and foreign ones; it is no protection against malice.
 */
final class Seal {
  private static final byte METADATA_FIELD = (14 << 3) | 2;
  private static final byte ENTRY_KEY = (1 << 3) | 2;
  private static final byte ENTRY_VALUE = (2 << 3) | 2;
  private static final String NAME = "matting4j.cache";
  private static final int CHUNK = 1 << 18;

  private Seal() {}

  /** The bytes that seal content with this checksum; as many for every key and content. */
  private static byte[] bytes(String key, long crc) {
    byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
    byte[] value =
        (key + ":" + HexFormat.of().toHexDigits((int) crc)).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(6 + name.length + value.length)
        .put(METADATA_FIELD)
        .put((byte) (4 + name.length + value.length))
        .put(ENTRY_KEY)
        .put((byte) name.length)
        .put(name)
        .put(ENTRY_VALUE)
        .put((byte) value.length)
        .put(value)
        .array();
  }

  /** Seals a finished file. */
  static void put(Path file, String key) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer seal = ByteBuffer.wrap(bytes(key, crc(channel, channel.size())));
      long end = channel.size();
      while (seal.hasRemaining()) {
        end += channel.write(seal, end);
      }
    }
  }

  /** Whether the file is whole and was sealed with this key. */
  static boolean holds(Path file, String key) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int length = bytes(key, 0).length;
      long content = channel.size() - length;
      if (content <= 0) {
        return false;
      }
      ByteBuffer found = ByteBuffer.allocate(length);
      int read = channel.read(found, content); // a local file gives so few bytes at once
      return read == length && Arrays.equals(found.array(), bytes(key, crc(channel, content)));
    }
  }

  private static long crc(FileChannel channel, long length) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    for (long at = 0; at < length; ) {
      chunk.clear().limit((int) Math.min(CHUNK, length - at));
      int read = channel.read(chunk, at);
      if (read <= 0) {
        throw new IOException("the file shrinks while it is read");
      }
      crc.update(chunk.flip());
      at += read;
    }
    return crc.getValue();
  }
}
