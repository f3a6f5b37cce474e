package io.github.matting4j.testdata.onnx;

import java.io.IOException;
import java.io.OutputStream;

/** A named constant tensor of a graph, whose elements are made only while it is written. */
final class Initializer {

  private static final int FIELD_IN_GRAPH = 5;

  private final String name;
  private final long rawBytes;
  private final TensorPayload payload;
  private final WireBuffer prefix;
  private final WireBuffer header;

  Initializer(String name, ElementType type, long[] dims, TensorPayload payload) {
    this.name = name;
    this.payload = payload;
    long elements = 1;
    this.header = new WireBuffer();
    for (long dim : dims) {
      elements = Math.multiplyExact(elements, dim);
      header.varint(1, dim);
    }
    this.rawBytes = Math.multiplyExact(elements, type.bytes());
    header.varint(2, type.code()).string(8, name).lengthPrefix(9, rawBytes);
    this.prefix = new WireBuffer().lengthPrefix(FIELD_IN_GRAPH, header.size() + rawBytes);
  }

  long byteSize() {
    return prefix.size() + header.size() + rawBytes;
  }

  void writeTo(OutputStream out) throws IOException {
    prefix.writeTo(out);
    header.writeTo(out);
    TensorSink sink = new TensorSink(out);
    payload.writeTo(sink);
    long written = sink.finish();
    if (written != rawBytes) {
      throw new IllegalStateException(
          "tensor " + name + " announced " + rawBytes + " bytes but wrote " + written);
    }
  }
}
