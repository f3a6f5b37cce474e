package io.github.matting4j.onnx;

import java.util.List;

/** Decides the size of the picture that a network sees. Immutable and thread-safe. */
public interface SizePolicy {
  /**
   * The way of a photo of this size into the network and back.
   *
   * @throws io.github.matting4j.model.InferenceException if the network cannot see such a photo
   */
  InputGeometry fit(int width, int height);

  /** What the user should know about this size; mostly empty. */
  default List<String> warnings(InputGeometry geometry) {
    return List.of();
  }

  /** The rule as a text that is equal for equal rules; part of what a recipe's hash is made of. */
  String canonicalText();
}
