package io.github.matting4j.kernel.analysis;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A matte and the brightness of its photo on a coarse grid: cells of a few pixels per side, one
 * sample row and four samples across each. Fast at any size. Not thread-safe.
 */
public final class MatteSketch {
  /** Cells of the longer side at most. */
  static final int MAX_SIDE = 256;

  private static final float SOLID = 0.5f;
  private static final float UNDECIDED_FROM = 0.15f;
  private static final float UNDECIDED_TO = 0.85f;

  /** A step in brightness that counts as an edge, in levels of 0..255 between neighbour cells. */
  private static final int EDGE = 12;

  private final int width;
  private final int height;
  private final float[] alpha;
  private final int[] luma;
  private int solid;
  private int undecided;
  private final List<Integer> parts = new ArrayList<>();

  private MatteSketch(int width, int height) {
    this.width = width;
    this.height = height;
    this.alpha = new float[width * height];
    this.luma = new int[width * height];
  }

  /**
   * Samples a photo and its matte.
   *
   * @throws IllegalArgumentException if their sizes differ
   */
  public static MatteSketch of(ArgbImage photo, AlphaMatte matte) {
    if (photo.width() != matte.width() || photo.height() != matte.height()) {
      throw new IllegalArgumentException(
          "matte is "
              + matte.width()
              + "x"
              + matte.height()
              + " but photo is "
              + photo.width()
              + "x"
              + photo.height());
    }
    int cell = Math.max(1, (Math.max(photo.width(), photo.height()) + MAX_SIDE - 1) / MAX_SIDE);
    MatteSketch sketch =
        new MatteSketch(Math.max(1, photo.width() / cell), Math.max(1, photo.height() / cell));
    sketch.sample(photo, matte, cell);
    sketch.count();
    sketch.label();
    return sketch;
  }

  /** Each cell is the mean of up to four pixels spread along the middle row of the cell. */
  private void sample(ArgbImage photo, AlphaMatte matte, int cell) {
    int[] argb = new int[photo.width()];
    float[] row = new float[photo.width()];
    int step = Math.max(1, cell / 4);
    for (int y = 0; y < height; y++) {
      int sampled = Math.min(y * cell + cell / 2, photo.height() - 1);
      photo.readRow(sampled, argb, 0);
      matte.readRow(sampled, row, 0);
      for (int x = 0; x < width; x++) {
        float a = 0;
        int l = 0;
        int n = 0;
        for (int i = x * cell; i < Math.min((x + 1) * cell, photo.width()); i += step) {
          a += row[i];
          l += luma(argb[i]);
          n++;
        }
        alpha[y * width + x] = a / n;
        luma[y * width + x] = l / n;
      }
    }
  }

  private static int luma(int argb) {
    return (77 * (argb >> 16 & 255) + 150 * (argb >> 8 & 255) + 29 * (argb & 255)) >> 8;
  }

  private void count() {
    for (float a : alpha) {
      solid += a >= SOLID ? 1 : 0;
      undecided += a > UNDECIDED_FROM && a < UNDECIDED_TO ? 1 : 0;
    }
  }

  private void label() {
    for (Part part : parts(SOLID)) {
      parts.add(part.cells());
    }
  }

  /**
   * A connected part of the matte, in cells.
   *
   * @param cells number of its cells
   * @param left first column
   * @param top first row
   * @param right column after the last
   * @param bottom row after the last
   */
  public record Part(int cells, int left, int top, int right, int bottom) {

    private Part with(int x, int y) {
      return new Part(
          cells + 1,
          Math.min(left, x),
          Math.min(top, y),
          Math.max(right, x + 1),
          Math.max(bottom, y + 1));
    }
  }

  /**
   * The connected parts, over four neighbours, of the cells whose mean alpha is at least {@code
   * minAlpha}; largest first, of equal ones the upper left first.
   */
  public List<Part> parts(float minAlpha) {
    List<Part> found = new ArrayList<>();
    boolean[] seen = new boolean[alpha.length];
    int[] stack = new int[alpha.length];
    for (int start = 0; start < alpha.length; start++) {
      if (!seen[start] && alpha[start] >= minAlpha) {
        found.add(flood(start, minAlpha, seen, stack));
      }
    }
    found.sort(Comparator.comparingInt(Part::cells).reversed());
    return found;
  }

