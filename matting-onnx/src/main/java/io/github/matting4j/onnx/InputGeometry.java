package io.github.matting4j.onnx;

/**
 * How a photo becomes the picture that a network sees, in pure numbers, with the way back: source →
 * intermediate → resized by two 8-bit resizes (the same size means no resize), then padding right
 * and below up to the network's size. Back: crop to resized → intermediate → source by float
 * resizes.
 *
 * @param sourceWidth columns of the photo
 * @param sourceHeight rows of the photo
 * @param intermediateWidth columns after the first resize
 * @param intermediateHeight rows after the first resize
 * @param resizedWidth columns after the second resize: of the photo as the network sees it
 * @param resizedHeight rows after the second resize
 * @param networkWidth columns of the tensor, at least {@code resizedWidth}
 * @param networkHeight rows of the tensor, at least {@code resizedHeight}
 */
public record InputGeometry(
    int sourceWidth,
    int sourceHeight,
    int intermediateWidth,
    int intermediateHeight,
    int resizedWidth,
    int resizedHeight,
    int networkWidth,
    int networkHeight) {

  /** One resize and padding. */
  public static InputGeometry padded(
      int sourceWidth,
      int sourceHeight,
      int resizedWidth,
      int resizedHeight,
      int networkWidth,
      int networkHeight) {
    return new InputGeometry(
        sourceWidth,
        sourceHeight,
        sourceWidth,
        sourceHeight,
        resizedWidth,
        resizedHeight,
        networkWidth,
        networkHeight);
  }

  /** Two resizes, no padding. */
  public static InputGeometry twoSteps(
      int sourceWidth,
      int sourceHeight,
      int intermediateWidth,
      int intermediateHeight,
      int networkWidth,
      int networkHeight) {
    return new InputGeometry(
        sourceWidth,
        sourceHeight,
        intermediateWidth,
        intermediateHeight,
        networkWidth,
        networkHeight,
        networkWidth,
        networkHeight);
  }

  /** Whether the network sees anything but the photo. */
  public boolean isPadded() {
    return resizedWidth < networkWidth || resizedHeight < networkHeight;
  }
}
