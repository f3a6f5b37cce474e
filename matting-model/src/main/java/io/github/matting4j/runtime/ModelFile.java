package io.github.matting4j.runtime;

import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of weights, checked before an engine opens it.
 *
 * @param path where it is
 * @param bytes its size
 * @param sha256 its hash, 64 hexadecimal digits
 */
public record ModelFile(Path path, long bytes, String sha256) {

  /**
   * Reads the file once, for its hash.
   *
   * @throws ModelLoadException if it is missing, not a plain file, unreadable, empty, recognisably
   *     something other than weights, or not what an {@link InstallRecord} beside it states
   */
  public static ModelFile inspect(Path path) {
    if (!Files.exists(path)) {
      throw new ModelLoadException("no model file at " + path + "; check the path");
    }
    if (!Files.isRegularFile(path)) {
      throw new ModelLoadException(
          path
              + " is "
              + (Files.isDirectory(path) ? "a folder" : "a pipe or device")
              + ", not a model file; name the file itself");
    }
    MessageDigest digest = Sha256.newDigest();
    long total = 0;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] chunk = new byte[1 << 16];
      for (int n = in.readNBytes(chunk, 0, chunk.length);
          n > 0;
          n = in.readNBytes(chunk, 0, chunk.length)) {
        if (total == 0) {
          refuseForeign(path, new String(chunk, 0, Math.min(n, 64), StandardCharsets.ISO_8859_1));
        }
        digest.update(chunk, 0, n);
        total += n;
      }
    } catch (IOException e) {
      throw new ModelLoadException(
          "cannot read the model file " + path + "; check its permissions and the disk", e);
    }
    if (total == 0) {
      throw new ModelLoadException(path + " is empty (0 bytes); download it again");
    }
    ModelFile file = new ModelFile(path, total, Sha256.text(digest));
    file.requireAsInstalled();
    return file;
  }

  /**
   * Requires the size and hash that an {@link InstallRecord} beside the file states, if there is
   * one.
   *
   * @throws ModelLoadException if they differ
   */
  public void requireAsInstalled() {
    Optional<InstallRecord> record = InstallRecord.beside(path);
    Optional<String> fault = record.flatMap(r -> r.fault(bytes, sha256));
    if (fault.isPresent()) {
      throw new ModelLoadException(
          path + ": " + fault.get() + "; " + record.orElseThrow().remedy());
    }
  }

  /** The SHA-256 of weights held in memory, 64 hexadecimal digits. */
  public static String sha256(byte[] weights) {
    return Sha256.of(weights);
  }

  /** Rejects files that are commonly mistaken for weights. */
  private static void refuseForeign(Path path, String start) {
    if (start.startsWith("version https://git-lfs")) {
      throw new ModelLoadException(
          path + " is a Git-LFS pointer, not the weights; fetch them with 'git lfs pull'");
    }
    String text = start.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
      throw new ModelLoadException(
          path
              + " is a web page, not weights; the download was probably refused, open it to see"
              + " why");
    }
    if (start.startsWith("PK\u0003\u0004")) {
      throw new ModelLoadException(path + " is a zip archive; unpack it and name the model inside");
    }
  }
}
