package io.github.matting4j.testdata.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * HRNet: parallel branches at up to four scales that exchange features after every module. Its 3×3
 * convolutions pad like TensorFlow's SAME, which on even sizes means nothing left and above. Not
 * thread-safe.
 */
final class HrNetBackbone {

  private static final int STEM = 64;
  private static final int LAYER1_BLOCKS = 4;
  private static final int BRANCH_BLOCKS = 4;

  /** Modules of stage 2, 3 and 4. */
  private static final int[] MODULES = {1, 4, 3};

  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;

  /** Channels of the finest branch; each coarser one has twice as many. */
  private final int finest;

  private HrNetBackbone(Kit kit, int finest) {
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
    this.finest = finest;
  }

  static List<Feature> w18(Kit kit, Feature image) {
    return new HrNetBackbone(kit, 18).encode(image);
  }

  static List<Feature> w48(Kit kit, Feature image) {
    return new HrNetBackbone(kit, 48).encode(image);
  }

  private List<Feature> encode(Feature image) {
    Feature half = convBnRelu(image, 3, 2, width.of(STEM));
    Feature quarter = layer1(convBnRelu(half, 3, 2, width.of(STEM)));
    List<Feature> branches =
        List.of(convBnRelu(quarter, 3, 1, channels(0)), convBnRelu(quarter, 3, 2, channels(1)));
    for (int stage = 0; stage < MODULES.length; stage++) {
      if (stage > 0) {
        branches = withCoarserBranch(branches);
      }
      for (int module = 0; module < MODULES[stage]; module++) {
        branches = fuse(branches.stream().map(this::branch).toList());
      }
    }
    List<Feature> outputs = new ArrayList<>();
    outputs.add(half);
    outputs.addAll(branches);
    return outputs;
  }

  private Feature layer1(Feature stem) {
    int filters = width.of(STEM);
    Feature x = stem;
    for (int i = 0; i < LAYER1_BLOCKS; i++) {
      Feature y = convBnRelu(x, 1, 1, filters);
      y = convBnRelu(y, 3, 1, filters);
      y = convBn(y, 1, 1, filters * 4);
      Feature shortcut = i == 0 ? convBn(x, 1, 1, filters * 4) : x;
      x = features.relu(features.add(y, shortcut));
    }
    return x;
  }

  private List<Feature> withCoarserBranch(List<Feature> branches) {
    List<Feature> more = new ArrayList<>(branches);
    Feature coarsest = branches.get(branches.size() - 1);
    more.add(convBnRelu(coarsest, 3, 2, channels(branches.size())));
    return more;
  }

  private Feature branch(Feature input) {
    Feature x = input;
    for (int i = 0; i < BRANCH_BLOCKS; i++) {
      Feature y = convBnRelu(x, 3, 1, x.channels());
      y = convBn(y, 3, 1, x.channels());
      x = features.relu(features.add(y, x));
    }
    return x;
  }

  private List<Feature> fuse(List<Feature> branches) {
    List<Feature> fused = new ArrayList<>();
    for (int to = 0; to < branches.size(); to++) {
      Feature target = branches.get(to);
      Feature sum = target;
      for (int from = 0; from < branches.size(); from++) {
        if (from > to) {
          Feature coarse = convBn(branches.get(from), 1, 1, channels(to));
          sum = features.add(sum, grids.bilinearLike(coarse, target));
        } else if (from < to) {
          sum = features.add(sum, reduced(branches.get(from), from, to));
        }
      }
      fused.add(features.relu(sum));
    }
    return fused;
  }

  private Feature reduced(Feature branch, int from, int to) {
    Feature x = branch;
    for (int scale = from + 1; scale < to; scale++) {
      x = convBnRelu(x, 3, 2, channels(from));
    }
    return convBn(x, 3, 2, channels(to));
  }

  private int channels(int branch) {
    return width.of(finest << branch);
  }

  private Feature convBnRelu(Feature x, int kernel, int stride, int channels) {
    return features.relu(convBn(x, kernel, stride, channels));
  }

  private Feature convBn(Feature x, int kernel, int stride, int channels) {
    Conv conv = Conv.of(kernel, stride, channels);
    return features.convBn(x, kernel == 1 ? conv : conv.padded(Conv.Padding.SAME_UPPER));
  }
}
