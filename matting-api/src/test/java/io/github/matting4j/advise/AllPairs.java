package io.github.matting4j.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A small set of rows in which every value of every axis meets every value of every other axis at
 * least once. Most faults need two values to meet, few need three; the full product of nine axes is
 * a hundred times as many rows. Always the same rows for the same sizes.
 */
final class AllPairs {
  private static final int OPEN = -1;

  private final int[] sizes;
  private final Set<Pair> uncovered = new LinkedHashSet<>();

  private record Pair(int axis, int value, int other, int otherValue) {}

  private AllPairs(int[] sizes) {
    this.sizes = sizes;
    for (int axis = 0; axis < sizes.length; axis++) {
      for (int other = axis + 1; other < sizes.length; other++) {
        for (int i = 0; i < sizes[axis] * sizes[other]; i++) {
          uncovered.add(new Pair(axis, i / sizes[other], other, i % sizes[other]));
        }
      }
    }
  }

  /** Rows of one index for each axis, of which there are so many values. */
  static List<int[]> rows(int... sizes) {
    AllPairs pairs = new AllPairs(sizes);
    List<int[]> rows = new ArrayList<>();
    while (!pairs.uncovered.isEmpty()) {
      rows.add(pairs.row());
    }
    return rows;
  }

  /** Begins with a pair that is due, then takes for each axis the value that covers most others. */
  private int[] row() {
    int[] row = new int[sizes.length];
    Arrays.fill(row, OPEN);
    Pair due = uncovered.iterator().next();
    row[due.axis()] = due.value();
    row[due.other()] = due.otherValue();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (row[axis] == OPEN) {
        row[axis] = best(row, axis);
      }
    }
    for (int axis = 0; axis < sizes.length; axis++) {
      for (int other = axis + 1; other < sizes.length; other++) {
        uncovered.remove(new Pair(axis, row[axis], other, row[other]));
      }
    }
    return row;
  }

  private int best(int[] row, int axis) {
    int best = 0;
    int most = OPEN;
    for (int value = 0; value < sizes[axis]; value++) {
      int covered = 0;
      for (int other = 0; other < sizes.length; other++) {
        if (row[other] != OPEN && uncovered.contains(pair(axis, value, other, row[other]))) {
          covered++;
        }
      }
      if (covered > most) {
        most = covered;
        best = value;
      }
    }
    return best;
  }

  private static Pair pair(int axis, int value, int other, int otherValue) {
    return axis < other
        ? new Pair(axis, value, other, otherValue)
        : new Pair(other, otherValue, axis, value);
  }
}
