package io.github.matting4j.testdata.tensorflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Frozen graphs that TensorFlow itself wrote. */
public final class WrittenGraphs {
  private WrittenGraphs() {}

  /**
   * A small U-Net with seeded weights, input {@code image} (N x H x W x 3 floats), output {@code
   * result}: strides, dilation by batches with paddings computed at run time, separable and
   * transposed convolutions, mirror padding, pooling, gates, both kinds of resizing. Written by
   * {@code scripts/reference/tf1_frozen_graphs.py}.
   */
  public static byte[] unet() {
    try (InputStream in = WrittenGraphs.class.getResourceAsStream("unet.pb")) {
      if (in == null) {
        throw new IllegalStateException("the resource unet.pb is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
