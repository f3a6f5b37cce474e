package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One size of a {@link MultiLevelForeground}: foreground F and background B of every pixel, six
 * floats each. Photo and matte of a size are samples of the originals, {@code floor(x · full /
 * size)}.
 */
final class ForegroundLevel {
  /** Red, green, blue of F, then of B. */
  static final int VALUES = 6;

  private static final float REGULARIZATION = 1e-5f;

  private final int width;
  private final int height;
  private final float[] values;
  private final float[] alphas;
  private final int[] colours;

  /** A level that begins with the values of a smaller one, or, without one, with the means. */
  ForegroundLevel(
      int width,
      int height,
      @Nullable ForegroundLevel smaller,
      float[] means,
      ArgbImage photo,
      AlphaMatte matte) {
    this.width = width;
    this.height = height;
    this.values = new float[Math.multiplyExact(VALUES, width * height)];
    this.alphas = new float[width * height];
    this.colours = new int[width * height];
    readPhoto(photo, matte);
    if (smaller == null) {
      for (int i = 0; i < values.length; i++) {
        values[i] = means[i % VALUES];
      }
    } else {
      start(smaller);
    }
  }

  private static int[] nearest(int from, int to) {
    int[] index = new int[to];
    for (int i = 0; i < to; i++) {
      index[i] = (int) ((long) i * from / to);
    }
    return index;
  }

  private void readPhoto(ArgbImage photo, AlphaMatte matte) {
    int[] columns = nearest(photo.width(), width);
    int[] rows = nearest(photo.height(), height);
    float[] alphaRow = new float[matte.width()];
    int[] colourRow = new int[photo.width()];
    for (int y = 0, i = 0; y < height; y++) {
      matte.readRow(rows[y], alphaRow, 0);
      photo.readRow(rows[y], colourRow, 0);
      for (int x = 0; x < width; x++, i++) {
        alphas[i] = alphaRow[columns[x]];
        colours[i] = colourRow[columns[x]];
      }
    }
  }

  private void start(ForegroundLevel smaller) {
    int[] columns = nearest(smaller.width, width);
    int[] rows = nearest(smaller.height, height);
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += VALUES) {
        int from = VALUES * (rows[y] * smaller.width + columns[x]);
        for (int c = 0; c < VALUES; c++) {
          values[to + c] = smaller.values[from + c];
        }
      }
    }
  }

  float alpha(int x, int y) {
    return alphas[y * width + x];
  }

  /** A copy of the six values of a pixel. */
  float[] values(int x, int y) {
    int at = VALUES * (y * width + x);
    return Arrays.copyOfRange(values, at, at + VALUES);
  }

  /** The foreground of a pixel, {@code 0xRRGGBB}, rounded. */
  int foreground(int x, int y) {
    int at = VALUES * (y * width + x);
    return level(values[at]) << 16 | level(values[at + 1]) << 8 | level(values[at + 2]);
  }

  private static int level(float value) {
    return (int) (value * 255f + 0.5f); // half up
  }

  /** Sweeps from the top left, in place. */
  void solve(int iterations) {
    for (int i = 0; i < iterations; i++) {
      for (int y = 0; y < height; y++) {
        sweep(y * width, y == 0 ? 0 : -width, y == height - 1 ? 0 : width);
      }
    }
  }

  /**
   * One row. With neighbours j and weights d_j = ε + |α − α_j|, s = Σ d_j, the 2x2 system of the
   * paper has the solution
   *
   * <pre>
   * F̄ = Σ d_j F_j / s,   B̄ = Σ d_j B_j / s,   r = (I − α F̄ − (1 − α) B̄) / (α² + (1 − α)² + s)
   * F = F̄ + α r,   B = B̄ + (1 − α) r,   each clipped to 0..1
   * </pre>
   *
   * which avoids cancellation, so that float is precise enough. A neighbour beyond the border is
   * the pixel itself.
   *
   * @param start the row's first pixel
   * @param up from a pixel to the one above
   * @param down from a pixel to the one below
   */
  private void sweep(int start, int up, int down) {
    float[] v = values;
    float[] alpha = alphas;
    int[] colour = colours;
    for (int x = 0; x < width; x++) {
      int i = start + x;
      int left = x == 0 ? i : i - 1;
      int right = x == width - 1 ? i : i + 1;
      float a = alpha[i];
      float b = 1f - a;
      float dl = REGULARIZATION + Math.abs(a - alpha[left]);
      float dr = REGULARIZATION + Math.abs(a - alpha[right]);
      float du = REGULARIZATION + Math.abs(a - alpha[i + up]);
      float dd = REGULARIZATION + Math.abs(a - alpha[i + down]);
      float sum = dl + dr + du + dd;
      float step = 1f / (a * a + b * b + sum);
      float share = 1f / sum;
      int rgb = colour[i];
      int l = VALUES * left;
      int r = VALUES * right;
      int u = VALUES * (i + up);
      int d = VALUES * (i + down);
      int at = VALUES * i;
      for (int c = 0, bits = 16; c < 3; c++, bits -= 8) {
        float f = share * (dl * v[l + c] + dr * v[r + c] + du * v[u + c] + dd * v[d + c]);
        float g =
            share * (dl * v[l + c + 3] + dr * v[r + c + 3] + du * v[u + c + 3] + dd * v[d + c + 3]);
        float residual = step * ((rgb >> bits & 0xFF) * (1 / 255f) - a * f - b * g);
        v[at + c] = Math.max(0f, Math.min(1f, f + a * residual));
        v[at + c + 3] = Math.max(0f, Math.min(1f, g + b * residual));
      }
    }
  }
}
