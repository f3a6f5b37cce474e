package io.github.matting4j.bshm;

import io.github.matting4j.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Extracts the alpha, levels of 0..255, from a network's output: a plane, or channels. */
final class Levels {
  private Levels() {}

  /**
   * How many channels a result has: 1, also for a plane without channels, 3 (all alpha) or 4 (red,
   * green, blue, alpha).
   *
   * @throws InferenceException if it is not a result for a photo of this size
   */
  static int channels(long[] shape, int width, int height, String output) {
    boolean fits = shape.length >= 2 && shape[0] == height && shape[1] == width;
    long channels = shape.length == 2 ? 1 : shape.length == 3 ? shape[2] : 0;
    if (!fits || (channels != 1 && channels != 3 && channels != 4)) {
      throw new InferenceException(
          "the network gave "
              + output
              + " of shape "
              + Arrays.toString(shape)
              + " for a photo of "
              + height
              + " rows and "
              + width
              + " columns; expected rows, columns, and no or 1, 3 or 4 channels");
    }
    return (int) channels;
  }

  /** Refuses NaN and infinity: TensorFlow returns alpha 0 everywhere for a single NaN. */
  static void requireFinite(FloatBuffer photo) {
    float sum = 0;
    for (int i = 0; i < photo.limit(); i++) {
      sum += photo.get(i) * 0f; // NaN from NaN and from infinity, else 0
    }
    if (sum != 0f) {
      throw new InferenceException(
          "the network's input contains NaN or infinite values; all must be in 0..255");
    }
  }

  /** The last of four channels, the first of fewer. */
  private static int alphaChannel(int channels) {
    return channels == 4 ? 3 : 0;
  }

  static void fromBytes(ByteBuffer bytes, int channels, int pixels, float[] levels) {
    for (int i = 0, at = alphaChannel(channels); i < pixels; i++, at += channels) {
      levels[i] = bytes.get(at) & 0xFF;
    }
  }

  static void fromFloats(FloatBuffer floats, int channels, int pixels, float[] levels) {
    for (int i = 0, at = alphaChannel(channels); i < pixels; i++, at += channels) {
      levels[i] = floats.get(at);
    }
  }
}
