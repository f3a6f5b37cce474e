package io.github.matting4j.kernel.resample;

import java.util.Arrays;

/**
 * Scales a picture to another size, one row at a time, rounded once at the end: area average along
 * an axis that shrinks, bilinear along one that grows ({@link AxisWeights}). Alpha is ignored; the
 * result is opaque.
 *
 * <p>Read rows from top to bottom: each source row is then read and filtered once or twice. Not
 * thread-safe.
 */
public final class PixelScaler implements PixelRows {
  private static final int OPAQUE = 0xFF000000;

  /** Weights of rows and sums of weighted levels have this many binary places. */
  private static final int ONE_BITS = 20;

  private static final int ONE = 1 << ONE_BITS;

  /** So that cutting off the fraction rounds half up. */
  private static final int HALF = ONE / 2;

  private final int width;
  private final int height;
  private final PixelRows source;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final int[] red;
  private final int[] green;
  private final int[] blue;
  private int[] latest;
  private int[] older;
  private int latestY = -1;
  private int olderY = -1;

  /** A scaler of all of {@code source} to {@code width} x {@code height}. */
  public PixelScaler(PixelRows source, int width, int height) {
    this.width = width;
    this.height = height;
    this.source = source;
    this.columns = AxisWeights.of(source.width(), 0, source.width(), width);
    this.rows = AxisWeights.of(source.height(), 0, source.height(), height);
    this.red = new int[source.width()];
    this.green = new int[source.width()];
    this.blue = new int[source.width()];
    this.latest = new int[source.width()];
    this.older = new int[source.width()];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /**
   * First down, in fixed point, which the compiler vectorises; then across the few rows that are
   * left.
   */
  @Override
  public void read(int y, int[] argb) {
    Arrays.fill(red, 0);
    Arrays.fill(green, 0);
    Arrays.fill(blue, 0);
    int top = rows.first(y);
    for (int tap = 0; tap < rows.taps(y); tap++) {
      add(row(top + tap), Math.round(rows.weight(y, tap) * ONE));
    }
    for (int x = 0; x < width; x++) {
      int first = columns.first(x);
      int end = first + columns.taps(x);
      float r = HALF;
      float g = HALF;
      float b = HALF;
      for (int i = first; i < end; i++) {
        float weight = columns.weight(x, i - first);
        r += weight * red[i];
        g += weight * green[i];
        b += weight * blue[i];
      }
      argb[x] = OPAQUE | level(r) << 16 | level(g) << 8 | level(b);
    }
  }

  /** Clipped: the weights add up to 1 only nearly, and 255.5 must not carry into 256. */
  private static int level(float value) {
    return Math.min(255, (int) value >> ONE_BITS);
  }

  private void add(int[] pixels, int weight) {
    addChannel(pixels, 16, weight, red);
    addChannel(pixels, 8, weight, green);
    addChannel(pixels, 0, weight, blue);
  }

  private static void addChannel(int[] pixels, int shift, int weight, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += (pixels[x] >> shift & 0xFF) * weight;
    }
  }

  /** Source row {@code y}; valid until the next call but one. */
  private int[] row(int y) {
    if (y != latestY) {
      int[] found = older;
      boolean isRead = olderY == y;
      older = latest;
      olderY = latestY;
      latest = found;
      latestY = y;
      if (!isRead) {
        source.read(y, latest);
      }
    }
    return latest;
  }
}
