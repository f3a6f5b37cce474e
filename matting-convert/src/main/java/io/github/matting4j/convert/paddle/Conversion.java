package io.github.matting4j.convert.paddle;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A converted network: the graph in memory, the parameters still in their file, which must stay
 * until the network is written. Thread-safe.
 */
public final class Conversion {
  private static final int BUFFER = 1 << 16;

  private final OnnxGraph graph;
  private final ConversionReport report;

  Conversion(OnnxGraph graph, ConversionReport report) {
    this.graph = graph;
    this.report = report;
  }

  /** What was found and done. */
  public ConversionReport report() {
    return report;
  }

  /**
   * Writes the ONNX file, one tensor at a time. The same program and options give the same bytes.
   *
   * @throws IOException if the parameters cannot be read, or from the stream
   */
  public synchronized void writeTo(OutputStream out) throws IOException {
    try {
      graph.writeTo(out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (MalformedGraphException e) {
      throw new IllegalStateException("a graph that was made here is well formed", e);
    }
  }

  /**
   * Creates or replaces the ONNX file. One that fails leaves an incomplete file.
   *
   * @throws IOException if the parameters cannot be read or the file cannot be written
   */
  public void writeTo(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      writeTo(out);
    }
  }
}
