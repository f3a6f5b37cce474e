package io.github.matting4j.networks.known;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a known network's weights, as somebody publishes it.
 *
 * @param name its name there
 * @param bytes its exact size, if that is stated
 * @param aboutBytes about how large it is, if only that is known
 * @param sha256 64 hexadecimal digits in lower case, if stated
 * @param md5 32 hexadecimal digits in lower case, if stated
 * @param address where it is; empty for a file that is part of something else
 * @param source who states all this
 */
public record PublishedFile(
    String name,
    OptionalLong bytes,
    OptionalLong aboutBytes,
    Optional<String> sha256,
    Optional<String> md5,
    Optional<URI> address,
    String source) {

  /**
   * Checks the hashes.
   *
   * @throws IllegalArgumentException if one has another form
   */
  public PublishedFile {
    requireHex("SHA-256", sha256, 64);
    requireHex("MD5", md5, 32);
  }

  private static void requireHex(String kind, Optional<String> hash, int digits) {
    if (hash.filter(text -> !text.matches("[0-9a-f]{" + digits + "}")).isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is no %s; write %d hexadecimal digits in lower case",
              hash.get(),
              kind,
              digits));
    }
  }

  /** Whether it is an ONNX file, which can be opened as it is. */
  public boolean isOnnx() {
    return name.endsWith(".onnx");
  }

  /** The size, exact or approximate, if either is known. */
  public OptionalLong expectedBytes() {
    return bytes.isPresent() ? bytes : aboutBytes;
  }

  /** Whether only its MD5 is stated. */
  boolean needsMd5() {
    return sha256.isEmpty() && md5.isPresent();
  }
}
