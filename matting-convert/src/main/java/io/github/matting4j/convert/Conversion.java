package io.github.matting4j.convert;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A converted network and the report of its conversion. The weights may still be in the file that
 * was converted, which must stay until the network is written. The same file and options give the
 * same bytes. Thread-safe.
 *
 * @param <R> the report's type
 */
public final class Conversion<R> {
  private static final int BUFFER = 1 << 16;

  private final OnnxGraph graph;
  private final R report;

  /** Of a complete graph, which is not changed any more. */
  public Conversion(OnnxGraph graph, R report) {
    this.graph = Objects.requireNonNull(graph);
    this.report = Objects.requireNonNull(report);
  }

  /** What was found and done. */
  public R report() {
    return report;
  }

  /**
   * Writes the ONNX model, operator set 13, one tensor at a time.
   *
   * @throws IOException if the weights cannot be read, or from the stream
   */
  public synchronized void writeTo(OutputStream out) throws IOException {
    try {
      graph.writeTo(out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (MalformedGraphException e) {
      throw new IllegalStateException("the result of a conversion is well formed", e);
    }
  }

  /**
   * Creates or replaces the ONNX file. A call that fails leaves an incomplete file; a file that is
   * being read should be replaced by the caller, atomically.
   *
   * @throws IOException if the weights cannot be read or the file cannot be written
   */
  public void writeTo(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      writeTo(out);
    }
  }
}
