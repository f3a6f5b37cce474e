package io.github.matting4j.testdata.networks;

import java.util.ArrayList;
import java.util.List;

/** STDC1: blocks that concatenate a chain of ever narrower convolutions. Not thread-safe. */
final class StdcBackbone {

  private static final int[] STAGES = {256, 512, 1024};

  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;

  private StdcBackbone(Kit kit) {
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
  }

  static List<Feature> stdc1(Kit kit, Feature image) {
    return new StdcBackbone(kit).encode(image);
  }

  private List<Feature> encode(Feature image) {
    List<Feature> outputs = new ArrayList<>();
    Feature x = features.convBnRelu(image, Conv.of(3, 2, width.of(32, 8)));
    outputs.add(x);
    x = features.convBnRelu(x, Conv.of(3, 2, width.of(64, 8)));
    outputs.add(x);
    for (int stage : STAGES) {
      int channels = width.of(stage, 8);
      x = block(block(x, channels, 2), channels, 1);
      outputs.add(x);
    }
    return outputs;
  }

  private Feature block(Feature x, int channels, int stride) {
    Feature half = features.convBnRelu(x, Conv.of(1, 1, channels / 2));
    Feature first = half;
    Feature chain = half;
    if (stride == 2) {
      chain = features.convBn(half, Conv.depthwise(2, channels / 2));
      first = grids.overlappingMeans(half);
      // This pool is a layer of its own, and the published count has one operation per output.
      features.countPool(first.elements());
    }
    Feature second = features.convBnRelu(chain, Conv.of(3, 1, channels / 4));
    Feature third = features.convBnRelu(second, Conv.of(3, 1, channels / 8));
    Feature fourth = features.convBnRelu(third, Conv.of(3, 1, channels / 8));
    return features.concat(first, second, third, fourth);
  }
}
