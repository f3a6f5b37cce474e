package io.github.matting4j.testdata.networks;

import java.util.List;

/**
 * PP-Matting: a context branch on the coarsest features, and a detail branch at full resolution
 * that the context guides.
 */
final class PpMattingNetwork {

  /** Channels of the detail branch before, between and after its three steps. */
  private static final int[] DETAIL_CHANNELS = {64, 32, 16, 8};

  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;

  private PpMattingNetwork(Kit kit) {
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
  }

  static Feature alpha(Kit kit, Feature image, Backbone backbone) {
    List<Feature> encoded = backbone.encode(kit, image);
    List<Feature> context = new ContextBranch(kit).decode(encoded.get(4));
    PpMattingNetwork network = new PpMattingNetwork(kit);
    Feature classes = kit.features().softmax(context.get(5));
    Feature fine =
        kit.features()
            .concat(
                kit.grids().bilinearLike(encoded.get(0), image),
                kit.grids().bilinearLike(encoded.get(1), image));
    return kit.features().fuseByClass(classes, network.detail(fine, context));
  }

  private Feature detail(Feature fine, List<Feature> context) {
    Feature x = fine;
    for (int i = 0; i < 3; i++) {
      x = residual(x, width.of(DETAIL_CHANNELS[i]));
      x = features.conv(x, Conv.of(1, 1, width.of(DETAIL_CHANNELS[i + 1])).withBias());
      Feature guidance = features.conv(context.get(2 * i), Conv.of(1, 1, 1).withBias());
      x = gate(x, grids.bilinearLike(guidance, x));
    }
    return features.sigmoid(features.logits(x, Conv.of(1, 1, 1), 0, 2));
  }

  private Feature residual(Feature x, int channels) {
    Feature y = features.convBnRelu(x, Conv.of(3, 1, channels));
    y = features.convBn(y, Conv.of(3, 1, channels));
    boolean projected = x.channels() != channels;
    Feature shortcut = projected ? features.convBn(x, Conv.of(1, 1, channels)) : x;
    return features.relu(features.add(shortcut, y));
  }

  private Feature gate(Feature x, Feature guidance) {
    Feature z = features.batchNorm(features.concat(x, guidance));
    z = features.relu(features.conv(z, Conv.of(1, 1, z.channels()).withBias()));
    z = features.batchNorm(features.conv(z, Conv.of(1, 1, 1).withBias()));
    Feature factor = features.plusOne(features.sigmoid(z));
    return features.conv(features.scaleBy(x, factor), Conv.of(1, 1, x.channels()));
  }
}
