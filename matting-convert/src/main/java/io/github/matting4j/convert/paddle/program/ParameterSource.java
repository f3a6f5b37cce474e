package io.github.matting4j.convert.paddle.program;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes at any position. Implementations are thread-safe. */
public interface ParameterSource {
  /** How many there are. */
  long size() throws IOException;

  /** Fills the rest of a buffer with the bytes from a position on. */
  void read(long position, ByteBuffer into) throws IOException;

  /** A file, opened for each reading, so that nothing has to be closed. */
  static ParameterSource of(Path file) {
    return new ParameterSource() {
      @Override
      public long size() throws IOException {
        return Files.size(file);
      }

      @Override
      public void read(long position, ByteBuffer into) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          long at = position;
          while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
              throw new EOFException(
                  "The file became shorter while it was read: " + file.getFileName());
            }
            at += read;
          }
        }
      }
    };
  }

  /** A buffer, from its position to its limit, which must not change. */
  static ParameterSource of(ByteBuffer buffer) {
    ByteBuffer bytes = buffer.slice();
    return new ParameterSource() {
      @Override
      public long size() {
        return bytes.limit();
      }

      @Override
      public void read(long position, ByteBuffer into) throws IOException {
        if (position < 0 || position > bytes.limit() - into.remaining()) {
          throw new EOFException("The parameters end before byte " + position);
        }
        into.put(bytes.slice((int) position, into.remaining()));
      }
    };
  }
}
