package io.github.matting4j.evaluate.report;

import io.github.matting4j.evaluate.measure.FileNames;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes text files that are whole or absent: beside their place first, then renamed. Stateless.
 */
public final class WholeFile {
  /** Writes the content; must not close the writer. */
  public interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  private WholeFile() {}

  /** Writes UTF-8. */
  public static void write(Path file, Content content) throws IOException {
    Path draft = file.resolveSibling("." + FileNames.of(file) + ".part");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(draft)) {
        content.writeTo(writer);
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
