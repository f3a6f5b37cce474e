package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.PixelRuns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One size of an {@link EdgeForeground}: every {@code 2^shift}-th column and row of photo and
 * matte, and for the pixels that are kept the foreground F and background B, six floats each.
 */
final class EdgeLevel {
  /** Red, green, blue of F, then of B. */
  static final int VALUES = 6;

  private static final int SMALL = 32;
  private static final int SMALL_SWEEPS = 10;
  private static final int SWEEPS = 3;
  private static final float REGULARIZATION = 1e-5f;

  /** The weight of a neighbour that shows nothing of F, or of B. */
  private static final float MIN_WEIGHT = 0.01f;

  /** Weight of smoothness against the photo's colour. */
  private static final float SMOOTHNESS = 0.1f;

  /** F and B of a parent pixel, each times its weight, and the two weights. */
  private static final int WEIGHTED = 8;

  private final int width;
  private final int height;
  private final int shift;
  private final @Nullable EdgeLevel smaller;
  private final PixelRuns kept;
  private final PixelRuns solved;
  private final BitRows steep;
  private final float[] values;
  private final float[] alphas;
  private final int[] colours;

  /** The parents of one run, see {@link #begin}. */
  private final float[] parents;

  /**
   * A level that is not solved yet.
   *
   * @param shift of columns and rows of the full size
   * @param smaller the next smaller level; null for the smallest
   * @param kept which pixels to hold; all that {@code solved} touches, for the smallest level all
   * @param solved which pixels the sweeps visit
   * @param steep where the matte's alpha is used unchanged
   */
  EdgeLevel(
      ArgbImage photo,
      AlphaMatte matte,
      int shift,
      @Nullable EdgeLevel smaller,
      PixelRuns kept,
      PixelRuns solved,
      BitRows steep) {
    this.width = size(photo.width(), shift);
    this.height = size(photo.height(), shift);
    this.shift = shift;
    this.smaller = smaller;
    this.kept = kept;
    this.solved = solved;
    this.steep = steep;
    this.values = new float[Math.multiplyExact(VALUES, kept.size())];
    this.alphas = new float[kept.size()];
    this.colours = new int[kept.size()];
    this.parents = new float[smaller == null ? 0 : WEIGHTED * smaller.width];
    readPhoto(photo, matte);
  }

  /** Samples of a side at a level. */
  static int size(int full, int shift) {
    return ((full - 1) >> shift) + 1;
  }

  static boolean isSmall(int width, int height) {
    return width <= SMALL && height <= SMALL;
  }

  private void readPhoto(ArgbImage photo, AlphaMatte matte) {
    float[] alphaRow = new float[matte.width()];
    int[] colourRow = new int[photo.width()];
    for (int y = 0; y < height; y++) {
      for (int run = kept.rowStart(y); run < kept.rowStart(y + 1); run++) {
        int first = kept.first(run);
        int end = ((kept.end(run) - 1) << shift) + 1;
        matte.readRow(y << shift, first << shift, end, alphaRow, 0);
        photo.readRow(y << shift, first << shift, end, colourRow, 0);
        int at = kept.base(run) + first;
        for (int x = 0; x < end - (first << shift); x += 1 << shift, at++) {
          alphas[at] = alphaRow[x];
          colours[at] = colourRow[x];
        }
      }
    }
  }

  /** Begins with the same six values everywhere, or with those of the smaller level, and sweeps. */
  void solve(float[] means) {
    for (int y = 0; y < height; y++) {
      for (int run = kept.rowStart(y); run < kept.rowStart(y + 1); run++) {
        int first = kept.first(run);
        int at = kept.base(run) + first;
        if (smaller == null) {
          for (int i = VALUES * at; i < VALUES * (kept.base(run) + kept.end(run)); i++) {
            values[i] = means[i % VALUES];
          }
        } else {
          begin(y, first, kept.end(run), alphas, colours, at, values, at);
        }
      }
    }
    sweep(isSmall(width, height) ? SMALL_SWEEPS : SWEEPS);
  }

