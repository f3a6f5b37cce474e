package io.github.matting4j.testdata.networks;

/**
 * The shape of one convolution; square kernels only. Immutable.
 *
 * @param kernel kernel width and height
 * @param stride step in both directions
 * @param outputs output channels
 * @param dilation distance of kernel taps
 * @param groups channel groups
 * @param biased whether a bias is added
 * @param padding what surrounds the input
 */
record Conv(
    int kernel,
    int stride,
    int outputs,
    int dilation,
    int groups,
    boolean biased,
    Padding padding) {

  /** What a convolution sees beyond the border: always zeros, the question is how many. */
  enum Padding {
    /** dilation · floor(kernel/2) on all sides. */
    SYMMETRIC,
    /** As many as needed for ceil(n/stride) outputs, the odd one right and below. */
    SAME_UPPER,
    /** None. */
    NONE
  }

  static Conv of(int kernel, int stride, int outputs) {
    return new Conv(kernel, stride, outputs, 1, 1, false, Padding.SYMMETRIC);
  }

  static Conv depthwise(int stride, int channels) {
    return new Conv(3, stride, channels, 1, channels, false, Padding.SYMMETRIC);
  }

  Conv dilated(int newDilation) {
    return new Conv(kernel, stride, outputs, newDilation, groups, biased, padding);
  }

  Conv withBias() {
    return new Conv(kernel, stride, outputs, dilation, groups, true, padding);
  }

  Conv padded(Padding newPadding) {
    return new Conv(kernel, stride, outputs, dilation, groups, biased, newPadding);
  }

  int outputSide(int side) {
    int reach = dilation * (kernel - 1);
    return switch (padding) {
      case SYMMETRIC -> (side + 2 * symmetricPad() - reach - 1) / stride + 1;
      case SAME_UPPER -> (side + stride - 1) / stride;
      case NONE -> (side - reach - 1) / stride + 1;
    };
  }

  int symmetricPad() {
    return dilation * (kernel / 2);
  }
}
