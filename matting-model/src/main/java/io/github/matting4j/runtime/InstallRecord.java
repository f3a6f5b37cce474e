package io.github.matting4j.runtime;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an installation recorded of the weights that it made, in {@value #NAME} beside them. A file
 * that differs from its record is not opened.
 *
 * @param model the id of the model
 * @param file the name of the weights' file
 * @param bytes its size
 * @param sha256 its hash, 64 hexadecimal digits in lower case
 */
public record InstallRecord(String model, String file, long bytes, String sha256) {
  /** The name of the record's file. */
  public static final String NAME = "install.json";

  private static final long MAX_BYTES = 1 << 20;

  /**
   * The record of these weights, if there is one beside them that names them.
   *
   * @throws ModelLoadException if there is a record that cannot be understood
   */
  public static Optional<InstallRecord> beside(Path weights) {
    Path record = weights.resolveSibling(NAME);
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    try {
      InstallRecord read = read(record);
      return Optional.of(read).filter(r -> weights.endsWith(r.file));
    } catch (IOException e) {
      throw new ModelLoadException(
          record
              + " cannot be understood ("
              + e.getMessage()
              + "); install the model again, or remove this file to open the weights unchecked",
          e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it cannot be read or understood
   */
  public static InstallRecord read(Path record) throws IOException {
    if (Files.size(record) > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    try {
      Map<String, Object> members = JsonReader.object(Files.readString(record));
      return new InstallRecord(
          text(members, "model"),
          text(members, "file"),
          (long) number(members, "bytes"),
          text(members, "sha256"));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String text(Map<String, Object> members, String key) {
    if (members.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("it has no text '" + key + "'");
  }

  private static double number(Map<String, Object> members, String key) {
    if (members.get(key) instanceof Double number) {
      return number;
    }
    throw new IllegalArgumentException("it has no number '" + key + "'");
  }

  /** What is wrong with weights of this size; empty if nothing. */
  public Optional<String> fault(long actualBytes) {
    return actualBytes == bytes
        ? Optional.empty()
        : Optional.of("it has " + actualBytes + " bytes, but " + bytes + " bytes were installed");
  }

  /** What is wrong with weights of this size and hash; empty if nothing. */
  public Optional<String> fault(long actualBytes, String actualSha256) {
    return fault(actualBytes)
        .or(
            () ->
                actualSha256.equals(sha256)
                    ? Optional.empty()
                    : Optional.of(
                        "its SHA-256 is "
                            + actualSha256
                            + ", but "
                            + sha256
                            + " was installed: it was changed or damaged"));
  }

  /** What to do about a fault. */
  public String remedy() {
    return "install it again with 'matting models install " + model + "'";
  }
}
