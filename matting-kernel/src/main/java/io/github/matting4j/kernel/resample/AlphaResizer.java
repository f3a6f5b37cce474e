package io.github.matting4j.kernel.resample;

import org.jspecify.annotations.Nullable;

/**
 * Bilinear resize of a float plane: half-pixel centres, border samples repeated, positions computed
 * in double and weights rounded to float. OpenCV and Paddle round the positions to float as well,
 * which moves their weights by up to 3e-5 an axis on planes of a thousand samples; else the three
 * agree to 1.2e-7. A plane of one value stays that value exactly, and values of 0..1 stay in 0..1.
 *
 * <p>Reusable for many planes of one size. Not thread-safe.
 */
public final class AlphaResizer implements AlphaRows {
  private final int sourceWidth;
  private final int sourceHeight;
  private final int width;
  private final int height;
  private final int[] columns;
  private final float[] columnWeights;
  private final int[] rows;
  private final float[] rowWeights;
  private final float[] sourceRow;
  private final float[][] filtered;
  private final int[] filteredY = {-1, -1};
  private @Nullable AlphaRows source;

  /** A resizer from one size to another. */
  public AlphaResizer(int sourceWidth, int sourceHeight, int width, int height) {
    this.sourceWidth = sourceWidth;
    this.sourceHeight = sourceHeight;
    this.width = width;
    this.height = height;
    this.columns = new int[width];
    this.columnWeights = new float[width];
    locate(sourceWidth, columns, columnWeights);
    this.rows = new int[height];
    this.rowWeights = new float[height];
    locate(sourceHeight, rows, rowWeights);
    this.sourceRow = new float[sourceWidth + 1];
    this.filtered = new float[2][width];
  }

  private static void locate(int source, int[] index, float[] weight) {
    double scale = (double) source / index.length;
    for (int i = 0; i < index.length; i++) {
      double position = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), source - 1.0);
      index[i] = (int) position;
      weight[i] = (float) (position - index[i]);
    }
  }

  /** Starts on another plane, of the size given to the constructor. */
  public void start(AlphaRows plane) {
    if (plane.width() != sourceWidth || plane.height() != sourceHeight) {
      throw new IllegalArgumentException(
          "plane is " + plane.width() + "x" + plane.height() + ", not as planned");
    }
    source = plane;
    filteredY[0] = -1;
    filteredY[1] = -1;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void read(int y, float[] target, int offset) {
    int top = rows[y];
    int bottom = Math.min(top + 1, sourceHeight - 1);
    float[] upper = filter(top, bottom);
    float[] lower = top == bottom ? upper : filter(bottom, top);
    float t = rowWeights[y];
    for (int x = 0; x < width; x++) {
      target[offset + x] = upper[x] + t * (lower[x] - upper[x]);
    }
  }

  /**
   * The source row {@code y} after the horizontal pass, in the slot that does not hold {@code
   * keep}.
   */
  private float[] filter(int y, int keep) {
    for (int slot = 0; slot < 2; slot++) {
      if (filteredY[slot] == y) {
        return filtered[slot];
      }
    }
    int slot = filteredY[0] == keep ? 1 : 0;
    if (source == null) {
      throw new IllegalStateException("start() was not called");
    }
    source.read(y, sourceRow, 0);
    sourceRow[sourceWidth] = sourceRow[sourceWidth - 1]; // read with weight 0
    across(filtered[slot]);
    filteredY[slot] = y;
    return filtered[slot];
  }

  private void across(float[] target) {
    float[] samples = sourceRow;
    int[] index = columns;
    float[] weight = columnWeights;
    for (int x = 0; x < target.length; x++) {
      float near = samples[index[x]];
      target[x] = near + weight[x] * (samples[index[x] + 1] - near);
    }
  }
}
