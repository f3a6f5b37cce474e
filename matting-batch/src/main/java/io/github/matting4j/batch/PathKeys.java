package io.github.matting4j.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Turns paths into 63-bit keys, the same for two spellings of one file: where the file system takes
 * {@code A.png} and {@code a.png} for the same, so do the keys. Of a million paths two share a key
 * by chance once in ten million cases; whoever uses keys must stay safe then.
 *
 * <p>Immutable.
 */
final class PathKeys {
  private final boolean foldsCase;

  private PathKeys(boolean foldsCase) {
    this.foldsCase = foldsCase;
  }

  /** Keys for files in this folder, which must exist. */
  static PathKeys in(Path folder) {
    return new PathKeys(foldsCase(folder));
  }

  static PathKeys foldingCase(boolean foldsCase) {
    return new PathKeys(foldsCase);
  }

  private static boolean foldsCase(Path folder) {
    for (Path at = folder; at != null && at.getFileName() != null; at = at.getParent()) {
      String name = at.getFileName().toString();
      String swapped =
          name.equals(name.toUpperCase(Locale.ROOT))
              ? name.toLowerCase(Locale.ROOT)
              : name.toUpperCase(Locale.ROOT);
      if (!swapped.equals(name)) {
        return isSame(at, at.resolveSibling(swapped));
      }
    }
    return false; // no letter in the whole path
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // there is no such file
    }
  }

  long of(Path path) {
    String text = path.toAbsolutePath().normalize().toString();
    String spelt =
        foldsCase
            ? Normalizer.normalize(text, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
            : text;
    byte[] digest = Sha256.newDigest().digest(spelt.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
  }
}
