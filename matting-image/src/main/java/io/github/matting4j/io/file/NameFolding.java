package io.github.matting4j.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Which spellings of a name a file system takes for one and the same: none but the exact one
 * (Linux), also other cases (Windows), also other Unicode normal forms (macOS).
 */
enum NameFolding {
  EXACT {
    @Override
    String fold(String name) {
      return name;
    }
  },
  NORMALIZATION {
    @Override
    String fold(String name) {
      return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
  },
  CASE {
    @Override
    String fold(String name) {
      return NORMALIZATION.fold(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
  };

  private static final NameFolding UNLESS_CASE =
      System.getProperty("os.name", "").startsWith("Mac") ? NORMALIZATION : EXACT;

  /** One text for all spellings of a name. */
  abstract String fold(String name);

  /**
   * The folding of a folder, found by looking up its name, or that of the closest folder above it
   * with a letter in it, in the other case.
   */
  static NameFolding of(Path folder) {
    for (Path at = folder; at != null && at.getFileName() != null; at = at.getParent()) {
      String name = at.getFileName().toString();
      String upper = name.toUpperCase(Locale.ROOT);
      String swapped = name.equals(upper) ? name.toLowerCase(Locale.ROOT) : upper;
      if (!swapped.equals(name) && Files.exists(at)) {
        return isSame(at, swapped) ? CASE : UNLESS_CASE;
      }
    }
    return UNLESS_CASE;
  }

  private static boolean isSame(Path folder, String name) {
    try {
      return Files.isSameFile(folder, folder.resolveSibling(name));
    } catch (IOException | IllegalArgumentException e) {
      return false; // there is no such file, or no such name
    }
  }
}
