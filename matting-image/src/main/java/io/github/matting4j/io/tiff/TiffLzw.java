package io.github.matting4j.io.tiff;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;

/**
 * Unpacks LZW as TIFF 6.0, section 13, has it: codes of 9 to 12 bits, highest bit first, each size
 * left one code early. A code stands for a string, kept as its last byte and the code of the rest.
 */
final class TiffLzw extends TiffBlock.Extension {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int CODES = 4096;

  private final int[] rest = new int[CODES];
  private final byte[] last = new byte[CODES];
  private final byte[] first = new byte[CODES];
  private final byte[] pending = new byte[CODES];
  private int pendingAt;
  private int pendingEnd;
  private int next;
  private int codeBits;
  private int before;
  private int held;
  private int heldBits;

  TiffLzw(byte[] data) {
    super(data);
    for (int i = 0; i < CLEAR; i++) {
      last[i] = (byte) i;
      first[i] = (byte) i;
      rest[i] = -1;
    }
  }

  @Override
  void open(long from, long length) throws ImageReadException {
    super.open(from, length);
    if (end - position >= 2 && data[position] == 0 && (data[position + 1] & 1) == 1) {
      throw new ImageReadException(
          Reason.UNSUPPORTED,
          "the TIFF has old-style LZW compression (from before TIFF 5.0, lowest bit first); save it"
              + " with LZW of today, deflate or PackBits");
    }
    held = 0;
    heldBits = 0;
    pendingAt = 0;
    pendingEnd = 0;
    clear();
  }

  private void clear() {
    next = END + 1;
    codeBits = 9;
    before = -1;
  }

  @Override
  boolean read(byte[] row) throws ImageReadException {
    int count = 0;
    while (count < row.length) {
      if (pendingAt == pendingEnd && !nextString()) {
        return false;
      }
      int part = Math.min(row.length - count, pendingEnd - pendingAt);
      System.arraycopy(pending, pendingAt, row, count, part);
      pendingAt += part;
      count += part;
    }
    return true;
  }

  /** Puts the string of the next code at the end of the pending bytes; false at the end. */
  private boolean nextString() throws ImageReadException {
    int code = nextCode();
    while (code == CLEAR) {
      clear();
      code = nextCode();
    }
    if (code < 0 || code == END) {
      return false;
    }
    boolean unknown = code >= next;
    if (before < 0 ? code > END : code > next || (unknown && next == CODES)) {
      throw new ImageReadException(
          Reason.DAMAGED,
          "the TIFF's LZW data use code " + code + " before it exists; copy or download it again");
    }
    if (before >= 0 && next < CODES) {
      rest[next] = before;
      first[next] = first[before];
      last[next] = unknown ? first[before] : first[code];
      next++;
    }
    before = code;
    if (next + 1 >= 1 << codeBits && codeBits < 12) {
      codeBits++;
    }
    pendingEnd = CODES;
    pendingAt = CODES;
    for (int at = code; at >= 0; at = rest[at]) {
      pending[--pendingAt] = last[at];
    }
    return true;
  }

  private int nextCode() {
    while (heldBits < codeBits) {
      if (position >= end) {
        return -1;
      }
      held = held << 8 | (data[position++] & 0xFF);
      heldBits += 8;
    }
    heldBits -= codeBits;
    return held >>> heldBits & (1 << codeBits) - 1;
  }
}
