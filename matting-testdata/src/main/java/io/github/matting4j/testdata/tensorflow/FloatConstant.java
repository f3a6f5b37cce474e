package io.github.matting4j.testdata.tensorflow;

import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.onnx.TensorSink;
import io.github.matting4j.testdata.onnx.WireBuffer;
import java.io.IOException;
import java.io.OutputStream;

/** A {@code Const} node of floats whose elements are made only while it is written. */
final class FloatConstant {
  private static final int NODE_IN_GRAPH = 1;
  private static final int CONTENT_IN_TENSOR = 4;

  private final String name;
  private final TensorPayload payload;
  private final long rawBytes;

  /** Everything before the elements, from the node's own tag on. */
  private final WireBuffer head;

  FloatConstant(String name, TensorPayload payload, long... dims) {
    this.name = name;
    this.payload = payload;
    long elements = 1;
    for (long dim : dims) {
      elements = Math.multiplyExact(elements, dim);
    }
    this.rawBytes = elements * Float.BYTES;
    this.head = head(dims);
  }

  /** Wraps from the inside out: elements, tensor, attribute value, map entry, node. */
  private WireBuffer head(long... dims) {
    WireBuffer inner = NodeAttribute.tensorHeader(DataType.FLOAT, dims);
    inner.lengthPrefix(CONTENT_IN_TENSOR, rawBytes);
    inner = before(8, inner);
    inner = new WireBuffer().string(1, "value").append(before(2, inner));
    inner = before(5, inner);
    inner =
        new WireBuffer()
            .string(1, name)
            .string(2, "Const")
            .message(5, NodeAttribute.of("dtype", DataType.FLOAT).entry())
            .append(inner);
    return before(NODE_IN_GRAPH, inner);
  }

  /** The field {@code number} whose content is {@code inner} and then the elements. */
  private WireBuffer before(int number, WireBuffer inner) {
    return new WireBuffer().lengthPrefix(number, inner.size() + rawBytes).append(inner);
  }

  long elements() {
    return rawBytes / Float.BYTES;
  }

  void writeTo(OutputStream out) throws IOException {
    head.writeTo(out);
    TensorSink sink = new TensorSink(out);
    payload.writeTo(sink);
    long written = sink.finish();
    if (written != rawBytes) {
      throw new IllegalStateException(
          "constant " + name + " announced " + rawBytes + " bytes but wrote " + written);
    }
  }
}
