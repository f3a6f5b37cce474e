package io.github.matting4j.metrics;

import java.util.Arrays;

/**
 * Finds the largest 4-connected body of a mask by joining the runs of its rows (union-find). Among
 * equals the one that a raster scan meets first wins. Not thread-safe: keeps its scratch.
 */
final class LargestBody {
  private final int width;
  private final int height;
  private int[] start;
  private int[] end;
  private int[] parent;
  private int runs;

  LargestBody(int width, int height) {
    this.width = width;
    this.height = height;
    this.start = new int[1024];
    this.end = new int[1024];
    this.parent = new int[1024];
  }

  /** Clears every pixel of {@code mask} outside its largest body. */
  void keepOnly(boolean[] mask) {
    runs = 0;
    int previous = 0;
    for (int y = 0; y < height; y++) {
      int first = runs;
      scan(mask, y * width);
      join(previous, first);
      previous = first;
    }
    int best = largest();
    for (int r = 0; r < runs; r++) {
      if (root(r) != best) {
        Arrays.fill(mask, start[r], end[r], false);
      }
    }
  }

  /** Appends the runs of one row as absolute index ranges. */
  private void scan(boolean[] mask, int row) {
    int limit = row + width;
    for (int i = row; i < limit; i++) {
      if (mask[i]) {
        int from = i;
        while (i < limit && mask[i]) {
          i++;
        }
        add(from, i);
      }
    }
  }

  private void add(int from, int to) {
    if (runs == start.length) {
      start = Arrays.copyOf(start, runs * 2);
      end = Arrays.copyOf(end, runs * 2);
      parent = Arrays.copyOf(parent, runs * 2);
    }
    start[runs] = from;
    end[runs] = to;
    parent[runs] = runs;
    runs++;
  }

  /** Joins the newest row's runs with those of the row above, which are [above, first). */
  private void join(int above, int first) {
    int a = above;
    int b = first;
    while (a < first && b < runs) {
      int aStart = start[a] + width;
      int aEnd = end[a] + width;
      if (aStart < end[b] && start[b] < aEnd) {
        unite(a, b);
      }
      if (aEnd <= end[b]) {
        a++;
      } else {
        b++;
      }
    }
  }

  private void unite(int a, int b) {
    int ra = root(a);
    int rb = root(b);
    parent[Math.max(ra, rb)] = Math.min(ra, rb);
  }

  private int root(int run) {
    int r = run;
    while (parent[r] != r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  }

  private int largest() {
    int[] area = new int[runs];
    int best = -1;
    for (int r = 0; r < runs; r++) {
      area[root(r)] += end[r] - start[r];
    }
    for (int r = 0; r < runs; r++) {
      if (area[r] > 0 && (best < 0 || area[r] > area[best])) {
        best = r;
      }
    }
    return best;
  }
}
