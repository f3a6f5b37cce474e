package io.github.matting4j.kernel;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import org.jspecify.annotations.Nullable;

/**
 * One size of a {@link MultiLevelForeground}: the foreground F and background B of the pixels that
 * are kept at this size, six floats each, and how the next larger size begins with them.
 *
 * <p>Photo and matte of a size are samples of the originals, {@code floor(x · full / size)}.
 */
final class ForegroundLevel {
  /** Red, green, blue of F, then of B. */
  static final int VALUES = 6;

  private static final int GROWTH = 3;
  private static final float REGULARIZATION = 1e-5f;

  /** How much a neighbour that shows nothing of F, or of B, still says about it. */
  private static final float LEAST_TRUST = 0.01f;

  /** Weight of smoothness against the photo's colour, where neighbours are trusted by alpha. */
  private static final float TRUSTED_SMOOTHNESS = 0.1f;

  private final int width;
  private final int height;
  private final @Nullable ForegroundLevel smaller;
  private final ArgbImage photo;
  private final AlphaMatte matte;
  private final int[] sourceColumns;
  private final int[] sourceRows;

  /** Pixels that are kept: the solved ones and, where there are others, a seam of one around. */
  private final PixelRuns kept;

  private final PixelRuns solved;
  private final float[] values;
  private final float[] alphas;
  private final int[] colours;
  private final boolean trusting;

  /**
   * A level that begins with the values of a smaller one.
   *
   * @param smaller null for the smallest
   * @param everywhere whether to keep and solve all pixels, instead of those near undecided ones
   * @param trusting whether neighbours count for what they show of F and of B, see {@link #sweep}
   */
  ForegroundLevel(
      int width,
      int height,
      @Nullable ForegroundLevel smaller,
      ArgbImage photo,
      AlphaMatte matte,
      boolean everywhere,
      boolean trusting) {
    this.trusting = trusting;
    this.width = width;
    this.height = height;
    this.smaller = smaller;
    this.photo = photo;
    this.matte = matte;
    this.sourceColumns = nearest(photo.width(), width);
    this.sourceRows = nearest(photo.height(), height);
    if (everywhere) {
      this.kept = new PixelRuns(BitRows.full(width, height));
      this.solved = kept;
    } else {
      BitRows undecided = undecided();
      this.kept = new PixelRuns(undecided.grown(GROWTH + 1));
      this.solved = new PixelRuns(undecided.grown(GROWTH));
    }
    this.values = new float[Math.multiplyExact(VALUES, kept.size())];
    this.alphas = new float[kept.size()];
    this.colours = new int[kept.size()];
    readPhoto();
  }

  private static int[] nearest(int from, int to) {
    int[] index = new int[to];
    for (int i = 0; i < to; i++) {
      index[i] = (int) ((long) i * from / to);
    }
    return index;
  }

  private BitRows undecided() {
    BitRows bits = new BitRows(width, height);
    float[] row = new float[matte.width()];
    for (int y = 0; y < height; y++) {
      matte.readRow(sourceRows[y], row, 0);
      for (int x = 0; x < width; x++) {
        float alpha = row[sourceColumns[x]];
        if (alpha > MultiLevelForeground.CLEAR && alpha < MultiLevelForeground.OPAQUE) {
          bits.set(x, y);
        }
      }
    }
    return bits;
  }

  private void readPhoto() {
    float[] alphaRow = new float[matte.width()];
    int[] colourRow = new int[photo.width()];
    for (int y = 0; y < height; y++) {
      if (kept.rowStart(y) == kept.rowStart(y + 1)) {
        continue;
      }
      matte.readRow(sourceRows[y], alphaRow, 0);
      photo.readRow(sourceRows[y], colourRow, 0);
      for (int run = kept.rowStart(y); run < kept.rowStart(y + 1); run++) {
        for (int x = kept.first(run); x < kept.end(run); x++) {
          alphas[kept.base(run) + x] = alphaRow[sourceColumns[x]];
          colours[kept.base(run) + x] = colourRow[sourceColumns[x]];
        }
      }
    }
  }

  PixelRuns kept() {
    return kept;
  }

  float[] values() {
    return values;
  }

  float alpha(int pixel) {
    return alphas[pixel];
  }

  /** Begins with the same six values everywhere. */
  void start(float[] means) {
    for (int i = 0; i < values.length; i++) {
      values[i] = means[i % VALUES];
    }
  }

  /** Begins with the values of the next smaller level. */
  void start() {
    ForegroundLevel from = smaller;
    if (from == null) {
      throw new IllegalStateException("no smaller level to begin with");
    }
    int[] parentColumns = nearest(from.width, width);
    int[] parentRows = nearest(from.height, height);
    float[] six = new float[VALUES];
    for (int y = 0; y < height; y++) {
      int parentY = parentRows[y];
      int parentRun = from.kept.rowStart(parentY);
      int parentRunsEnd = from.kept.rowStart(parentY + 1);
      for (int run = kept.rowStart(y); run < kept.rowStart(y + 1); run++) {
        for (int x = kept.first(run); x < kept.end(run); x++) {
          int parentX = parentColumns[x];
          while (parentRun < parentRunsEnd && parentX >= from.kept.end(parentRun)) {
            parentRun++;
          }
          int to = VALUES * (kept.base(run) + x);
          if (parentRun < parentRunsEnd && parentX >= from.kept.first(parentRun)) {
            int at = VALUES * (from.kept.base(parentRun) + parentX);
            System.arraycopy(from.values, at, values, to, VALUES);
          } else {
            from.read(parentX, parentY, six);
            System.arraycopy(six, 0, values, to, VALUES);
          }
        }
      }
    }
    if (solved != kept) {
      settleKnown();
    }
  }

