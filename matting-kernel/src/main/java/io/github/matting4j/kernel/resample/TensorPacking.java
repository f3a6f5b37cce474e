package io.github.matting4j.kernel.resample;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the rows of a picture into a planar float tensor, 1x3xHxW, channels red, green, blue or
 * the other way round: {@code (v / 255 − mean) / std}, or the values of 0..255 as they are.
 *
 * <p>As in NumPy with float32 pixels and float64 means and deviations: each of the three operations
 * is rounded to float.
 *
 * <p>Immutable and thread-safe.
 */
public final class TensorPacking {
  private final float[] red;
  private final float[] green;
  private final float[] blue;
  private final boolean blueFirst;
  private final String text;

  private TensorPacking(float[] red, float[] green, float[] blue, boolean blueFirst, String text) {
    this.red = red;
    this.green = green;
    this.blue = blue;
    this.blueFirst = blueFirst;
    this.text = text;
  }

  /** The values of 0..255 as they are. */
  public static TensorPacking raw() {
    float[] table = new float[256];
    for (int v = 0; v < table.length; v++) {
      table[v] = v;
    }
    return new TensorPacking(table, table, table, false, "raw");
  }

  /** The packing for one mean and standard deviation of values of 0..1 for all channels. */
  public static TensorPacking normalised(double mean, double std) {
    return normalised(List.of(mean, mean, mean), List.of(std, std, std));
  }

  /** The packing for means and standard deviations of red, green and blue, of values of 0..1. */
  public static TensorPacking normalised(List<Double> means, List<Double> stds) {
    if (means.size() != 3 || stds.size() != 3) {
      throw new IllegalArgumentException(
          "means are " + means + " and deviations " + stds + "; three of each are needed");
    }
    return new TensorPacking(
        table(means.get(0), stds.get(0)),
        table(means.get(1), stds.get(1)),
        table(means.get(2), stds.get(2)),
        false,
        "means " + means + ", deviations " + stds);
  }

  /**
   * This packing with the tensor's channels in the order blue, green, red; red's mean and deviation
   * are then those of the tensor's last channel.
   */
  public TensorPacking blueFirst() {
    return new TensorPacking(red, green, blue, true, text);
  }

  /** A text that is the same for equal packings in every version of Java, for hashing. */
  public String canonicalText() {
    return text + (blueFirst ? ", blue first" : ", red first");
  }

  private static float[] table(double mean, double std) {
    if (!(std > 0)) {
      throw new IllegalArgumentException("standard deviation is " + std + "; it must be positive");
    }
    float[] table = new float[256];
    for (int v = 0; v < table.length; v++) {
      float centred = (float) (v / 255f - mean);
      table[v] = (float) (centred / std);
    }
    return table;
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
      PixelRows rows, int[] pixels, float[] scratch, FloatBuffer tensor, int width, int height) {
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
        int place = blueFirst ? 2 - channel : channel;
        tensor.put(place * plane + y * width, scratch, channel * width, width);
      }
    }
  }

  private void spread(int[] pixels, int count, int width, float[] scratch) {
    for (int x = 0; x < count; x++) {
      int p = pixels[x];
      scratch[x] = red[(p >> 16) & 0xFF];
      scratch[width + x] = green[(p >> 8) & 0xFF];
      scratch[2 * width + x] = blue[p & 0xFF];
    }
  }

  private static void clear(float[] scratch, int from, int width) {
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(scratch, channel * width + from, (channel + 1) * width, 0f);
    }
  }
}
