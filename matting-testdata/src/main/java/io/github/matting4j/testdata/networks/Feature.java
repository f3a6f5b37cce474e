package io.github.matting4j.testdata.networks;

/**
 * A feature map on its way through a network: its tensor name, its shape, and what its values are
 * expected to look like, which later layers use to keep activations near 1. Immutable.
 *
 * @param tensor name in the graph
 * @param channels number of channels
 * @param height rows at the nominal input size
 * @param width columns at the nominal input size
 * @param mean expected mean of all values
 * @param power expected mean square of all values
 */
record Feature(String tensor, int channels, int height, int width, double mean, double power) {

  double variance() {
    return power - mean * mean;
  }

  long elements() {
    return (long) channels * height * width;
  }

  boolean sameGridAs(Feature other) {
    return height == other.height && width == other.width;
  }

  Feature withTensor(String newTensor) {
    return new Feature(newTensor, channels, height, width, mean, power);
  }

  Feature withChannels(int newChannels) {
    return new Feature(tensor, newChannels, height, width, mean, power);
  }

  Feature withGrid(int newHeight, int newWidth) {
    return new Feature(tensor, channels, newHeight, newWidth, mean, power);
  }

  Feature withValues(double newMean, double newPower) {
    return new Feature(tensor, channels, height, width, newMean, newPower);
  }
}
