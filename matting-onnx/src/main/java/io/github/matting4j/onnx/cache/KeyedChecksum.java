package io.github.matting4j.onnx.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;

/**
 * The end of a cached file: the HMAC-SHA256 of its key and of all bytes before it, written as one
 * more entry of the model's {@code metadata_props}, so that the file is still valid ONNX. It
 * detects truncated, damaged, renamed and foreign files.
 */
final class KeyedChecksum {
  private static final String NAME = "matting4j.cache";
  private static final int MAC_DIGITS = 64;
  private static final int LENGTH = MetadataEntry.OVERHEAD + NAME.length() + MAC_DIGITS;
  private static final int CHUNK = 1 << 18;

  private KeyedChecksum() {}

  private static byte[] bytes(byte[] mac) {
    return MetadataEntry.of(NAME, HexFormat.of().formatHex(mac));
  }

  private static Mac macOf(String key, CacheSecret secret) {
    Mac mac = secret.mac();
    mac.update(key.getBytes(StandardCharsets.US_ASCII)); // of one length for all keys
    return mac;
  }

  /** Appends the checksum to a finished file. */
  static void append(Path file, String key, CacheSecret secret) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Mac mac = macOf(key, secret);
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      while (channel.read(chunk.clear()) > 0) {
        mac.update(chunk.flip());
      }
      ByteBuffer checksum = ByteBuffer.wrap(bytes(mac.doFinal()));
      while (checksum.hasRemaining()) {
        channel.write(checksum); // at the end, where reading stopped
      }
    }
  }

  /** Whether a file on disk ends with the checksum of its content under this key and secret. */
  static boolean isValid(Path file, String key, CacheSecret secret) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long content = channel.size() - LENGTH;
      if (content <= 0) {
        return false;
      }
      Mac mac = macOf(key, secret);
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long left = content; left > 0; left -= chunk.limit()) {
        chunk.clear().limit((int) Math.min(CHUNK, left));
        if (channel.read(chunk) < 0) {
          return false;
        }
        mac.update(chunk.flip());
      }
      ByteBuffer found = ByteBuffer.allocate(LENGTH);
      while (found.hasRemaining()) {
        if (channel.read(found) < 0) {
          return false;
        }
      }
      return MessageDigest.isEqual(found.array(), bytes(mac.doFinal()));
    }
  }
}
