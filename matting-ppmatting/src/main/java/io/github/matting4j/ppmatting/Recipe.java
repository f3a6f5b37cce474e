package io.github.matting4j.ppmatting;

import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.onnx.SizeTransform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a photo is prepared for a network: the transforms that PaddleSeg stores next to it, in order.
 * Nothing else is done: without {@link Transform.Normalize} the network gets values of 0..255.
 *
 * @param transforms in order
 */
record Recipe(List<Transform> transforms) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the photo is not read first, or anything follows {@link
   *     Transform.Normalize}
   */
  Recipe {
    transforms = List.copyOf(transforms);
    for (int i = 0; i < transforms.size(); i++) {
      Transform transform = transforms.get(i);
      if (transform instanceof Transform.LoadImages && i > 0) {
        throw new IllegalArgumentException(
            "LoadImages is transform " + (i + 1) + "; it must be the first, and occur once");
      }
      if (transform instanceof Transform.Normalize && i < transforms.size() - 1) {
        throw new IllegalArgumentException(
            transforms.get(i + 1).name()
                + " follows Normalize, which is not supported; Normalize must be the last");
      }
    }
  }

  /** The published recipe of a variant. */
  static Recipe of(PpMattingVariant variant) {
    return new Recipe(
        List.of(
            new Transform.LoadImages(true),
            new Transform.Sizing(variant.scaling()),
            new Transform.Sizing(toMultiple(variant.multiple(), variant)),
            Transform.Normalize.STANDARD));
  }

  /** Reduced to a multiple, but not below the network's minimum. */
  static SizeTransform toMultiple(int multiple, PpMattingVariant variant) {
    int minimum = (variant.minimumSide() + multiple - 1) / multiple * multiple;
    return new SizeTransform.ResizeToIntMult(multiple, minimum);
  }

  /** The transforms that change the size, colours as red, green, blue. */
  List<SizeTransform> sizes() {
    List<SizeTransform> sizes = new ArrayList<>();
    for (Transform transform : transforms) {
      if (transform instanceof Transform.Sizing sizing) {
        sizes.add(
            sizing.step() instanceof SizeTransform.Padding padding
                ? new SizeTransform.Padding(
                    padding.width(), padding.height(), byColour(padding.rgb()))
                : sizing.step());
      }
    }
    return sizes;
  }

  /** The short side that the network is meant to see, if the recipe says so. */
  OptionalInt shortSide() {
    for (SizeTransform step : sizes()) {
      if (step instanceof SizeTransform.LimitShort limit && limit.max() < SizeTransform.MAX_SIDE) {
        return OptionalInt.of(limit.max());
      }
      if (step instanceof SizeTransform.ResizeByShort resize) {
        return OptionalInt.of(resize.side());
      }
    }
    return OptionalInt.empty();
  }

  /** Whether the recipe leads to one size for all photos by itself. */
  boolean fixesSize() {
    return sizes().stream()
        .anyMatch(
            step -> step instanceof SizeTransform.Resize || step instanceof SizeTransform.Padding);
  }

  private boolean isBlueFirst() {
    return transforms.stream()
        .anyMatch(t -> t instanceof Transform.LoadImages load && !load.toRgb());
  }

  /** How a pixel becomes three floats. */
  TensorPacking packing() {
    TensorPacking packing = TensorPacking.raw();
    for (Transform transform : transforms) {
      if (transform instanceof Transform.Normalize normalize) {
        packing = TensorPacking.normalised(byColour(normalize.mean()), byColour(normalize.std()));
      }
    }
    return isBlueFirst() ? packing.blueFirst() : packing;
  }

  private int byColour(int channels) {
    return isBlueFirst() ? Integer.reverseBytes(channels) >>> 8 : channels;
  }

  /** Red, green, blue from the order of the tensor's channels. */
  private List<Double> byColour(List<Double> channels) {
    List<Double> colours = new ArrayList<>(channels);
    if (isBlueFirst()) {
      Collections.reverse(colours);
    }
    return colours;
  }
}
