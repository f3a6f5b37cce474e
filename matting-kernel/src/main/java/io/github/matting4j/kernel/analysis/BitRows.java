package io.github.matting4j.kernel.analysis;

import java.util.Arrays;

/** A set of pixels, one bit each, by rows. Not thread-safe. */
public final class BitRows {
  private final int width;
  private final int height;
  private final int words;
  private final long[] bits;

  public BitRows(int width, int height) {
    this.width = width;
    this.height = height;
    this.words = (width + Long.SIZE - 1) / Long.SIZE;
    this.bits = new long[Math.multiplyExact(words, height)];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public void set(int x, int y) {
    bits[y * words + (x >> 6)] |= 1L << x;
  }

  public boolean has(int x, int y) {
    return (bits[y * words + (x >> 6)] >>> x & 1) != 0;
  }

  /** Sets the columns from {@code from} to before {@code to} of a row. */
  public void set(int from, int to, int y) {
    int x = from;
    while (x < to) {
      int end = Math.min(to, (x | 63) + 1);
      bits[y * words + (x >> 6)] |= (-1L << x) & (-1L >>> -end);
      x = end;
    }
  }

  /** Every pixel. */
  public static BitRows full(int width, int height) {
    BitRows rows = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      Arrays.fill(rows.bits, y * rows.words, (y + 1) * rows.words, -1L);
      rows.cutOff(y);
    }
    return rows;
  }

  /** The pixels at most {@code radius} columns and rows away from one of these; 0..63. */
  public BitRows grown(int radius) {
    BitRows all = new BitRows(width, height);
    long[] wide = new long[words];
    for (int y = 0; y < height; y++) {
      int first = words;
      int last = -1;
      for (int i = 0, at = y * words; i < words; i++, at++) {
        long here = bits[at];
        long left = i > 0 ? bits[at - 1] : 0;
        long right = i < words - 1 ? bits[at + 1] : 0;
        wide[i] = (here | left | right) == 0 ? 0 : grown(left, here, right, radius);
        if (wide[i] != 0) {
          first = Math.min(first, i);
          last = i;
        }
      }
      int bottom = last < 0 ? -1 : Math.min(height - 1, y + radius);
      for (int row = Math.max(0, y - radius); row <= bottom; row++) {
        for (int i = first; i <= last; i++) {
          all.bits[row * words + i] |= wide[i];
        }
      }
    }
    for (int y = 0; y < height; y++) {
      all.cutOff(y);
    }
    return all;
  }

  /** A word with its bits repeated up to {@code radius} places away, also from the next words. */
  private static long grown(long left, long here, long right, int radius) {
    long grown = here;
    for (int r = 1; r <= radius; r++) {
      grown |= here << r | left >>> -r | here >>> r | right << -r;
    }
    return grown;
  }

  /** The pixels that are in this and in another set of the same size. */
  public BitRows and(BitRows other) {
    BitRows both = new BitRows(width, height);
    for (int i = 0; i < bits.length; i++) {
      both.bits[i] = bits[i] & other.bits[i];
    }
    return both;
  }

  /** The 2x2 blocks that hold one of these pixels; a last odd column or row is a block. */
  public BitRows halved() {
    BitRows half = new BitRows((width + 1) / 2, (height + 1) / 2);
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < words; i++) {
        long word = bits[y * words + i];
        if (word != 0) {
          long pairs = everySecond(word | word >>> 1);
          half.bits[(y >> 1) * half.words + (i >> 1)] |= pairs << ((i & 1) << 5);
        }
      }
    }
    return half;
  }

  /** The bits of even places, moved together into the lower half. */
  private static long everySecond(long word) {
    long w = word & 0x5555555555555555L;
    w = (w | w >>> 1) & 0x3333333333333333L;
    w = (w | w >>> 2) & 0x0F0F0F0F0F0F0F0FL;
    w = (w | w >>> 4) & 0x00FF00FF00FF00FFL;
    w = (w | w >>> 8) & 0x0000FFFF0000FFFFL;
    return (w | w >>> 16) & 0x00000000FFFFFFFFL;
  }

  private void cutOff(int y) {
    if ((width & 63) != 0) {
      bits[(y + 1) * words - 1] &= -1L >>> -width;
    }
  }

  /** The first column from {@code x} on whose bit is {@code set}; the width if there is none. */
  public int next(int x, int y, boolean set) {
    long flip = set ? 0 : -1L;
    for (int i = x >> 6; i < words; i++) {
      long word = bits[y * words + i] ^ flip;
      if (i == x >> 6) {
        word &= -1L << x;
      }
      if (word != 0) {
        return Math.min(width, (i << 6) + Long.numberOfTrailingZeros(word));
      }
    }
    return width;
  }
}
