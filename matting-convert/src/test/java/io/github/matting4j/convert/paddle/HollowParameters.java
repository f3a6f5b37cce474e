package io.github.matting4j.convert.paddle;

import io.github.matting4j.convert.paddle.program.ParameterSource;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.program.Variable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A parameter file for any program, whose tensors hold zeros that take no memory. */
final class HollowParameters implements ParameterSource {
  private final TreeMap<Long, byte[]> headers = new TreeMap<>();
  private final long size;

  HollowParameters(Program program) {
    long at = 0;
    for (Variable variable : program.parameters()) {
      byte[] header = header(variable);
      headers.put(at, header);
      at += header.length;
      at += variable.dims().stream().reduce(1L, Math::multiplyExact) * variable.type().bytes();
    }
    this.size = at;
  }

  private static byte[] header(Variable variable) {
    ByteArrayOutputStream description = new ByteArrayOutputStream();
    description.write(0x08);
    varint(description, variable.type().code());
    for (long dim : variable.dims()) {
      description.write(0x10);
      varint(description, dim);
    }
    return ByteBuffer.allocate(20 + description.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0)
        .putLong(0)
        .putInt(0)
        .putInt(description.size())
        .put(description.toByteArray())
        .array();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer into) {
    long at = position;
    while (into.hasRemaining()) {
      Map.Entry<Long, byte[]> header = headers.floorEntry(at);
      byte[] bytes = header.getValue();
      int within = (int) Math.min(at - header.getKey(), bytes.length);
      int copied = Math.min(bytes.length - within, into.remaining());
      into.put(bytes, within, copied);
      at += copied;
      Long next = headers.higherKey(at);
      long end = next == null ? size : next;
      int zeros = (int) Math.min(end - at, into.remaining());
      into.put(new byte[zeros]);
      at += zeros;
    }
  }
}
