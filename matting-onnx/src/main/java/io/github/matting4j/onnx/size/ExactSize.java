package io.github.matting4j.onnx.size;

import io.github.matting4j.model.InferenceException;
import java.util.List;

/**
 * For graphs of fixed size whose recipe gives that size for every photo, such as a resize to it or
 * a limit and padding: the transforms as written.
 *
 * @param width columns of the network's input
 * @param height rows of the network's input
 * @param transforms in order
 */
public record ExactSize(int width, int height, List<SizeTransform> transforms)
    implements SizePolicy {

  /** Copies the transforms. */
  public ExactSize {
    transforms = List.copyOf(transforms);
  }

  @Override
  public InputGeometry fit(int photoWidth, int photoHeight) {
    InputGeometry geometry = SizeTransform.geometry(transforms, photoWidth, photoHeight);
    if (geometry.networkWidth() != width || geometry.networkHeight() != height) {
      throw new InferenceException(
          "the recipe makes "
              + geometry.networkWidth()
              + "x"
              + geometry.networkHeight()
              + " pixels of a photo of "
              + photoWidth
              + "x"
              + photoHeight
              + ", but this file takes only "
              + width
              + "x"
              + height
              + "; correct the transforms of its YAML file, "
              + transforms);
    }
    return geometry;
  }

  @Override
  public String canonicalText() {
    return "transforms " + transforms + " to exactly " + width + "x" + height;
  }
}