  /** Gives decided pixels their photo's colour, as F or B: those of the seam stay with that. */
  private void settleKnown() {
    for (int pixel = 0; pixel < alphas.length; pixel++) {
      if (alphas[pixel] >= MultiLevelForeground.OPAQUE) {
        unpack(colours[pixel], values, VALUES * pixel);
      } else if (alphas[pixel] <= MultiLevelForeground.CLEAR) {
        unpack(colours[pixel], values, VALUES * pixel + 3);
      }
    }
  }

  /** The values of any pixel; one that is not kept has the photo's colour as F or B. */
  private void read(int x, int y, float[] six) {
    int pixel = kept.number(x, y);
    if (pixel >= 0) {
      System.arraycopy(values, VALUES * pixel, six, 0, VALUES);
      return;
    }
    ForegroundLevel from = smaller;
    if (from == null) {
      throw new IllegalStateException("the smallest level keeps all pixels");
    }
    from.read((int) ((long) x * from.width / width), (int) ((long) y * from.height / height), six);
    boolean front = matte.alpha(sourceColumns[x], sourceRows[y]) >= MultiLevelForeground.OPAQUE;
    unpack(photo.argb(sourceColumns[x], sourceRows[y]), six, front ? 0 : 3);
  }

  private static void unpack(int argb, float[] target, int at) {
    target[at] = (argb >> 16 & 0xFF) / 255f;
    target[at + 1] = (argb >> 8 & 0xFF) / 255f;
    target[at + 2] = (argb & 0xFF) / 255f;
  }

  /** Sweeps over the solved pixels, from the top left, in place. */
  void solve(int iterations) {
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
    for (int i = 0; i < iterations; i++) {
      for (int run = 0; run < here.length; run++) {
        sweep(solved.first(run), solved.end(run), here[run], upper[run], lower[run]);
      }
    }
  }

  /**
   * Columns {@code x} to {@code end} of one row. With neighbours j and weights d_j = ε + |α − α_j|,
   * s = Σ d_j, the 2x2 system of the paper has the solution
   *
   * <pre>
   * F̄ = Σ d_j F_j / s,   B̄ = Σ d_j B_j / s,   r = (I − α F̄ − (1 − α) B̄) / (α² + (1 − α)² + s)
   * F = F̄ + α r,   B = B̄ + (1 − α) r,   each cut to 0..1
   * </pre>
   *
   * which loses nothing to cancellation, so that float is enough. A trusting level instead averages
   * F with the weights d_j (0.01 + α_j) and B with d_j (1.01 − α_j), and has 0.1 s in the last
   * denominator: not in the paper, nearer to the truth of drawn portraits (see docs/edges.md).
   *
   * <p>A neighbour beyond the border is the pixel itself. The last three arguments plus a column
   * number the pixel, the one above and the one below.
   */
  private void sweep(int x, int end, int here, int upper, int lower) {
    float[] v = values;
    float[] alpha = alphas;
    int[] colour = colours;
    int lastColumn = width - 1;
    float smoothness = trusting ? TRUSTED_SMOOTHNESS : 1f;
    for (; x < end; x++) {
      int i = here + x;
      int left = x == 0 ? i : i - 1;
      int right = x == lastColumn ? i : i + 1;
      float a = alpha[i];
      float b = 1f - a;
      float al = alpha[left];
      float ar = alpha[right];
      float au = alpha[upper + x];
      float ad = alpha[lower + x];
      float fl = REGULARIZATION + Math.abs(a - al);
      float fr = REGULARIZATION + Math.abs(a - ar);
      float fu = REGULARIZATION + Math.abs(a - au);
      float fd = REGULARIZATION + Math.abs(a - ad);
      float sum = fl + fr + fu + fd;
      float step = 1f / (a * a + b * b + smoothness * sum);
      float share = 1f / sum;
      float backShare = share;
      float bl = fl;
      float br = fr;
      float bu = fu;
      float bd = fd;
      if (trusting) {
        bl *= LEAST_TRUST + 1f - al;
        br *= LEAST_TRUST + 1f - ar;
        bu *= LEAST_TRUST + 1f - au;
        bd *= LEAST_TRUST + 1f - ad;
        backShare = 1f / (bl + br + bu + bd);
        fl *= LEAST_TRUST + al;
        fr *= LEAST_TRUST + ar;
        fu *= LEAST_TRUST + au;
        fd *= LEAST_TRUST + ad;
        share = 1f / (fl + fr + fu + fd);
      }
      int rgb = colour[i];
      int l = VALUES * left;
      int r = VALUES * right;
      int u = VALUES * (upper + x);
      int d = VALUES * (lower + x);
      int at = VALUES * i;
      for (int c = 0, shift = 16; c < 3; c++, shift -= 8) {
        float front = share * (fl * v[l + c] + fr * v[r + c] + fu * v[u + c] + fd * v[d + c]);
        float back =
            backShare
                * (bl * v[l + c + 3] + br * v[r + c + 3] + bu * v[u + c + 3] + bd * v[d + c + 3]);
        float rest = step * ((rgb >> shift & 0xFF) * (1 / 255f) - a * front - b * back);
        v[at + c] = Math.max(0f, Math.min(1f, front + a * rest));
        v[at + c + 3] = Math.max(0f, Math.min(1f, back + b * rest));
      }
    }
  }
}
