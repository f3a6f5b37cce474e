package io.github.matting4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Writes the rows of a picture into a planar float tensor, 1x3xHxW, channels red, green, blue:
 * {@code (v / 255 − mean) / std}, evaluated in float exactly in that order, as NumPy does.
 *
 * <p>Immutable and thread-safe.
 */
public final class TensorPacking {
  private final float[] level = new float[256];

  private TensorPacking(float mean, float std) {
    for (int v = 0; v < level.length; v++) {
      level[v] = (v / 255f - mean) / std;
    }
  }

  /**
   * The packing for a mean and a standard deviation of values of 0..1, the same for each channel.
   */
  public static TensorPacking normalised(float mean, float std) {
    return new TensorPacking(mean, std);
  }

  /** Floats of scratch that {@link #pack} needs for a tensor of this width. */
  public static int scratchLength(int width) {
    return 3 * width;
  }

  /**
   * Packs a picture into the top left of the tensor and fills the rest, right and below, with 0.
   *
   * @param rows at most {@code width} x {@code height}
   * @param pixels scratch of at least {@code width} elements
   * @param scratch scratch of {@link #scratchLength} elements
   * @param tensor receives {@code 3 * width * height} floats from index 0 on
   */
  public void pack(
      RgbRows rows, int[] pixels, float[] scratch, FloatBuffer tensor, int width, int height) {
    int plane = width * height;
    int filled = rows.width();
    for (int y = 0; y < height; y++) {
      if (y < rows.height()) {
        rows.read(y, pixels);
        spread(pixels, filled, width, scratch);
      }
      if (y >= rows.height() || filled < width) {
        clear(scratch, y < rows.height() ? filled : 0, width);
      }
      for (int channel = 0; channel < 3; channel++) {
        tensor.put(channel * plane + y * width, scratch, channel * width, width);
      }
    }
  }

  private void spread(int[] pixels, int count, int width, float[] scratch) {
    float[] table = level;
    for (int x = 0; x < count; x++) {
      int p = pixels[x];
      scratch[x] = table[(p >> 16) & 0xFF];
      scratch[width + x] = table[(p >> 8) & 0xFF];
      scratch[2 * width + x] = table[p & 0xFF];
    }
  }

  private static void clear(float[] scratch, int from, int width) {
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(scratch, channel * width + from, (channel + 1) * width, 0f);
    }
  }
}
