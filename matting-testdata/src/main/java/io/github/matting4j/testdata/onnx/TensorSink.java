package io.github.matting4j.testdata.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Takes tensor elements and passes them on as little-endian bytes. Not thread-safe. */
public final class TensorSink {

  private static final int CHUNK_BYTES = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long flushedBytes;

  /** A sink that writes to {@code out}. */
  public TensorSink(OutputStream out) {
    this.out = out;
  }

  /** Appends one element of a {@link ElementType#FLOAT} tensor. */
  public void putFloat(float value) throws IOException {
    if (chunk.remaining() < Float.BYTES) {
      flush();
    }
    chunk.putFloat(value);
  }

  /** Appends one element of an {@link ElementType#INT64} tensor. */
  public void putLong(long value) throws IOException {
    if (chunk.remaining() < Long.BYTES) {
      flush();
    }
    chunk.putLong(value);
  }

  /** Writes what is still held back; how many bytes were put in all. */
  public long finish() throws IOException {
    flush();
    return flushedBytes;
  }

  private void flush() throws IOException {
    out.write(chunk.array(), 0, chunk.position());
    flushedBytes += chunk.position();
    chunk.clear();
  }
}
