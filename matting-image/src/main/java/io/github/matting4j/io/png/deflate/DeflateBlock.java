package io.github.matting4j.io.png.deflate;

import java.util.Arrays;

/**
 * Writes deflate blocks, each with its own Huffman codes (RFC 1951, 3.2.7): first everything is
 * counted, then {@link #begin} makes the codes, and the same literals and matches come once more.
 *
 * <p>Not thread-safe: scratch of one {@link PixelDeflater}.
 */
final class DeflateBlock {
  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH_SYMBOL = 257;
  private static final int SYMBOLS = 286;
  private static final int DISTANCES = 30;

  /** Longest code of a literal or length: four of them fit into one settling of the bits. */
  private static final int SYMBOL_LIMIT = 14;

  private static final int CODE_LENGTH_LIMIT = 7;

  /** The order in which the lengths of the code length code are sent. */
  private static final int[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  /** For a match length its symbol, and how many extra bits follow with which value. */
  private static final int[] LENGTH_SYMBOL = new int[259];

  private static final int[] LENGTH_EXTRA_BITS = new int[259];
  private static final int[] LENGTH_EXTRA = new int[259];

  static {
    int length = 3;
    for (int symbol = FIRST_LENGTH_SYMBOL; symbol < SYMBOLS - 1; symbol++) {
      int group = (symbol - FIRST_LENGTH_SYMBOL) / 4;
      int extraBits = Math.max(0, group - 1);
      for (int extra = 0; extra < 1 << extraBits; extra++, length++) {
        LENGTH_SYMBOL[Math.min(length, 258)] = symbol;
        LENGTH_EXTRA_BITS[Math.min(length, 258)] = extraBits;
        LENGTH_EXTRA[Math.min(length, 258)] = extra;
      }
    }
    LENGTH_SYMBOL[258] = SYMBOLS - 1; // has a symbol of its own, without extra bits
    LENGTH_EXTRA_BITS[258] = 0;
    LENGTH_EXTRA[258] = 0;
  }

  final BitWriter bits;

  /** How often each literal and length occurs in the block. */
  final int[] counts = new int[SYMBOLS];

  /** More of the same for literals: updates of equal neighbours do not depend on each other. */
  final int[] otherCounts = new int[256];

  private final int[] distanceCounts = new int[DISTANCES];
  private int[] symbols = new int[0];
  private int[] distances = new int[0];

  /**
   * @param capacity most bytes of a block
   */
  DeflateBlock(int capacity) {
    this.bits = new BitWriter(2 * capacity + 1024);
  }

  void clearCounts() {
    Arrays.fill(counts, 0);
    Arrays.fill(otherCounts, 0);
    Arrays.fill(distanceCounts, 0);
  }

  void countLiterals(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      counts[source[i] & 0xFF]++;
    }
  }

  void countMatch(int length, int distance) {
    counts[LENGTH_SYMBOL[length]]++;
    distanceCounts[distanceSymbol(distance)]++;
  }

  /** Makes the codes from the counts and writes the head of the block. */
  void begin(boolean last) {
    for (int i = 0; i < otherCounts.length; i++) {
      counts[i] += otherCounts[i];
    }
    counts[END_OF_BLOCK] = 1;
    HuffmanCode symbolCode = HuffmanCode.of(counts, SYMBOL_LIMIT);
    HuffmanCode distanceCode = HuffmanCode.of(distanceCounts, SYMBOL_LIMIT);
    symbols = symbolCode.packed;
    distances = distanceCode.packed;
    bits.settle();
    bits.add(last ? 1 : 0, 1);
    bits.add(2, 2); // its own codes follow
    writeCodes(symbolCode.lengths, distanceCode.lengths);
  }

  void literals(byte[] source, int from, int to) {
    bits.addAll(source, from, to, symbols);
  }

  void match(int length, int distance) {
    bits.add(symbols[LENGTH_SYMBOL[length]]);
    bits.add(LENGTH_EXTRA[length], LENGTH_EXTRA_BITS[length]);
    int symbol = distanceSymbol(distance);
    bits.add(distances[symbol]);
    int extraBits = Math.max(0, symbol / 2 - 1);
    bits.add((distance - 1) & ((1 << extraBits) - 1), extraBits);
    bits.settle();
  }

  void end() {
    bits.add(symbols[END_OF_BLOCK]);
    bits.settle();
  }

  /** Two symbols for each power of two: the top bit of {@code distance - 1} and the bit below. */
  private static int distanceSymbol(int distance) {
    int value = distance - 1;
    if (value < 4) {
      return value;
    }
    int top = 31 - Integer.numberOfLeadingZeros(value);
    return 2 * top + ((value >>> (top - 1)) & 1);
  }

  /** The lengths of both codes, run-length coded, Huffman coded. */
  private void writeCodes(int[] symbolLengths, int[] distanceLengths) {
    int usedSymbols = used(symbolLengths, FIRST_LENGTH_SYMBOL);
    int usedDistances = used(distanceLengths, 1);
    int[] all = Arrays.copyOf(symbolLengths, usedSymbols + usedDistances);
    System.arraycopy(distanceLengths, 0, all, usedSymbols, usedDistances);
    CodeLengths runs = CodeLengths.of(all);
    HuffmanCode code = HuffmanCode.of(runs.counts(), CODE_LENGTH_LIMIT);
    int sent = CODE_LENGTH_ORDER.length;
    while (code.lengths[CODE_LENGTH_ORDER[sent - 1]] == 0) {
      sent--;
    }
    bits.add(usedSymbols - FIRST_LENGTH_SYMBOL, 5);
    bits.add(usedDistances - 1, 5);
    bits.add(sent - 4, 4);
    bits.settle();
    for (int i = 0; i < sent; i++) {
      bits.add(code.lengths[CODE_LENGTH_ORDER[i]], 3);
      bits.settle();
    }
    runs.writeTo(bits, code);
  }

  private static int used(int[] lengths, int least) {
    int used = lengths.length;
    while (used > least && lengths[used - 1] == 0) {
      used--;
    }
    return used;
  }
}
