package io.github.matting4j.kernel.resample;

import java.util.Arrays;

/**
 * Scales a picture to another size, one row at a time, in float, rounded once at the end: area
 * average along an axis that shrinks, bilinear along one that grows ({@link AxisWeights}). Alpha is
 * ignored; the result is opaque.
 *
 * <p>Read rows from top to bottom: each source row is then read and filtered once or twice. Not
 * thread-safe.
 */
public final class PixelScaler implements PixelRows {
  private static final int OPAQUE = 0xFF000000;
  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final PixelRows source;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final int sourceWidth;
  private final int[] sourceRow;
  private final FilteredRows planes;
  private final float[] sums;

  /** A scaler of all of {@code source} to {@code width} x {@code height}. */
  public PixelScaler(PixelRows source, int width, int height) {
    this.width = width;
    this.height = height;
    this.source = source;
    this.columns = AxisWeights.of(source.width(), 0, source.width(), width);
    this.rows = AxisWeights.of(source.height(), 0, source.height(), height);
    this.sourceWidth = source.width();
    this.sourceRow = new int[sourceWidth];
    this.sums = new float[Math.multiplyExact(CHANNELS, sourceWidth)];
    this.planes = new FilteredRows(sums.length, this::unpack);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** First down, which the compiler vectorises, then across the few rows that are left. */
  @Override
  public void read(int y, int[] argb) {
    Arrays.fill(sums, 0f);
    planes.addRow(rows, y, sums);
    float[] s = sums;
    int green = sourceWidth;
    int blue = 2 * sourceWidth;
    for (int x = 0; x < width; x++) {
      int first = columns.first(x);
      int end = first + columns.taps(x);
      float r = 0.5f; // so that cutting off the fraction rounds half up
      float g = 0.5f;
      float b = 0.5f;
      for (int i = first; i < end; i++) {
        float weight = columns.weight(x, i - first);
        r += weight * s[i];
        g += weight * s[green + i];
        b += weight * s[blue + i];
      }
      argb[x] = OPAQUE | level(r) << 16 | level(g) << 8 | level(b);
    }
  }

  /** Clipped: the weights add up to 1 only nearly, and 255.5 must not carry into 256. */
  private static int level(float value) {
    return Math.min(255, (int) value);
  }

  /** Source row {@code y} as three planes. */
  private void unpack(int y, float[] line) {
    source.read(y, sourceRow);
    int[] pixels = sourceRow;
    int green = pixels.length;
    int blue = 2 * pixels.length;
    for (int x = 0; x < pixels.length; x++) {
      line[x] = pixels[x] >> 16 & 0xFF;
    }
    for (int x = 0; x < pixels.length; x++) {
      line[green + x] = pixels[x] >> 8 & 0xFF;
    }
    for (int x = 0; x < pixels.length; x++) {
      line[blue + x] = pixels[x] & 0xFF;
    }
  }
}
