package io.github.matting4j.testdata.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * The branch of PP-Matting and PP-HumanMatting that decides, coarse to fine, what is foreground,
 * transition and background. Every convolution has a bias. Not thread-safe.
 */
final class ContextBranch {

  private static final int[] BINS = {1, 3, 5};
  private static final int[] SIDE_CHANNELS = {256, 128, 64, 64};

  /** Channels of the three convolutions of each stage but the last. */
  static final int[][] STAGES = {
    {512, 512, 256}, {256, 256, 128}, {128, 128, 64}, {128, 128, 64}, {64, 64, 64}
  };

  private final Kit kit;
  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;

  ContextBranch(Kit kit) {
    this.kit = kit;
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
  }

  /**
   * Five stage results, each at twice the grid of the one before, then the logits of the three
   * classes.
   */
  List<Feature> decode(Feature coarsest) {
    Feature pyramid = pyramid(coarsest);
    List<Feature> sides = new ArrayList<>();
    for (int i = 0; i < SIDE_CHANNELS.length; i++) {
      Feature side = biased(pyramid, 3, width.of(SIDE_CHANNELS[i]), 1);
      sides.add(grids.bilinear(side, 2 << i));
    }
    List<Feature> results = new ArrayList<>();
    Feature x = stage(0, features.concat(pyramid, coarsest));
    results.add(x);
    for (int i = 1; i < STAGES.length; i++) {
      x = stage(i, features.concat(sides.get(i - 1), x));
      results.add(x);
    }
    results.add(lastStage(x, 3));
    return results;
  }

  /** One stage: three convolutions, those of stage 0 dilated after the first, then doubling. */
  Feature stage(int stage, Feature input) {
    int[] channels = STAGES[stage];
    int dilation = stage == 0 ? 2 : 1;
    Feature x = biased(input, 3, width.of(channels[0]), 1);
    x = biased(x, 3, width.of(channels[1]), dilation);
    x = biased(x, 3, width.of(channels[2]), dilation);
    return grids.bilinear(x, 2);
  }

  /** The last stage, which ends in a bare convolution. */
  Feature lastStage(Feature input, int outputs) {
    Feature x = biased(input, 3, width.of(64), 1);
    x = biased(x, 3, width.of(64), 1);
    return features.logits(x, Conv.of(3, 1, outputs).withBias(), 0, 2);
  }

  Feature biased(Feature x, int kernel, int channels, int dilation) {
    return features.convBnRelu(x, Conv.of(kernel, 1, channels).dilated(dilation).withBias());
  }

  private Feature pyramid(Feature coarsest) {
    List<Feature> parts = new ArrayList<>();
    for (int bins : BINS) {
      Feature pooled = kit.pools().pool(coarsest, bins);
      Feature part = biased(pooled, 1, coarsest.channels(), 1);
      parts.add(0, grids.bilinearLike(part, coarsest));
    }
    parts.add(0, coarsest);
    return biased(features.concat(parts), 3, width.of(512), 1);
  }
}
