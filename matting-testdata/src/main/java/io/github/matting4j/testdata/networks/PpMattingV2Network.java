package io.github.matting4j.testdata.networks;

import java.util.ArrayList;
import java.util.List;

/** PP-MattingV2: STDC1, a double pyramid pool, five fusion blocks and a small head. */
final class PpMattingV2Network {

  private static final int[] BINS = {2, 4, 6};

  private final Kit kit;
  private final FeatureGraph features;
  private final Resampling grids;
  private final Width width;

  private PpMattingV2Network(Kit kit) {
    this.kit = kit;
    this.features = kit.features();
    this.grids = kit.grids();
    this.width = kit.width();
  }

  static Feature alpha(Kit kit, Feature image) {
    return new PpMattingV2Network(kit).alpha(image, StdcBackbone.stdc1(kit, image));
  }

  private Feature alpha(Feature image, List<Feature> encoded) {
    Feature pyramid = doublePyramid(encoded.subList(1, 5));
    int wide = pyramid.channels();
    Feature x = fuse(List.of(encoded.get(4), pyramid), List.of(wide, wide), width.of(128));
    int c = x.channels();
    x = fuse(List.of(encoded.get(3), x, pyramid), List.of(c, c, c), width.of(96));
    c = x.channels();
    x = fuse(List.of(encoded.get(2), x, pyramid), List.of(c, c, c), width.of(64));
    c = x.channels();
    x =
        fuse(
            List.of(encoded.get(1), x, grids.windowMeans(image, 4)),
            List.of(c, c, 3),
            width.of(32));
    c = x.channels();
    x =
        fuse(
            List.of(encoded.get(0), x, grids.windowMeans(image, 2)),
            List.of(c, c, 3),
            width.of(16));
    return head(features.concat(grids.bilinearLike(x, image), image));
  }

  private Feature head(Feature input) {
    Feature x = features.convBnRelu(input, Conv.of(3, 1, width.of(8)));
    x = features.convBnRelu(x, Conv.of(3, 1, width.of(8)));
    return features.sigmoid(features.logits(x, Conv.of(1, 1, 1), 0, 3));
  }

  /** The context of the whole picture, at 1/64 of its size. */
  private Feature doublePyramid(List<Feature> encoded) {
    List<Feature> pooled = new ArrayList<>();
    int side = 16;
    for (Feature feature : encoded) {
      pooled.add(grids.windowMeans(feature, side));
      side /= 2;
    }
    int channels = width.of(256, 8);
    Feature middle = features.convBn(features.concat(pooled), Conv.of(1, 1, channels).withBias());
    PyramidTransformer transformer = new PyramidTransformer(kit);
    List<Feature> branches = new ArrayList<>();
    for (int bins : BINS) {
      Feature branch = transformer.transform(kit.pools().pool(middle, bins));
      branches.add(grids.bilinearLike(branch, middle));
    }
    Feature sum = middle;
    for (int i = branches.size() - 1; i >= 0; i--) {
      sum = features.add(sum, branches.get(i));
    }
    return features.convBnRelu(sum, Conv.of(1, 1, channels).withBias());
  }

  /**
   * Brings features to the grid of the first, weighs each by a map that all decide on, joins them.
   */
  private Feature fuse(List<Feature> inputs, List<Integer> middles, int outputs) {
    List<Feature> aligned = new ArrayList<>();
    List<Feature> digests = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int channels = middles.get(i);
      Feature x = features.convBn(inputs.get(i), Conv.of(1, 1, channels));
      x = grids.bilinearLike(x, inputs.get(0));
      x = features.relu(features.convBn(x, Conv.depthwise(1, channels)));
      aligned.add(x);
      digests.add(features.channelMean(x));
      digests.add(features.channelMax(x));
    }
    int count = inputs.size();
    Feature maps = features.convBnRelu(features.concat(digests), Conv.of(3, 1, count));
    maps = features.sigmoid(features.convBn(maps, Conv.of(3, 1, count)));
    List<Feature> weighted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      weighted.add(features.scaleBy(aligned.get(i), features.channels(maps, i, i + 1)));
    }
    return features.convBnRelu(features.concat(weighted), Conv.of(3, 1, outputs));
  }
}
