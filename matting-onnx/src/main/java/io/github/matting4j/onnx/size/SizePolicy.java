package io.github.matting4j.onnx.size;

import java.util.List;

/** Decides the size of a network's input. Immutable and thread-safe. */
public interface SizePolicy {
  /**
   * How a photo of this size, in pixels, is resized for the network and back.
   *
   * @throws io.github.matting4j.model.InferenceException if the network does not take such a photo
   */
  InputGeometry fit(int width, int height);

  /** Warnings for the report of a run with this geometry; usually empty. */
  default List<String> warnings(InputGeometry geometry) {
    return List.of();
  }

  /** A text that is equal for equal policies; part of the recipe's hash. */
  String canonicalText();
}
