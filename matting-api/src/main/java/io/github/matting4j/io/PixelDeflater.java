package io.github.matting4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/**
 * A zlib stream (RFC 1950, 1951) made for filtered pixels. In a filtered photo nearly nothing
 * repeats except the pixel before, so the only match ever looked for is "the same as one pixel
 * back"; what is left is Huffman coding with a fresh code for each block. That gives the size of
 * zlib's level 1 in a fraction of its time. Flat drawings, where rows repeat, are better served by
 * zlib itself.
 *
 * <p>{@link #close} ends the stream and closes the target. Not thread-safe.
 */
final class PixelDeflater extends OutputStream {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BLOCK = 64 * 1024;

  /** Room before the block for the pixel that it continues. */
  private static final int HISTORY = 8;

  private static final int MIN_MATCH = 8;
  private static final int MAX_MATCH = 258;

  private final OutputStream target;
  private final int pixelBytes;
  private final Adler32 adler = new Adler32();
  private final byte[] block = new byte[HISTORY + BLOCK + Long.BYTES];
  private final int[] matchStart = new int[BLOCK / MIN_MATCH];
  private final int[] matchLength = new int[BLOCK / MIN_MATCH];
  private final DeflateBlock encoder;
  private int filled = HISTORY;
  private boolean first = true;

  /**
   * @param pixelBytes bytes of a pixel, 1..4
   */
  PixelDeflater(OutputStream target, int pixelBytes) {
    this.target = target;
    this.pixelBytes = pixelBytes;
    this.encoder = new DeflateBlock(BLOCK, pixelBytes);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    adler.update(source, offset, length);
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int part = Math.min(end - from, HISTORY + BLOCK - filled);
      System.arraycopy(source, from, block, filled, part);
      filled += part;
      from += part;
      if (filled == HISTORY + BLOCK) {
        endBlock(false);
      }
    }
  }

  @Override
  public void close() throws IOException {
    endBlock(true);
    encoder.bits.alignToByte();
    int checksum = Integer.reverseBytes((int) adler.getValue());
    encoder.bits.add(checksum & 0xFFFF, 16);
    encoder.bits.add(checksum >>> 16, 16);
    encoder.bits.drainTo(target);
    target.close();
  }

  private void endBlock(boolean last) throws IOException {
    if (first) {
      encoder.bits.add(0x0178, 16); // deflate, 32 KB window, fastest
    }
    int matches = tokenize();
    encoder.write(block, HISTORY, filled, matchStart, matchLength, matches, last);
    encoder.bits.drainTo(target);
    System.arraycopy(block, filled - HISTORY, block, 0, HISTORY);
    filled = HISTORY;
    first = false;
  }

  /**
   * Finds the matches of the block and counts the literals between them. It looks at every fourth
   * place only, so a run is found up to three bytes late.
   *
   * @return the number of matches
   */
  private int tokenize() {
    byte[] bytes = block;
    int back = pixelBytes;
    int end = filled;
    int matches = 0;
    encoder.clearCounts();
    int[] counts = encoder.counts;
    int[] otherCounts = encoder.otherCounts; // two tables: equal neighbours do not wait on another
    int i = HISTORY;
    for (int n = first ? Math.min(i + back, end) : i; i < n; i++) {
      counts[bytes[i] & 0xFF]++; // nothing lies before the stream to match with
    }
    while (i + MIN_MATCH <= end) {
      if ((long) LONG.get(bytes, i) == (long) LONG.get(bytes, i - back)) {
        int length = matchLength(bytes, i, back, Math.min(MAX_MATCH, end - i));
        matchStart[matches] = i;
        matchLength[matches++] = length;
        encoder.countMatch(length);
        i += length;
      } else {
        counts[bytes[i] & 0xFF]++;
        otherCounts[bytes[i + 1] & 0xFF]++;
        counts[bytes[i + 2] & 0xFF]++;
        otherCounts[bytes[i + 3] & 0xFF]++;
        i += 4;
      }
    }
    for (; i < end; i++) {
      counts[bytes[i] & 0xFF]++;
    }
    return matches;
  }

  /** How many bytes from {@code at} equal those {@code back} before, at most {@code limit}. */
  private static int matchLength(byte[] bytes, int at, int back, int limit) {
    int length = MIN_MATCH;
    while (length < limit) {
      long difference =
          (long) LONG.get(bytes, at + length) ^ (long) LONG.get(bytes, at + length - back);
      if (difference != 0) {
        return Math.min(limit, length + (Long.numberOfTrailingZeros(difference) >>> 3));
      }
      length += Long.BYTES;
    }
    return limit;
  }
}
