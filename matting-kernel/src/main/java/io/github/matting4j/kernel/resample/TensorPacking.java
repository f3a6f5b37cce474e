package io.github.matting4j.kernel.resample;

import java.util.Arrays;
import java.util.List;

/**
 * Writes the rows of a picture into a tensor of 1x3xHxW, planes, or 1xHxWx3, pixels, channels red,
 * green, blue or the other way round: {@code (v / 255 − mean) / std}, or another range instead of
 * 0..1, such as the values of 0..255 as they are.
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
  private final boolean pixels;
  private final String text;

  /** The memory of a tensor, of any type of elements. */
  @FunctionalInterface
  public interface Target {
    /** Writes {@code count} values from {@code offset} on to the elements from {@code index} on. */
    void put(int index, float[] values, int offset, int count);
  }

  private TensorPacking(
      float[] red, float[] green, float[] blue, boolean blueFirst, boolean pixels, String text) {
    this.red = red;
    this.green = green;
    this.blue = blue;
    this.blueFirst = blueFirst;
    this.pixels = pixels;
    this.text = text;
  }

  /** The values of 0..255 as they are. */
  public static TensorPacking raw() {
    float[] table = table(0, 255, 0, 1);
    return new TensorPacking(table, table, table, false, false, "raw");
  }

  /** The packing for one mean and standard deviation of values of 0..1 for all channels. */
  public static TensorPacking normalised(double mean, double std) {
    return normalised(List.of(mean, mean, mean), List.of(std, std, std));
  }

  /** The packing for means and standard deviations of red, green and blue, of values of 0..1. */
  public static TensorPacking normalised(List<Double> means, List<Double> stds) {
    return normalised(0, 1, means, stds);
  }

  /**
   * The packing for another range than 0..1.
   *
   * @param black the value of the level 0, before mean and deviation
   * @param white the value of the level 255
   * @param means of red, green and blue, of values of the range
   * @param stds standard deviations of red, green and blue
   */
  public static TensorPacking normalised(
      double black, double white, List<Double> means, List<Double> stds) {
    if (means.size() != 3 || stds.size() != 3) {
      throw new IllegalArgumentException(
          "means are " + means + " and deviations " + stds + "; three of each are needed");
    }
    return new TensorPacking(
        table(black, white, means.get(0), stds.get(0)),
        table(black, white, means.get(1), stds.get(1)),
        table(black, white, means.get(2), stds.get(2)),
        false,
        false,
        "means "
            + means
            + ", deviations "
            + stds
            + (black == 0 && white == 1 ? "" : ", of " + black + " to " + white));
  }

  /**
   * This packing with the tensor's channels in the order blue, green, red; red's mean and deviation
   * are then those of the tensor's last channel.
   */
  public TensorPacking blueFirst() {
    return new TensorPacking(red, green, blue, true, pixels, text);
  }

  /** This packing with the three channels of a pixel one after the other, not in planes. */
  public TensorPacking byPixel() {
    return new TensorPacking(red, green, blue, blueFirst, true, text);
  }

  /** A text that is the same for equal packings in every version of Java, for hashing. */
  public String canonicalText() {
    return text + (blueFirst ? ", blue first" : ", red first") + (pixels ? ", by pixel" : "");
  }

  private static float[] table(double black, double white, double mean, double std) {
    if (!(std > 0)) {
      throw new IllegalArgumentException("standard deviation is " + std + "; it must be positive");
    }
    float[] table = new float[256];
    for (int v = 0; v < table.length; v++) {
      float value = (float) (black + v * (white - black) / 255);
      float centred = (float) (value - mean);
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
   * @param tensor receives {@code 3 * width * height} values from index 0 on
   */
  public void pack(
      PixelRows rows, int[] pixels, float[] scratch, Target tensor, int width, int height) {
    int filled = rows.width();
    for (int y = 0; y < height; y++) {
      if (y < rows.height()) {
        rows.read(y, pixels);
        spread(pixels, filled, width, scratch);
      }
      if (y >= rows.height() || filled < width) {
        clear(scratch, y < rows.height() ? filled : 0, width);
      }
      put(tensor, y, scratch, width, height);
    }
  }

  private void put(Target tensor, int y, float[] scratch, int width, int height) {
    if (pixels) {
      tensor.put(3 * y * width, scratch, 0, 3 * width);
      return;
    }
    for (int channel = 0; channel < 3; channel++) {
      int place = blueFirst ? 2 - channel : channel;
      tensor.put((place * height + y) * width, scratch, channel * width, width);
    }
  }

  private void spread(int[] argb, int count, int width, float[] scratch) {
    if (pixels) {
      interleave(argb, count, scratch);
      return;
    }
    for (int x = 0; x < count; x++) {
      int p = argb[x];
      scratch[x] = red[(p >> 16) & 0xFF];
      scratch[width + x] = green[(p >> 8) & 0xFF];
      scratch[2 * width + x] = blue[p & 0xFF];
    }
  }

  private void interleave(int[] argb, int count, float[] scratch) {
    int first = blueFirst ? 2 : 0;
    for (int x = 0; x < count; x++) {
      int p = argb[x];
      scratch[3 * x + first] = red[(p >> 16) & 0xFF];
      scratch[3 * x + 1] = green[(p >> 8) & 0xFF];
      scratch[3 * x + 2 - first] = blue[p & 0xFF];
    }
  }

  private void clear(float[] scratch, int from, int width) {
    if (pixels) {
      Arrays.fill(scratch, 3 * from, 3 * width, 0f);
      return;
    }
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(scratch, channel * width + from, (channel + 1) * width, 0f);
    }
  }
}
