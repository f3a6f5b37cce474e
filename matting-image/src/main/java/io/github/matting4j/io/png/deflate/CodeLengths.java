package io.github.matting4j.io.png.deflate;

import java.util.Arrays;

/**
 * The code lengths of a deflate block as the format sends them (RFC 1951, 3.2.7): a length, or a
 * repetition (symbol 16: the one before, 3 to 6 times; 17: zero, 3 to 10 times; 18: zero, 11 to 138
 * times).
 *
 * <p>Immutable.
 */
final class CodeLengths {
  private static final int COPY = 16;
  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int SYMBOLS = 19;

  /** {@code extra << 8 | symbol} each. */
  private final int[] tokens;

  private CodeLengths(int[] tokens) {
    this.tokens = tokens;
  }

  static CodeLengths of(int[] lengths) {
    int[] tokens = new int[lengths.length];
    int count = 0;
    int i = 0;
    while (i < lengths.length) {
      int value = lengths[i];
      int run = 1;
      while (i + run < lengths.length && lengths[i + run] == value) {
        run++;
      }
      if (value == 0 && run >= 11) {
        run = Math.min(run, 138);
        tokens[count++] = (run - 11) << 8 | MANY_ZEROS;
      } else if (value == 0 && run >= 3) {
        tokens[count++] = (run - 3) << 8 | ZEROS;
      } else if (i > 0 && lengths[i - 1] == value && run >= 3) {
        run = Math.min(run, 6);
        tokens[count++] = (run - 3) << 8 | COPY;
      } else {
        run = 1;
        tokens[count++] = value;
      }
      i += run;
    }
    return new CodeLengths(Arrays.copyOf(tokens, count));
  }

  /** How often each of the 19 symbols occurs. */
  int[] counts() {
    int[] counts = new int[SYMBOLS];
    for (int token : tokens) {
      counts[token & 0xFF]++;
    }
    return counts;
  }

  void writeTo(BitWriter bits, HuffmanCode code) {
    for (int token : tokens) {
      int symbol = token & 0xFF;
      bits.add(code.packed[symbol]);
      bits.add(token >>> 8, extraBits(symbol));
      bits.settle();
    }
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case COPY -> 2;
      case ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }
}