  /**
   * First values of columns {@code x} to {@code end} of row {@code y}, made of the next smaller
   * level, which keeps all their parents; nothing at the smallest. F̄ and B̄ are the means of the
   * one, two or four nearest parents, weighted by what each shows, F by {@code 0.01 + α} and B by
   * {@code 1.01 − α}; then the pixel's own colour I is fitted, without neighbours:
   *
   * <pre>
   * r = (I − α F̄ − (1 − α) B̄) / (α² + (1 − α)²)
   * F = F̄ + α r,   B = B̄ + (1 − α) r,   each clipped to 0..1
   * </pre>
   *
   * <p>with the alpha of {@link PhotoAlpha} where the matte is not steep.
   *
   * @param alpha of this level, that of column {@code x} at {@code from}
   * @param colour likewise
   * @param target receives six values per pixel, those of column {@code x} as pixel {@code to}
   */
  void begin(int y, int x, int end, float[] alpha, int[] colour, int from, float[] target, int to) {
    if (smaller == null) {
      return;
    }
    float[] v = parents;
    int first = x >> 1;
    int last = smaller.weigh(first, end >> 1, y, v);
    for (; x < end; x++, from++, to++) {
      int left = WEIGHTED * ((x >> 1) - first);
      int right = WEIGHTED * (Math.min((x + 1) >> 1, last) - first);
      float front = 1f / (v[left + 6] + v[right + 6]);
      float back = 1f / (v[left + 7] + v[right + 7]);
      int at = VALUES * to;
      for (int c = 0; c < 3; c++) {
        target[at + c] = front * (v[left + c] + v[right + c]);
        target[at + c + 3] = back * (v[left + c + 3] + v[right + c + 3]);
      }
      fit(colour[from], alpha[from], steep.has(x, y), 0f, target, at);
    }
  }

  /**
   * Moves means F̄ and B̄ towards the colour of a pixel.
   *
   * @param smoothness added to the divisor of the residual
   */
  private static void fit(
      int rgb, float alpha, boolean steep, float smoothness, float[] values, int at) {
    float red = (rgb >> 16 & 0xFF) * (1 / 255f);
    float green = (rgb >> 8 & 0xFF) * (1 / 255f);
    float blue = (rgb & 0xFF) * (1 / 255f);
    float a = steep ? alpha : PhotoAlpha.of(alpha, red, green, blue, values, at);
    fit(red, green, blue, a, smoothness, values, at);
  }

  static void fit(
      float red, float green, float blue, float a, float smoothness, float[] values, int at) {
    float b = 1f - a;
    float step = 1f / (a * a + b * b + smoothness);
    fit(red, a, b, step, values, at);
    fit(green, a, b, step, values, at + 1);
    fit(blue, a, b, step, values, at + 2);
  }

  private static void fit(float colour, float a, float b, float step, float[] values, int at) {
    float residual = step * (colour - a * values[at] - b * values[at + 3]);
    values[at] = EdgeForeground.unit(values[at] + a * residual);
    values[at + 3] = EdgeForeground.unit(values[at + 3] + b * residual);
  }

  /**
   * The parents of row {@code y} of the next larger level from column {@code first} to {@code last}
   * or the border: sums over one row, or two, of weighted F, weighted B, and the weights.
   *
   * @return the last column
   */
  private int weigh(int first, int last, int y, float[] target) {
    int end = Math.min(last, width - 1);
    int upper = kept.number(first, y >> 1);
    int lower = kept.number(first, Math.min((y + 1) >> 1, height - 1));
    Arrays.fill(target, 0, WEIGHTED * (end - first + 1), 0f);
    add(upper, end - first + 1, target);
    if (lower != upper) {
      add(lower, end - first + 1, target);
    }
    return end;
  }

  private void add(int pixel, int count, float[] target) {
    float[] v = values;
    for (int to = 0, at = VALUES * pixel; to < WEIGHTED * count; to += WEIGHTED, at += VALUES) {
      float front = MIN_WEIGHT + alphas[pixel];
      float back = MIN_WEIGHT + 1f - alphas[pixel];
      pixel++;
      target[to] += front * v[at];
      target[to + 1] += front * v[at + 1];
      target[to + 2] += front * v[at + 2];
      target[to + 3] += back * v[at + 3];
      target[to + 4] += back * v[at + 4];
      target[to + 5] += back * v[at + 5];
      target[to + 6] += front;
      target[to + 7] += back;
    }
  }

  /** Whether the matte's alpha is used unchanged at a pixel. */
  boolean isSteep(int x, int y) {
    return steep.has(x, y);
  }

