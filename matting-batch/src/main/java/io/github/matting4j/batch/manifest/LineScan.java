package io.github.matting4j.batch.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

/** Reads a file's lines together with where they begin. */
final class LineScan {
  private static final int BLOCK_BYTES = 1 << 18;
  private static final int LINE_BYTES = 1 << 11;

  private LineScan() {}

  /** Gets each line without its end; the array is used again. */
  interface Lines {
    void line(long offset, byte[] bytes, int length);
  }

  /**
   * Reads all whole lines from an offset on.
   *
   * @param max the bytes of a line that are kept; the rest of a longer one is left out
   * @return where the last of them ends
   * @throws IOException if the file cannot be read
   */
  static long scan(RandomAccessFile file, long from, int max, Lines lines) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    byte[] line = new byte[LINE_BYTES];
    int length = 0;
    long lineStart = from;
    long blockStart = from;
    file.seek(from);
    for (int count = file.read(block); count > 0; count = file.read(block)) {
      for (int i = 0; i < count; i++) {
        if (block[i] == '\n') {
          lines.line(lineStart, line, length);
          length = 0;
          lineStart = blockStart + i + 1;
          continue;
        }
        if (length == max) {
          continue;
        }
        if (length == line.length) {
          line = java.util.Arrays.copyOf(line, Math.min(2 * length, max));
        }
        line[length++] = block[i];
      }
      blockStart += count;
    }
    return lineStart;
  }

  /** The line that begins at an offset. */
  static byte[] lineAt(RandomAccessFile file, long offset, long end) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(LINE_BYTES);
    byte[] block = new byte[LINE_BYTES];
    file.seek(offset);
    long left = end - offset;
    while (left > 0) {
      int count = file.read(block, 0, (int) Math.min(block.length, left));
      if (count < 0) {
        break;
      }
      for (int i = 0; i < count; i++) {
        if (block[i] == '\n') {
          line.write(block, 0, i);
          return line.toByteArray();
        }
      }
      line.write(block, 0, count);
      left -= count;
    }
    return line.toByteArray();
  }
}
