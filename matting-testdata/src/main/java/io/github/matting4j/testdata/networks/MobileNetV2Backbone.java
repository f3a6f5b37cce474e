package io.github.matting4j.testdata.networks;

import java.util.ArrayList;
import java.util.List;

/** MobileNetV2 at width 1, with an expansion in its first unit too. Not thread-safe. */
final class MobileNetV2Backbone {

  private static final List<Group> GROUPS =
      List.of(
          new Group(1, 16, 1, 1, true),
          new Group(6, 24, 2, 2, true),
          new Group(6, 32, 3, 2, true),
          new Group(6, 64, 4, 2, false),
          new Group(6, 96, 3, 1, true),
          new Group(6, 160, 3, 2, false),
          new Group(6, 320, 1, 1, false));

  private final FeatureGraph features;
  private final Width width;

  private MobileNetV2Backbone(Kit kit) {
    this.features = kit.features();
    this.width = kit.width();
  }

  static List<Feature> mobileNetV2(Kit kit, Feature image) {
    return new MobileNetV2Backbone(kit).encode(image);
  }

  private List<Feature> encode(Feature image) {
    List<Feature> outputs = new ArrayList<>();
    Feature x = convBnRelu6(image, Conv.of(3, 2, width.of(32)));
    for (Group group : GROUPS) {
      int channels = width.of(group.channels);
      x = unit(x, group.expansion, channels, group.stride);
      for (int i = 1; i < group.repeats; i++) {
        x = features.add(x, unit(x, group.expansion, channels, 1));
      }
      if (group.isOutput) {
        outputs.add(x);
      }
    }
    outputs.add(convBnRelu6(x, Conv.of(1, 1, width.of(1280))));
    return outputs;
  }

  private Feature unit(Feature x, int expansion, int channels, int stride) {
    int expanded = x.channels() * expansion;
    Feature y = convBnRelu6(x, Conv.of(1, 1, expanded));
    y = convBnRelu6(y, Conv.depthwise(stride, expanded));
    return features.convBn(y, Conv.of(1, 1, channels));
  }

  private Feature convBnRelu6(Feature x, Conv conv) {
    return features.relu6(features.convBn(x, conv));
  }

  private record Group(int expansion, int channels, int repeats, int stride, boolean isOutput) {}
}
