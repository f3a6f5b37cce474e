package io.github.matting4j.io.png.deflate;

import java.util.Arrays;

/**
 * A canonical Huffman code as deflate (RFC 1951, 3.2.2) defines it: code lengths under a limit,
 * codes counted up within a length, bits reversed because deflate sends them lowest first.
 *
 * <p>Not thread-safe: built anew for each block.
 */
final class HuffmanCode {
  private static final int LENGTH_SHIFT = 16;

  /** Code length of each symbol in bits, 0 for a symbol that does not occur. */
  final int[] lengths;

  /** For each symbol {@code length << 16 | reversed code}. */
  final int[] packed;

  private HuffmanCode(int[] lengths) {
    this.lengths = lengths;
    this.packed = canonical(lengths);
  }

  /** The best code for {@code counts}, or close to it where {@code limit} bits cut it short. */
  static HuffmanCode of(int[] counts, int limit) {
    int[] weights = counts.clone();
    while (true) {
      int[] lengths = optimal(weights);
      if (Arrays.stream(lengths).max().orElse(0) <= limit) {
        return new HuffmanCode(lengths);
      }
      // Flatter weights give a flatter tree; equal weights at the latest fit any limit used here.
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weights[i] == 0 ? 0 : weights[i] >> 1 | 1;
      }
    }
  }

  static int bits(int packed) {
    return packed & 0xFFFF;
  }

  static int length(int packed) {
    return packed >>> LENGTH_SHIFT;
  }

  /** Huffman's algorithm with two queues: sorted leaves, and inner nodes in the order made. */
  private static int[] optimal(int[] weights) {
    long[] leaves = sortedLeaves(weights);
    int count = leaves.length;
    long[] weight = new long[2 * count - 1];
    int[] parent = new int[2 * count - 1];
    for (int i = 0; i < count; i++) {
      weight[i] = leaves[i] >>> LENGTH_SHIFT;
    }
    int leaf = 0;
    int inner = count;
    for (int node = count; node < weight.length; node++) {
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = inner == node || (leaf < count && weight[leaf] <= weight[inner]);
        int taken = takeLeaf ? leaf++ : inner++;
        parent[taken] = node;
        weight[node] += weight[taken];
      }
    }
    int[] depth = new int[weight.length];
    int[] lengths = new int[weights.length];
    for (int node = weight.length - 2; node >= 0; node--) {
      depth[node] = depth[parent[node]] + 1;
      if (node < count) {
        lengths[(int) leaves[node] & 0xFFFF] = depth[node];
      }
    }
    return lengths;
  }

  /** {@code weight << 16 | symbol} of all that occur, ascending, and of at least two symbols. */
  private static long[] sortedLeaves(int[] weights) {
    long[] leaves = new long[weights.length];
    int count = 0;
    for (int symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] > 0) {
        leaves[count++] = (long) weights[symbol] << LENGTH_SHIFT | symbol;
      }
    }
    for (int symbol = 0; count < 2; symbol++) {
      if (weights[symbol] == 0) { // a code of one symbol would be incomplete
        leaves[count++] = symbol;
      }
    }
    long[] used = Arrays.copyOf(leaves, count);
    Arrays.sort(used);
    return used;
  }

  private static int[] canonical(int[] lengths) {
    int[] next = new int[17];
    for (int length : lengths) {
      next[length + 1] += length == 0 ? 0 : 1;
    }
    for (int length = 1, code = 0; length < next.length; length++) {
      code = (code + next[length]) << 1;
      next[length] = code;
    }
    int[] packed = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        int reversed = Integer.reverse(next[length]++) >>> (32 - length);
        packed[symbol] = length << LENGTH_SHIFT | reversed;
      }
    }
    return packed;
  }
}
