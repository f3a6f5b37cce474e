package io.github.matting4j.convert.paddle.program;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A trained tensor, whose elements stay in their file until they are asked for. Immutable and
 * thread-safe.
 *
 * @param name in the program
 * @param type of its elements
 * @param dims sizes, the last runs fastest; empty for a scalar
 * @param length of its elements in bytes
 * @param position of its elements in the file
 * @param source the file
 */
public record Parameter(
    String name,
    DataType type,
    List<Long> dims,
    long length,
    long position,
    ParameterSource source) {
  private static final int CHUNK = 1 << 16;

  /**
   * Its elements, little endian: a new buffer from 0 to its limit.
   *
   * @throws IOException if the file cannot be read or has changed
   */
  public ByteBuffer bytes() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    source.read(position, bytes);
    return bytes.flip();
  }

  /**
   * Its elements if they are 32-bit floats.
   *
   * @throws IOException if the file cannot be read or has changed
   * @throws InvalidProgramException if they are of another type
   */
  public float[] floats() throws IOException, InvalidProgramException {
    if (type != DataType.FLOAT32) {
      throw new InvalidProgramException(
          "Parameter '"
              + name
              + "' is "
              + type
              + ", not FLOAT32. Export the network in 32-bit floating point.");
    }
    ByteBuffer bytes = bytes();
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /**
   * Copies its bytes to a stream, without ever holding all of them.
   *
   * @throws IOException if the file cannot be read or has changed, or from the stream
   */
  public void writeTo(OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long done = 0; done < length; ) {
      ByteBuffer part = ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, length - done));
      source.read(position + done, part);
      out.write(chunk, 0, part.position());
      done += part.position();
    }
  }
}