  /** Copies those of columns {@code x} to {@code end} that were swept, each to its column's six. */
  void copySolved(int y, int x, int end, float[] target) {
    for (int run = solved.rowStart(y); run < solved.rowStart(y + 1); run++) {
      int from = Math.max(x, solved.first(run));
      int to = Math.min(end, solved.end(run));
      if (from < to) {
        int pixel = kept.number(from, y);
        System.arraycopy(values, VALUES * pixel, target, VALUES * from, VALUES * (to - from));
      }
    }
  }

  private void sweep(int times) {
    int[] upper = new int[solved.runs()];
    int[] here = new int[solved.runs()];
    int[] lower = new int[solved.runs()];
    for (int y = 0; y < height; y++) {
      for (int run = solved.rowStart(y); run < solved.rowStart(y + 1); run++) {
        int x = solved.first(run);
        here[run] = kept.number(x, y) - x;
        upper[run] = y == 0 ? here[run] : kept.number(x, y - 1) - x;
        lower[run] = y == height - 1 ? here[run] : kept.number(x, y + 1) - x;
      }
    }
    for (int i = 0; i < times; i++) {
      for (int y = 0; y < height; y++) {
        for (int run = solved.rowStart(y); run < solved.rowStart(y + 1); run++) {
          sweep(y, solved.first(run), solved.end(run), here[run], upper[run], lower[run]);
        }
      }
    }
  }

  /**
   * Columns {@code x} to {@code end} of row {@code y}, in place. With neighbours j and weights d_j
   * = ε + |α − α_j|, s = Σ d_j,
   *
   * <pre>
   * F̄ = mean of F_j with weights d_j (0.01 + α_j),   B̄ = mean of B_j with weights d_j (1.01 − α_j)
   * r = (I − α F̄ − (1 − α) B̄) / (α² + (1 − α)² + 0.1 s)
   * F = F̄ + α r,   B = B̄ + (1 − α) r,   each clipped to 0..1
   * </pre>
   *
   * <p>With weights d_j for both and s instead of 0.1 s this is the published 2x2 system, see
   * {@link ForegroundLevel}. Where the matte is not steep the last two lines have the alpha of
   * {@link PhotoAlpha}. A neighbour beyond the border is the pixel itself. The last three arguments
   * plus a column number the pixel, the one above and the one below.
   */
  private void sweep(int y, int x, int end, int here, int upper, int lower) {
    float[] v = values;
    float[] alpha = alphas;
    int[] colour = colours;
    int lastColumn = width - 1;
    for (; x < end; x++) {
      int i = here + x;
      int left = x == 0 ? i : i - 1;
      int right = x == lastColumn ? i : i + 1;
      float a = alpha[i];
      float al = alpha[left];
      float ar = alpha[right];
      float au = alpha[upper + x];
      float ad = alpha[lower + x];
      float dl = REGULARIZATION + Math.abs(a - al);
      float dr = REGULARIZATION + Math.abs(a - ar);
      float du = REGULARIZATION + Math.abs(a - au);
      float dd = REGULARIZATION + Math.abs(a - ad);
      float fl = dl * (MIN_WEIGHT + al);
      float fr = dr * (MIN_WEIGHT + ar);
      float fu = du * (MIN_WEIGHT + au);
      float fd = dd * (MIN_WEIGHT + ad);
      float front = 1f / (fl + fr + fu + fd);
      float bl = dl * (MIN_WEIGHT + 1f - al);
      float br = dr * (MIN_WEIGHT + 1f - ar);
      float bu = du * (MIN_WEIGHT + 1f - au);
      float bd = dd * (MIN_WEIGHT + 1f - ad);
      float back = 1f / (bl + br + bu + bd);
      int l = VALUES * left;
      int r = VALUES * right;
      int u = VALUES * (upper + x);
      int d = VALUES * (lower + x);
      int at = VALUES * i;
      for (int c = 0; c < 3; c++) {
        v[at + c] = front * (fl * v[l + c] + fr * v[r + c] + fu * v[u + c] + fd * v[d + c]);
        v[at + c + 3] =
            back * (bl * v[l + c + 3] + br * v[r + c + 3] + bu * v[u + c + 3] + bd * v[d + c + 3]);
      }
      fit(colour[i], a, steep.has(x, y), SMOOTHNESS * (dl + dr + du + dd), v, at);
    }
  }
}
