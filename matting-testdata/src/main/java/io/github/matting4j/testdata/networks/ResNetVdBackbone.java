package io.github.matting4j.testdata.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * ResNet "vd": a stem of three small convolutions, and shortcuts that average before they project.
 * Not thread-safe.
 */
final class ResNetVdBackbone {

  private static final int[] BLOCKS = {3, 4, 6, 3};
  private static final int[] FILTERS = {64, 128, 256, 512};
  private static final int BOTTLENECK_EXPANSION = 4;

  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;
  private final boolean bottlenecks;

  private ResNetVdBackbone(Kit kit, boolean bottlenecks) {
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
    this.bottlenecks = bottlenecks;
  }

  static List<Feature> resNet34(Kit kit, Feature image) {
    return new ResNetVdBackbone(kit, false).encode(image);
  }

  static List<Feature> resNet50(Kit kit, Feature image) {
    return new ResNetVdBackbone(kit, true).encode(image);
  }

  private List<Feature> encode(Feature image) {
    Feature x = features.convBnRelu(image, Conv.of(3, 2, width.of(32)));
    x = features.convBnRelu(x, Conv.of(3, 1, width.of(32)));
    x = features.convBnRelu(x, Conv.of(3, 1, width.of(64)));
    List<Feature> outputs = new ArrayList<>();
    outputs.add(x);
    x = grids.overlappingMaxima(x);
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      int filters = width.of(FILTERS[stage]);
      x = block(x, filters, stage == 0 ? 1 : 2, true);
      for (int i = 1; i < BLOCKS[stage]; i++) {
        x = block(x, filters, 1, false);
      }
      outputs.add(x);
    }
    return outputs;
  }

  private Feature block(Feature x, int filters, int stride, boolean projected) {
    Feature y = bottlenecks ? bottleneck(x, filters, stride) : basic(x, filters, stride);
    Feature shortcut = projected ? project(x, y.channels(), stride) : x;
    return features.relu(features.add(shortcut, y));
  }

  private Feature basic(Feature x, int filters, int stride) {
    Feature y = features.convBnRelu(x, Conv.of(3, stride, filters));
    return features.convBn(y, Conv.of(3, 1, filters));
  }

  private Feature bottleneck(Feature x, int filters, int stride) {
    Feature y = features.convBnRelu(x, Conv.of(1, 1, filters));
    y = features.convBnRelu(y, Conv.of(3, stride, filters));
    return features.convBn(y, Conv.of(1, 1, filters * BOTTLENECK_EXPANSION));
  }

  private Feature project(Feature x, int channels, int stride) {
    Feature source = x;
    if (stride == 2) {
      source = grids.halvedMeans(x);
      features.countPool(source.elements());
    }
    return features.convBn(source, Conv.of(1, 1, channels));
  }
}
