package io.github.matting4j.testdata.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished ONNX model (operator set 13) that can be written to a file, any number of times, each
 * time the same bytes. Weights are made while writing, so a model takes little memory. Immutable.
 */
public final class OnnxModel {

  /** Operator set of every model: new enough for all operators used, readable by old runtimes. */
  public static final int OPSET = 13;

  private static final int IR_VERSION = 7;

  private final WireBuffer graphHead;
  private final List<Initializer> initializers;
  private final WireBuffer graphTail;
  private final int nodes;
  private final WireBuffer modelHead;
  private final WireBuffer modelTail;

  OnnxModel(WireBuffer graphHead, List<Initializer> initializers, WireBuffer graphTail, int nodes) {
    this.graphHead = graphHead;
    this.initializers = List.copyOf(initializers);
    this.graphTail = graphTail;
    this.nodes = nodes;
    long tensorBytes = this.initializers.stream().mapToLong(Initializer::byteSize).sum();
    this.modelHead =
        new WireBuffer()
            .varint(1, IR_VERSION)
            .string(2, "matting4j-testdata")
            .lengthPrefix(7, graphHead.size() + tensorBytes + graphTail.size());
    this.modelTail = new WireBuffer().message(8, new WireBuffer().string(1, "").varint(2, OPSET));
  }

  /** Number of nodes in the graph. */
  public int nodeCount() {
    return nodes;
  }

  /** Size of the file that {@link #write} makes. */
  public long byteSize() {
    return modelHead.size()
        + graphHead.size()
        + initializers.stream().mapToLong(Initializer::byteSize).sum()
        + graphTail.size()
        + modelTail.size();
  }

  /** Writes the model to {@code file}, replacing what was there, and returns {@code file}. */
  public Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      writeTo(out);
    }
    return file;
  }

  /** The model as one array; for small graphs. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(byteSize()));
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private void writeTo(OutputStream out) throws IOException {
    modelHead.writeTo(out);
    graphHead.writeTo(out);
    for (Initializer initializer : initializers) {
      initializer.writeTo(out);
    }
    graphTail.writeTo(out);
    modelTail.writeTo(out);
  }
}