  private Part flood(int start, float minAlpha, boolean[] seen, int[] stack) {
    Part part = new Part(0, width, height, 0, 0);
    int top = 0;
    stack[top++] = start;
    seen[start] = true;
    while (top > 0) {
      int cell = stack[--top];
      int x = cell % width;
      part = part.with(x, cell / width);
      top = push(x > 0 ? cell - 1 : -1, minAlpha, seen, stack, top);
      top = push(x < width - 1 ? cell + 1 : -1, minAlpha, seen, stack, top);
      top = push(cell - width, minAlpha, seen, stack, top);
      top = push(cell + width, minAlpha, seen, stack, top);
    }
    return part;
  }

  private int push(int cell, float minAlpha, boolean[] seen, int[] stack, int top) {
    if (cell < 0 || cell >= alpha.length || seen[cell] || alpha[cell] < minAlpha) {
      return top;
    }
    seen[cell] = true;
    stack[top] = cell;
    return top + 1;
  }

  /** Columns of the grid. */
  public int width() {
    return width;
  }

  /** Rows of the grid. */
  public int height() {
    return height;
  }

  /** Mean alpha of a cell. */
  public float alpha(int x, int y) {
    return alpha[y * width + x];
  }

  /** Mean brightness of a cell, 0..255. */
  public int luma(int x, int y) {
    return luma[y * width + x];
  }

  /** Cells of each connected part of the solid area, largest first. */
  public List<Integer> parts() {
    return List.copyOf(parts);
  }

  /** Share of the frame that is more person than background. */
  public double solidShare() {
    return (double) solid / alpha.length;
  }

  /** Undecided cells as a share of the person's cells, decided and undecided. */
  public double undecidedShare() {
    int person = 0;
    for (float a : alpha) {
      person += a > UNDECIDED_FROM ? 1 : 0;
    }
    return (double) undecided / Math.max(1, person);
  }

  /**
   * How undecided the matte is: the sum of α (1 − α) over that of α, 0 for a matte of 0 and 1 alone
   * to nearly 1 for a film. 0 without any alpha.
   */
  public double uncertainty() {
    double undecidedMass = 0;
    double mass = 0;
    for (float a : alpha) {
      undecidedMass += a * (1 - a);
      mass += a;
    }
    return mass == 0 ? 0 : undecidedMass / mass;
  }

  /**
   * How far this matte and another of the same photo differ: 1 minus the sum of the smaller alphas
   * over that of the larger ones. 0 for equal mattes to 1.
   */
  public double difference(MatteSketch other) {
    double smaller = 0;
    double larger = 0;
    for (int i = 0; i < alpha.length; i++) {
      smaller += Math.min(alpha[i], other.alpha[i]);
      larger += Math.max(alpha[i], other.alpha[i]);
    }
    return larger == 0 ? 0 : 1 - smaller / larger;
  }

  /** Connected parts of the person's area. */
  public int islands() {
    return parts.size();
  }

  /** Share of the person's area outside of its largest part. */
  public double islandsShare() {
    return solid == 0 ? 0 : (double) (solid - parts.get(0)) / solid;
  }

  /** The largest share of the left, right or upper border that the person touches. */
  public double maxBorderShare() {
    int left = 0;
    int right = 0;
    int top = 0;
    for (int y = 0; y < height; y++) {
      left += alpha[y * width] >= SOLID ? 1 : 0;
      right += alpha[y * width + width - 1] >= SOLID ? 1 : 0;
    }
    for (int x = 0; x < width; x++) {
      top += alpha[x] >= SOLID ? 1 : 0;
    }
    return Math.max(
        Math.max((double) left / height, (double) right / height), (double) top / width);
  }

  /** Share of outline cells with a step in brightness within two cells; 1 without an outline. */
  public double shareOnEdges() {
    int outline = 0;
    int onEdge = 0;
    for (int y = 2; y < height - 2; y++) {
      for (int x = 2; x < width - 2; x++) {
        int cell = y * width + x;
        if (alpha[cell] >= SOLID && hasBackgroundBeside(cell)) {
          outline++;
          onEdge += isNearEdge(cell) ? 1 : 0;
        }
      }
    }
    return outline == 0 ? 1 : (double) onEdge / outline;
  }

  private boolean hasBackgroundBeside(int cell) {
    return alpha[cell - 1] < SOLID
        || alpha[cell + 1] < SOLID
        || alpha[cell - width] < SOLID
        || alpha[cell + width] < SOLID;
  }

  private boolean isNearEdge(int cell) {
    for (int shift : new int[] {1, width}) {
      for (int d = -2; d < 2; d++) {
        if (Math.abs(luma[cell + d * shift] - luma[cell + (d + 1) * shift]) >= EDGE) {
          return true;
        }
      }
    }
    return false;
  }
}
