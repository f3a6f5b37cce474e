package io.github.matting4j.kernel.resample;

import org.jspecify.annotations.Nullable;

/**
 * Bilinear resize of 8-bit colour, bit-equal to OpenCV's {@code INTER_LINEAR} on x86.
 *
 * <p>Per axis, with scale = source/target: position f = (i + 0.5)·scale − 0.5 in double, rounded to
 * float; s = ⌊f⌋, t = f − s; weights a0 = rint((1 − t)·2048) and a1 = rint(t·2048). Across a row, R
 * = P[s]·a0 + P[s+1]·a1, with t = 0 where s would leave the row; down a column, the row numbers are
 * clamped and out = ((b0·(R0 ≫ 4) ≫ 16) + (b1·(R1 ≫ 4) ≫ 16) + 2) ≫ 2. There is no anti-aliasing:
 * every target pixel sees 2x2 source pixels, whatever the reduction.
 *
 * <p>Reusable for many pictures of one size. Not thread-safe.
 */
public final class RgbResizer implements PixelRows {
  private final int sourceHeight;
  private final int width;
  private final int height;
  private final FixedPointWeights columns;
  private final FixedPointWeights rows;
  private final int[] sourceRow;
  private final int[] nearPixels;
  private final int[] farPixels;
  private final FilteredRow[] filtered;
  private @Nullable PixelRows source;

  /** One source row after the horizontal pass: three planes of 19-bit values. */
  private static final class FilteredRow {
    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private int y = -1;

    FilteredRow(int width) {
      red = new int[width];
      green = new int[width];
      blue = new int[width];
    }
  }

  /** A resizer from one size to another. */
  public RgbResizer(int sourceWidth, int sourceHeight, int width, int height) {
    this.sourceHeight = sourceHeight;
    this.width = width;
    this.height = height;
    this.columns = FixedPointWeights.insideRow(sourceWidth, width);
    this.rows = FixedPointWeights.unclamped(sourceHeight, height);
    this.sourceRow = new int[sourceWidth + 1];
    this.nearPixels = new int[width];
    this.farPixels = new int[width];
    this.filtered = new FilteredRow[] {new FilteredRow(width), new FilteredRow(width)};
  }

  /** Starts on another picture, of the size given to the constructor. */
  public void start(PixelRows picture) {
    if (picture.width() != sourceRow.length - 1 || picture.height() != sourceHeight) {
      throw new IllegalArgumentException(
          "picture is " + picture.width() + "x" + picture.height() + ", not as planned");
    }
    source = picture;
    filtered[0].y = -1;
    filtered[1].y = -1;
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
  public void read(int y, int[] target) {
    int top = Math.min(Math.max(rows.index[y], 0), sourceHeight - 1);
    int bottom = Math.min(Math.max(rows.index[y] + 1, 0), sourceHeight - 1);
    FilteredRow upper = filter(top, bottom);
    FilteredRow lower = top == bottom ? upper : filter(bottom, top);
    blend(upper, lower, rows.near[y], rows.far[y], target);
  }

  /** The filtered source row {@code y}, in the slot that does not hold row {@code keep}. */
  private FilteredRow filter(int y, int keep) {
    for (FilteredRow row : filtered) {
      if (row.y == y) {
        return row;
      }
    }
    FilteredRow row = filtered[0].y == keep ? filtered[1] : filtered[0];
    if (source == null) {
      throw new IllegalStateException("start() was not called");
    }
    source.read(y, sourceRow);
    sourceRow[sourceRow.length - 1] = sourceRow[sourceRow.length - 2]; // read with weight 0
    across(row);
    row.y = y;
    return row;
  }

  /** First a scalar gather, then loops that the compiler vectorises. */
  private void across(FilteredRow row) {
    int[] pixels = sourceRow;
    int[] index = columns.index;
    int[] p = nearPixels;
    int[] q = farPixels;
    for (int x = 0; x < width; x++) {
      p[x] = pixels[index[x]];
      q[x] = pixels[index[x] + 1];
    }
    mixChannel(16, row.red);
    mixChannel(8, row.green);
    mixChannel(0, row.blue);
  }

  private void mixChannel(int shift, int[] target) {
    int[] p = nearPixels;
    int[] q = farPixels;
    int[] a0 = columns.near;
    int[] a1 = columns.far;
    for (int x = 0; x < width; x++) {
      target[x] = ((p[x] >> shift) & 0xFF) * a0[x] + ((q[x] >> shift) & 0xFF) * a1[x];
    }
  }

  private void blend(FilteredRow upper, FilteredRow lower, int b0, int b1, int[] target) {
    int[] red0 = upper.red;
    int[] red1 = lower.red;
    int[] green0 = upper.green;
    int[] green1 = lower.green;
    int[] blue0 = upper.blue;
    int[] blue1 = lower.blue;
    for (int x = 0; x < width; x++) {
      int r = mix(b0, red0[x], b1, red1[x]);
      int g = mix(b0, green0[x], b1, green1[x]);
      int b = mix(b0, blue0[x], b1, blue1[x]);
      target[x] = (r << 16) | (g << 8) | b;
    }
  }

  private static int mix(int b0, int r0, int b1, int r1) {
    return (((b0 * (r0 >> 4)) >> 16) + ((b1 * (r1 >> 4)) >> 16) + 2) >> 2;
  }
}
