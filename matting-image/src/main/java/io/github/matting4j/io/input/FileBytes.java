package io.github.matting4j.io.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** The bytes of a file by position, in memory or on disk. Not thread-safe. */
public interface FileBytes {
  /** How many there are. */
  long length();

  /**
   * Up to {@code count} bytes from {@code position} on; fewer only where the file ends.
   *
   * @throws IOException if the file cannot be read
   */
  byte[] at(long position, int count) throws IOException;

  /** A file that is held in memory. */
  static FileBytes of(byte[] data) {
    return of(data, 0, data.length);
  }

  /** A stretch of an array. */
  static FileBytes of(byte[] data, int start, int length) {
    return new FileBytes() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public byte[] at(long position, int count) {
        int from = (int) Math.min(Math.max(0, position), length);
        int to = (int) Math.min((long) from + count, length);
        return Arrays.copyOfRange(data, start + from, start + to);
      }
    };
  }

  /** An open file, of which only what is asked for is read. */
  static FileBytes of(SeekableByteChannel channel, ReadClock clock) throws IOException {
    long length = channel.size();
    return new FileBytes() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public byte[] at(long position, int count) throws IOException {
        clock.check();
        long there = Math.max(0, Math.min(count, length - position));
        ByteBuffer bytes = ByteBuffer.allocate((int) there);
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
          clock.check();
        }
        return bytes.hasRemaining()
            ? Arrays.copyOf(bytes.array(), bytes.position())
            : bytes.array();
      }
    };
  }
}
