package io.github.matting4j.model.source;

import io.github.matting4j.model.figures.Citation;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on a server that has the weights of a model.
 *
 * @param packaging what kind of file it is
 * @param address where it is; https
 * @param fileName its name, which a mirror of it uses too
 * @param alternative whether it is the same network in another export, which is fetched only when
 *     it is asked for by its address
 * @param bytes its exact size, if that is stated
 * @param approximateBytes about how large it is, if only that is stated
 * @param sha256 its hash, 64 hexadecimal digits in lower case, if that is stated
 * @param citation who states address, size and hash
 */
public record Download(
    Packaging packaging,
    URI address,
    String fileName,
    boolean alternative,
    OptionalLong bytes,
    OptionalLong approximateBytes,
    Optional<String> sha256,
    Citation citation) {

  /** What kind of file a download is. */
  public enum Packaging {
    /** A ZIP archive of a Paddle program and its parameters. */
    ZIP,
    /** A gzipped tar archive of a Paddle program and its parameters. */
    TGZ,
    /** The network as one ONNX file. */
    ONNX,
    /** The network as one frozen graph of TensorFlow. */
    FROZEN_GRAPH
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the address is not https, the name has a separator, or the
   *     hash is none
   */
  public Download {
    Objects.requireNonNull(packaging);
    Objects.requireNonNull(citation);
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("the address " + address + " is not https://HOST/...");
    }
    if (!fileName.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "'" + fileName + "' is not a plain file name; state one with 'name'");
    }
    sha256 = sha256.map(hash -> hash.toLowerCase(Locale.ROOT));
    if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'" + sha256.get() + "' is not a SHA-256; write 64 hexadecimal digits");
    }
  }

  /** The size, exact or approximate, if either is stated. */
  public OptionalLong expectedBytes() {
    return bytes.isPresent() ? bytes : approximateBytes;
  }
}
