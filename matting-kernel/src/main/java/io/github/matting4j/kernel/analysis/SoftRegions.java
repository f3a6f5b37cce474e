package io.github.matting4j.kernel.analysis;

import java.util.ArrayDeque;
import java.util.function.IntPredicate;

/**
 * Undecided areas of a {@link MatteSketch} that no outline explains: soft holes in a body, and soft
 * pieces beside it. Cells are joined over their four sides. Not thread-safe.
 */
public final class SoftRegions {
  private static final float SOLID = 0.5f;

  /** A body's cells have at least this alpha; a hole's less. */
  private static final float BODY = 0.9f;

  /** A hole with a lower mean alpha shows the background, as between an arm and the body. */
  private static final float MIN_HOLE = 0.2f;

  /** A detached piece with a lower mean alpha is soft. */
  private static final float MIN_PIECE = 0.85f;

  private final MatteSketch sketch;
  private final int width;
  private final int height;
  private double bodyCells;
  private double holes;
  private double softPieces;

  /** The regions of a sketch. */
  public SoftRegions(MatteSketch sketch) {
    this.sketch = sketch;
    this.width = sketch.width();
    this.height = sketch.height();
    for (int i = 0; i < width * height; i++) {
      bodyCells += alpha(i) >= SOLID ? 1 : 0;
    }
    findHoles();
    findPieces();
  }

  /**
   * Alpha missing in soft holes, as a share of the person's cells. A hole is enclosed by alphas of
   * at least 0.9 or ends at the lower border, where the body goes on; its mean alpha is 0.2 or
   * more.
   */
  public double holeShare() {
    return holes / Math.max(1, bodyCells);
  }

  /** Cells in pieces apart from the largest whose mean alpha is below 0.85, as a share of all. */
  public double softPieceShare() {
    return softPieces / Math.max(1, bodyCells);
  }

  private float alpha(int cell) {
    return sketch.alpha(cell % width, cell / width);
  }

  private void findHoles() {
    boolean[] seen = new boolean[width * height];
    for (int start = 0; start < seen.length; start++) {
      if (!seen[start] && alpha(start) < BODY) {
        Region hole = flood(start, seen, i -> alpha(i) < BODY);
        if (!hole.touchesFrame && hole.mean() >= MIN_HOLE) {
          holes += hole.cells - hole.alpha;
        }
      }
    }
  }

  private void findPieces() {
    boolean[] seen = new boolean[width * height];
    int largest = sketch.parts().isEmpty() ? 0 : sketch.parts().get(0);
    for (int start = 0; start < seen.length; start++) {
      if (!seen[start] && alpha(start) >= SOLID) {
        Region piece = flood(start, seen, i -> alpha(i) >= SOLID);
        if (piece.cells < largest && piece.mean() < MIN_PIECE) {
          softPieces += piece.cells;
        }
      }
    }
  }

  private static final class Region {
    private int cells;
    private double alpha;

    /** Whether it touches the left, right or upper border. */
    private boolean touchesFrame;

    private double mean() {
      return alpha / cells;
    }
  }

  private Region flood(int start, boolean[] seen, IntPredicate belongs) {
    Region region = new Region();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    seen[start] = true;
    open.push(start);
    while (!open.isEmpty()) {
      int cell = open.pop();
      int x = cell % width;
      int y = cell / width;
      region.cells++;
      region.alpha += alpha(cell);
      region.touchesFrame |= x == 0 || x == width - 1 || y == 0;
      push(x > 0 ? cell - 1 : -1, seen, belongs, open);
      push(x < width - 1 ? cell + 1 : -1, seen, belongs, open);
      push(cell - width, seen, belongs, open);
      push(cell + width < width * height ? cell + width : -1, seen, belongs, open);
    }
    return region;
  }

  private static void push(
      int cell, boolean[] seen, IntPredicate belongs, ArrayDeque<Integer> open) {
    if (cell >= 0 && !seen[cell] && belongs.test(cell)) {
      seen[cell] = true;
      open.push(cell);
    }
  }
}
