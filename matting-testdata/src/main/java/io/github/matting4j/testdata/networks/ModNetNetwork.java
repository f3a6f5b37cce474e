package io.github.matting4j.testdata.networks;

import java.util.List;

/**
 * MODNet as PaddleSeg has it: a semantic, a detail and a fusion branch. Half of the channels are
 * normalised by the batch's statistics, half by the picture's own.
 */
final class ModNetNetwork {

  private static final int HIGH_RESOLUTION_CHANNELS = 32;

  private final Kit kit;
  private final FeatureGraph features;
  private final Resampling grids;
  private final int hr;

  private ModNetNetwork(Kit kit) {
    this.kit = kit;
    this.features = kit.features();
    this.grids = kit.grids();
    this.hr = kit.width().of(HIGH_RESOLUTION_CHANNELS);
  }

  static Feature alpha(Kit kit, Feature image, Backbone backbone) {
    ModNetNetwork network = new ModNetNetwork(kit);
    List<Feature> encoded = backbone.encode(kit, image);
    Feature semantic = network.semantic(encoded);
    Feature detail = network.detail(image, encoded, semantic);
    return network.fuse(image, semantic, detail);
  }

  /** At 1/8 of the image. */
  private Feature semantic(List<Feature> encoded) {
    Feature coarsest = squeezeAndExcite(encoded.get(4));
    Feature x = norm(grids.bilinear(coarsest, 2), 5, 1, encoded.get(3).channels());
    return norm(grids.bilinear(x, 2), 5, 1, encoded.get(2).channels());
  }

  private Feature squeezeAndExcite(Feature x) {
    Feature global = kit.pools().pool(x, 1);
    Feature squeezed = features.relu(features.conv(global, Conv.of(1, 1, x.channels() / 4)));
    Feature excited = features.sigmoid(features.conv(squeezed, Conv.of(1, 1, x.channels())));
    return features.scaleBy(x, excited);
  }

  /** At 1/2 of the image. */
  private Feature detail(Feature image, List<Feature> encoded, Feature semantic) {
    Feature halfImage = grids.bilinear(image, 0.5);
    Feature quarterImage = grids.bilinear(image, 0.25);
    Feature half = norm(encoded.get(0), 1, 1, hr);
    Feature x = norm(features.concat(halfImage, half), 3, 2, hr);
    Feature quarter = norm(encoded.get(1), 1, 1, hr);
    x = norm(features.concat(x, quarter), 3, 1, 2 * hr);
    x = features.concat(x, grids.bilinear(semantic, 2), quarterImage);
    x = norm(x, 3, 1, 2 * hr);
    x = norm(x, 3, 1, 2 * hr);
    x = norm(x, 3, 1, hr);
    x = features.concat(grids.bilinear(x, 2), half);
    x = norm(x, 3, 1, 2 * hr);
    x = norm(x, 3, 1, hr);
    x = norm(x, 3, 1, hr);
    return norm(x, 3, 1, hr);
  }

  private Feature fuse(Feature image, Feature semantic, Feature detail) {
    Feature x = norm(grids.bilinear(semantic, 2), 5, 1, hr);
    x = norm(features.concat(grids.bilinear(x, 2), detail), 3, 1, hr);
    x = norm(features.concat(grids.bilinear(x, 2), image), 3, 1, hr / 2);
    return features.sigmoid(features.logits(x, Conv.of(1, 1, 1).withBias(), 0, 3));
  }

  /** Convolution with bias, batch norm on the first half and instance norm on the rest, ReLU. */
  private Feature norm(Feature input, int kernel, int stride, int channels) {
    Feature x = features.conv(input, Conv.of(kernel, stride, channels).withBias());
    Feature first = features.batchNorm(features.channels(x, 0, channels / 2));
    Feature rest = features.instanceNorm(features.channels(x, channels / 2, channels));
    return features.relu(features.concat(first, rest));
  }
}
