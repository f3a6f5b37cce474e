package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A converted graph. Weights stay in the bytes of the TensorFlow file and are brought into ONNX's
 * order one tensor at a time while the result is written. The same file gives the same bytes.
 */
public final class TensorFlowConversion {
  private static final int BUFFER = 1 << 16;

  private final OnnxGraph graph;
  private final TensorFlowReport report;

  TensorFlowConversion(OnnxGraph graph, TensorFlowReport report) {
    this.graph = graph;
    this.report = report;
  }

  /** What was done. */
  public TensorFlowReport report() {
    return report;
  }

  /**
   * Writes the ONNX model, operator set 13.
   *
   * @throws IOException if the stream cannot take it
   */
  public void writeTo(OutputStream out) throws IOException {
    try {
      graph.writeTo(out);
    } catch (MalformedGraphException e) {
      throw new IllegalStateException("the result of a conversion is well formed", e);
    }
  }

  /**
   * Writes the ONNX model to a file, replacing what was there; a file that is being read should be
   * replaced by the caller, atomically.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeTo(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      writeTo(out);
    }
  }
}
