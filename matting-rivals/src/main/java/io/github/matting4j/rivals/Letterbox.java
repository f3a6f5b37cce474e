package io.github.matting4j.rivals;

import io.github.matting4j.onnx.size.FixedSize;
import io.github.matting4j.onnx.size.InputGeometry;
import java.util.List;

/** How every rival brings a photo into the network: shrunk to fit, padded right and below. */
final class Letterbox {
  /** Columns and rows that the network sees. */
  static final int SIDE = 512;

  private static final FixedSize POLICY = new FixedSize(SIDE, SIDE, SIDE, List.of());

  private Letterbox() {}

  /** For a photo of this size. */
  static InputGeometry of(int width, int height) {
    return POLICY.fit(width, height);
  }
}
