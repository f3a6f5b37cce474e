package io.github.matting4j.evaluate.report;

import io.github.matting4j.io.file.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes text files that are whole or absent, see {@link AtomicFile}. Stateless. */
public final class WholeFile {
  /** Writes the content; must not close the writer. */
  public interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  private WholeFile() {}

  /** Writes UTF-8. */
  public static void write(Path file, Content content) throws IOException {
    AtomicFile.write(
        file,
        stream -> {
          Writer writer =
              new BufferedWriter(
                  new OutputStreamWriter(stream, StandardCharsets.UTF_8.newEncoder()));
          content.writeTo(writer);
          writer.flush();
        });
  }
}
