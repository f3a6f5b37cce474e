package io.github.matting4j.ppmatting;

import io.github.matting4j.kernel.TensorPacking;
import io.github.matting4j.onnx.Limit;
import java.util.List;

/**
 * How a photo is made ready for a network: the transforms that PaddleSeg stores beside it.
 *
 * @param limit the first resize
 * @param multiple what both sides are then cut down to a multiple of
 * @param mean of red, green and blue, of values of 0..1
 * @param std of red, green and blue
 */
record Recipe(Limit limit, int multiple, List<Float> mean, List<Float> std) {
  private static final List<Float> HALF = List.of(0.5f, 0.5f, 0.5f);

  /** The published recipe of a variant: every one of them maps 0..255 to −1..1. */
  static Recipe of(PpMattingVariant variant) {
    return new Recipe(variant.limit(), variant.multiple(), HALF, HALF);
  }

  TensorPacking packing() {
    return TensorPacking.normalised(mean, std);
  }
}
