package io.github.matting4j.io.png.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits, lowest first, into a buffer that never grows: {@link #drainTo} empties it. Between two
 * calls of {@link #settle} there is room for 56 bits.
 *
 * <p>Not thread-safe.
 */
final class BitWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;
  private long bits;
  private int count;

  BitWriter(int capacity) {
    this.bytes = new byte[capacity + Long.BYTES];
  }

  /** Adds {@code length} low bits of {@code value}; the bits above them must be zero. */
  void add(int value, int length) {
    bits |= (long) value << count;
    count += length;
  }

  /** Adds a code of {@link HuffmanCode#packed}. */
  void add(int packed) {
    add(HuffmanCode.bits(packed), HuffmanCode.length(packed));
  }

  /** Moves whole bytes to the buffer, so that less than a byte is pending. */
  void settle() {
    LONG.set(bytes, position, bits);
    position += count >>> 3;
    bits >>>= count & 56;
    count &= 7;
  }

  /**
   * Adds the codes of {@code source[from..to)}, four between two settlings: at most 4 * 14 bits.
   *
   * @param packed codes of at most 14 bits for the 256 bytes
   */
  void addAll(byte[] source, int from, int to, int[] packed) {
    byte[] target = bytes;
    int at = position;
    long pending = bits;
    int n = count;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      int a = packed[source[i] & 0xFF];
      int b = packed[source[i + 1] & 0xFF];
      int c = packed[source[i + 2] & 0xFF];
      int d = packed[source[i + 3] & 0xFF];
      // The pairs are joined first: two short chains of shifts instead of one long one.
      int ab = (a & 0xFFFF) | (b & 0xFFFF) << (a >>> 16);
      int abLength = (a >>> 16) + (b >>> 16);
      int cd = (c & 0xFFFF) | (d & 0xFFFF) << (c >>> 16);
      int cdLength = (c >>> 16) + (d >>> 16);
      pending |= (ab | (long) cd << abLength) << n;
      n += abLength + cdLength;
      LONG.set(target, at, pending);
      at += n >>> 3;
      pending >>>= n & 56;
      n &= 7;
    }
    position = at;
    bits = pending;
    count = n;
    for (; i < to; i++) {
      add(packed[source[i] & 0xFF]);
      settle();
    }
  }

  /** Fills the last byte with zero bits. */
  void alignToByte() {
    settle();
    count = (count + 7) & ~7;
    settle();
  }

  /** Hands the whole bytes on; up to seven bits stay pending. */
  void drainTo(OutputStream target) throws IOException {
    settle();
    target.write(bytes, 0, position);
    position = 0;
  }
}
