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
  private final BilinearAxis columns;
  private final BilinearAxis rows;
  private final float[] sourceRow;
  private final FilteredRows filtered;
  private @Nullable AlphaRows source;

  /** A resizer from one size to another. */
  public AlphaResizer(int sourceWidth, int sourceHeight, int width, int height) {
    this.sourceWidth = sourceWidth;
    this.sourceHeight = sourceHeight;
    this.width = width;
    this.height = height;
    this.columns = BilinearAxis.of(sourceWidth, width);
    this.rows = BilinearAxis.of(sourceHeight, height);
    this.sourceRow = new float[sourceWidth + 1];
    this.filtered = new FilteredRows(width, this::filter);
  }

  /**
   * Starts on another plane.
   *
   * @throws IllegalArgumentException if its size is not that given to the constructor
   */
  public void start(AlphaRows plane) {
    if (plane.width() != sourceWidth || plane.height() != sourceHeight) {
      throw new IllegalArgumentException(
          "plane is " + plane.width() + "x" + plane.height() + ", not as planned");
    }
    source = plane;
    filtered.clear();
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
   * {@inheritDoc}
   *
   * @throws IllegalStateException before {@link #start}
   */
  @Override
  public void read(int y, float[] target, int offset) {
    int top = rows.index()[y];
    int bottom = Math.min(top + 1, sourceHeight - 1);
    float[] upper = filtered.row(top);
    float[] lower = filtered.row(bottom);
    float t = rows.weight()[y];
    for (int x = 0; x < width; x++) {
      target[offset + x] = upper[x] + t * (lower[x] - upper[x]);
    }
  }

  /** The horizontal pass over source row {@code y}. */
  private void filter(int y, float[] target) {
    if (source == null) {
      throw new IllegalStateException("start() was not called");
    }
    float[] samples = sourceRow;
    source.read(y, samples, 0);
    samples[sourceWidth] = samples[sourceWidth - 1]; // read with weight 0
    int[] index = columns.index();
    float[] weight = columns.weight();
    for (int x = 0; x < target.length; x++) {
      float near = samples[index[x]];
      target[x] = near + weight[x] * (samples[index[x] + 1] - near);
    }
  }
}
