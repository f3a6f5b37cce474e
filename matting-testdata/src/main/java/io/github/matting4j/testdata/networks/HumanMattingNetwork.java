package io.github.matting4j.testdata.networks;

import java.util.List;

/**
 * PP-HumanMatting: a glance and a focus decoder on a quarter of the resolution, then a refiner at
 * full resolution.
 */
final class HumanMattingNetwork {

  private static final int HIDDEN = 32;

  private final Kit kit;
  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;
  private final ContextBranch branch;

  private HumanMattingNetwork(Kit kit) {
    this.kit = kit;
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
    this.branch = new ContextBranch(kit);
  }

  static Feature alpha(Kit kit, Feature image) {
    return new HumanMattingNetwork(kit).alpha(image);
  }

  private Feature alpha(Feature image) {
    List<Feature> encoded = ResNetVdBackbone.resNet34(kit, grids.bilinear(image, 0.25));
    List<Feature> glance = branch.decode(encoded.get(4));
    Feature classes = features.softmax(glance.get(5));
    Feature focus = focus(encoded);
    Feature detail = features.sigmoid(features.channels(focus, 0, 1));
    Feature alpha = features.fuseByClass(classes, detail);
    // Channel 1 of the focus is an error map that only training looks at.
    Feature hidden = features.relu(features.channels(focus, 2, focus.channels()));
    return refine(image, features.concat(hidden, alpha, classes));
  }

  private Feature focus(List<Feature> encoded) {
    Feature coarsest = encoded.get(4);
    Feature bridge = coarsest;
    for (int i = 0; i < 3; i++) {
      bridge = branch.biased(bridge, 3, width.of(512), 2);
    }
    Feature x = branch.stage(0, features.concat(bridge, coarsest));
    for (int stage = 1; stage < ContextBranch.STAGES.length; stage++) {
      x = branch.stage(stage, features.concat(x, encoded.get(4 - stage)));
    }
    return branch.lastStage(x, 2 + width.of(HIDDEN));
  }

  private Feature refine(Feature image, Feature coarse) {
    Feature half = grids.padded(grids.bilinear(coarse, 2), 3);
    Feature halfImage = grids.padded(grids.bilinear(image, 0.5), 3);
    Feature x = features.convBnRelu(features.concat(half, halfImage), unpadded(width.of(24)));
    x = features.convBnRelu(x, unpadded(width.of(16)));
    x = features.concat(grids.nearestDoubled(x), grids.padded(image, 2));
    x = features.convBnRelu(x, unpadded(width.of(12)));
    return features.clipToUnit(features.logits(x, unpadded(1).withBias(), 0.5, 0.4));
  }

  private static Conv unpadded(int outputs) {
    return Conv.of(3, 1, outputs).padded(Conv.Padding.NONE);
  }
}
