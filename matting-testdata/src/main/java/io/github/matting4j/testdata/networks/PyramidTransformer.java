package io.github.matting4j.testdata.networks;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.util.List;

/**
 * The transformer block of PP-MattingV2's pyramid: eight-headed attention over the pooled cells,
 * then a small convolutional network. Attention is not scaled by 1/√d, just as published. Not
 * thread-safe.
 */
final class PyramidTransformer {

  private static final int HEADS = 8;
  private static final int KEY_CHANNELS = 128;
  private static final int HIDDEN_EXPANSION = 2;

  private final FeatureGraph features;
  private final GraphBuilder graph;
  private final int keyChannels;

  PyramidTransformer(Kit kit) {
    this.features = kit.features();
    this.graph = features.graph();
    this.keyChannels = kit.width().of(KEY_CHANNELS, HEADS);
  }

  Feature transform(Feature x) {
    Feature attended = features.add(x, attention(x));
    return features.add(attended, hidden(attended));
  }

  private Feature attention(Feature x) {
    String query = perHead(features.convBn(x, Conv.of(1, 1, keyChannels)));
    String key = perHead(features.convBn(x, Conv.of(1, 1, keyChannels)));
    Feature value = features.convBn(x, Conv.of(1, 1, x.channels()));
    String likeness = graph.node("MatMul", List.of(transposed(query), key));
    String shares = graph.node("Softmax", List.of(likeness), Attribute.of("axis", -1));
    String mixed = graph.node("MatMul", List.of(shares, transposed(perHead(value))));
    String shape = graph.ints(0, x.channels(), x.height(), x.width());
    Feature merged = value.withTensor(graph.node("Reshape", List.of(transposed(mixed), shape)));
    return features.convBn(features.relu6(merged), Conv.of(1, 1, x.channels()));
  }

  private Feature hidden(Feature x) {
    int expanded = x.channels() * HIDDEN_EXPANSION;
    Feature y = features.convBn(x, Conv.of(1, 1, expanded));
    y = features.relu6(features.conv(y, Conv.depthwise(1, expanded).withBias()));
    return features.convBn(y, Conv.of(1, 1, x.channels()));
  }

  /** [N, C, h, w] to [N, heads, C/heads, h·w]. */
  private String perHead(Feature x) {
    String shape = graph.ints(0, HEADS, x.channels() / HEADS, -1);
    return graph.node("Reshape", List.of(x.tensor(), shape));
  }

  private String transposed(String heads) {
    return graph.node("Transpose", List.of(heads), Attribute.ints("perm", 0, 1, 3, 2));
  }
}
