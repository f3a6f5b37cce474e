package io.github.matting4j.io;

import java.util.Arrays;

/**
 * Writes one deflate block with its own Huffman code (RFC 1951, 3.2.7) from literals and matches of
 * one distance.
 *
 * <p>Not thread-safe: scratch of one {@link PixelDeflater}.
 */
final class DeflateBlock {
  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH_SYMBOL = 257;
  private static final int SYMBOLS = 286;

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

  /** How often each literal and length occurs in the block; half of the literals are beside. */
  final int[] counts = new int[SYMBOLS];

  final int[] otherCounts = new int[256];

  private final int distanceSymbol;
  private final HuffmanCode distances;

  /**
   * @param capacity most bytes of a block
   * @param distance of all matches, 1..4
   */
  DeflateBlock(int capacity, int distance) {
    this.bits = new BitWriter(2 * capacity + 1024);
    this.distanceSymbol = distance - 1;
    int[] lengths = new int[Math.max(2, distance)];
    // A second code nobody uses: old readers want at least two.
    lengths[distanceSymbol == 0 ? 1 : 0] = 1;
    lengths[distanceSymbol] = 1;
    this.distances = HuffmanCode.ofLengths(lengths);
  }

  void clearCounts() {
    Arrays.fill(counts, 0);
    Arrays.fill(otherCounts, 0);
  }

  void countMatch(int length) {
    counts[LENGTH_SYMBOL[length]]++;
  }

  /** Writes {@code source[from..to)}; the counts must have been taken from the same tokens. */
  void write(
      byte[] source,
      int from,
      int to,
      int[] matchStart,
      int[] matchLength,
      int matches,
      boolean last) {
    for (int i = 0; i < otherCounts.length; i++) {
      counts[i] += otherCounts[i];
    }
    counts[END_OF_BLOCK] = 1;
    HuffmanCode symbols = HuffmanCode.of(counts, SYMBOL_LIMIT);
    bits.settle();
    bits.add(last ? 1 : 0, 1);
    bits.add(2, 2);
    writeCodes(symbols.lengths);
    int[] packed = symbols.packed;
    int distance = distances.packed[distanceSymbol];
    int at = from;
    for (int m = 0; m < matches; m++) {
      int length = matchLength[m];
      bits.addAll(source, at, matchStart[m], packed);
      bits.add(packed[LENGTH_SYMBOL[length]]);
      bits.add(LENGTH_EXTRA[length], LENGTH_EXTRA_BITS[length]);
      bits.add(distance);
      bits.settle();
      at = matchStart[m] + length;
    }
    bits.addAll(source, at, to, packed);
    bits.add(packed[END_OF_BLOCK]);
    bits.settle();
  }

  /** The header of the block: the lengths of both codes, run-length coded, Huffman coded. */
  private void writeCodes(int[] symbolLengths) {
    int used = SYMBOLS;
    while (used > FIRST_LENGTH_SYMBOL && symbolLengths[used - 1] == 0) {
      used--;
    }
    int[] all = Arrays.copyOf(symbolLengths, used + distances.lengths.length);
    System.arraycopy(distances.lengths, 0, all, used, distances.lengths.length);
    CodeLengths runs = CodeLengths.of(all);
    HuffmanCode code = HuffmanCode.of(runs.counts(), CODE_LENGTH_LIMIT);
    int sent = CODE_LENGTH_ORDER.length;
    while (code.lengths[CODE_LENGTH_ORDER[sent - 1]] == 0) {
      sent--;
    }
    bits.add(used - FIRST_LENGTH_SYMBOL, 5);
    bits.add(distances.lengths.length - 1, 5);
    bits.add(sent - 4, 4);
    bits.settle();
    for (int i = 0; i < sent; i++) {
      bits.add(code.lengths[CODE_LENGTH_ORDER[i]], 3);
      bits.settle();
    }
    runs.writeTo(bits, code);
  }
}
