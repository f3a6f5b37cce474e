package io.github.matting4j.onnx;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Where the values of an output are: of rows and columns, with or without channels before or after
 * them, with or without a leading 1 for one picture.
 *
 * @param width columns
 * @param height rows
 * @param channels values of a pixel
 * @param pixelStride elements from a pixel to the next one
 * @param channelStride elements from a channel to the next one
 */
record OutputLayout(int width, int height, int channels, int pixelStride, int channelStride) {

  /**
   * The layout of a shape.
   *
   * @param shape of 2 to 4 sizes
   * @param declared the output in the graph, where sizes may be open
   * @throws IllegalArgumentException if the shape is of several pictures, or has other sizes
   */
  static OutputLayout of(long[] shape, TensorSpec declared) {
    int rank = shape.length;
    if (rank < 2
        || rank > 4
        || (rank == 4 && shape[0] != 1)
        || Arrays.stream(shape).anyMatch(size -> size < 1 || size > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the output " + declared.name() + " has the shape " + Arrays.toString(shape));
    }
    int columns = (int) shape[rank - 1];
    int rows = (int) shape[rank - 2];
    if (rank == 2) {
      return new OutputLayout(columns, rows, 1, 1, columns * rows);
    }
    int first = (int) shape[rank - 3];
    return isChannelsLast(first, columns, declared)
        ? new OutputLayout(rows, first, columns, columns, 1)
        : new OutputLayout(columns, rows, first, 1, columns * rows);
  }

  /** A declared size decides if it is the only one; else channels are fewer than columns. */
  private static boolean isChannelsLast(long first, long last, TensorSpec declared) {
    int rank = declared.rank();
    if (rank >= 3) {
      boolean isFirstOpen = declared.dim(rank - 3) == TensorSpec.ANY;
      boolean isLastOpen = declared.dim(rank - 1) == TensorSpec.ANY;
      if (isFirstOpen != isLastOpen) {
        return isFirstOpen;
      }
    }
    return last < first;
  }

  /** The channels that a graph declares; empty if they are open. */
  static OptionalLong declaredChannels(TensorSpec output) {
    int rank = output.rank();
    if (rank == 2) {
      return OptionalLong.of(1);
    }
    long first = output.dim(rank - 3);
    long last = output.dim(rank - 1);
    long channels = isChannelsLast(first, last, output) ? last : first;
    return channels == TensorSpec.ANY ? OptionalLong.empty() : OptionalLong.of(channels);
  }

  /** The index of a value of the first pixel. */
  int start(int channel) {
    return channel * channelStride;
  }

  /** The number of pixels. */
  int pixels() {
    return width * height;
  }
}
