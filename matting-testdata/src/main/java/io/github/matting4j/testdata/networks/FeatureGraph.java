package io.github.matting4j.testdata.networks;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TensorPayload;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers that have weights, and the plain arithmetic between them, on feature maps. Counts what
 * the published tables count. Not thread-safe.
 *
 * <p>Weights are He-scaled. Batch normalisation gets running statistics that fit the values
 * expected at its place, as training would have given it, so that activations neither vanish nor
 * explode however deep the network.
 */
final class FeatureGraph {

  /** Below this many inputs a filter without its mean has lost too much of what it sees. */
  private static final int CENTRED_FROM_CHANNELS = 8;

  private static final double HALF_NORMAL_MEAN = Math.sqrt(1 / (2 * Math.PI));

  private final GraphBuilder graph;
  private final Weights weights;
  private int convolutions;
  private int normalisations;
  private long learnable;
  private long statistics;
  private long operations;
  private long poolOperations;

  FeatureGraph(GraphBuilder graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  GraphBuilder graph() {
    return graph;
  }

  int convolutions() {
    return convolutions;
  }

  long learnableParameters() {
    return learnable;
  }

  long parameters() {
    return learnable + statistics;
  }

  long operations() {
    return operations;
  }

  long poolOperations() {
    return poolOperations;
  }

  /** Adds what an average pool takes; the pools themselves are made elsewhere. */
  void countPool(long more) {
    operations += more;
    poolOperations += more;
  }

  /** A convolution alone. */
  Feature conv(Feature x, Conv conv) {
    return conv(x, conv, 0, 2);
  }

  /** A last convolution, scaled so that its values have about the given mean and deviation. */
  Feature logits(Feature x, Conv conv, double mean, double deviation) {
    return conv(x, conv, mean, deviation * deviation / Math.max(x.variance(), 1e-3));
  }

  private Feature conv(Feature x, Conv conv, double biasMean, double gain) {
    int inputsPerGroup = x.channels() / conv.groups();
    if (inputsPerGroup * conv.groups() != x.channels()) {
      throw new IllegalStateException(x.channels() + " channels, " + conv.groups() + " groups");
    }
    int taps = inputsPerGroup * conv.kernel() * conv.kernel();
    boolean centred = inputsPerGroup >= CENTRED_FROM_CHANNELS;
    String name = "conv2d_" + convolutions++;
    TensorPayload filters = weights.filters(conv.outputs(), taps, Math.sqrt(gain / taps), centred);
    List<String> operands = new ArrayList<>();
    operands.add(x.tensor());
    operands.add(
        parameter(
            name + ".w_0", filters, conv.outputs(), inputsPerGroup, conv.kernel(), conv.kernel()));
    if (conv.biased()) {
      TensorPayload bias = weights.normal(conv.outputs(), biasMean, 0.05);
      operands.add(parameter(name + ".b_0", bias, conv.outputs()));
    }
    String tensor = graph.node("Conv", operands, attributes(conv));
    double power = gain * (centred ? x.variance() : x.power()) + biasMean * biasMean;
    Feature y =
        x.withTensor(tensor)
            .withChannels(conv.outputs())
            .withGrid(conv.outputSide(x.height()), conv.outputSide(x.width()))
            .withValues(biasMean, power);
    operations += y.elements() * (taps + (conv.biased() ? 1 : 0));
    return y;
  }

  /** Convolution and batch normalisation. */
  Feature convBn(Feature x, Conv conv) {
    return batchNorm(conv(x, conv));
  }

  /** Convolution, batch normalisation and ReLU. */
  Feature convBnRelu(Feature x, Conv conv) {
    return relu(convBn(x, conv));
  }

  Feature batchNorm(Feature x) {
    int channels = x.channels();
    double variance = Math.max(x.variance(), 1e-3);
    String name = "batch_norm2d_" + normalisations++;
    String scale = parameter(name + ".w_0", weights.uniform(channels, 0.8, 1.2), channels);
    String shift = parameter(name + ".b_0", weights.normal(channels, 0, 0.1), channels);
    TensorPayload means = weights.normal(channels, x.mean(), 0.1 * Math.sqrt(variance));
    TensorPayload variances = weights.uniform(channels, 0.8 * variance, 1.25 * variance);
    String mean = graph.tensor(name + ".w_1", ElementType.FLOAT, means, channels);
    String spread = graph.tensor(name + ".w_2", ElementType.FLOAT, variances, channels);
    statistics += 2L * channels;
    operations += 2 * x.elements();
    return x.withTensor(
            graph.node(
                "BatchNormalization",
                List.of(x.tensor(), scale, shift, mean, spread),
                Attribute.of("epsilon", 1e-5f)))
        .withValues(0, 1);
  }

  Feature instanceNorm(Feature x) {
    String name = "instance_norm2d_" + normalisations++;
    String scale = parameter(name + ".w_0", weights.uniform(x.channels(), 0.8, 1.2), x.channels());
    String shift = parameter(name + ".b_0", weights.normal(x.channels(), 0, 0.1), x.channels());
    return x.withTensor(
            graph.node(
                "InstanceNormalization",
                List.of(x.tensor(), scale, shift),
                Attribute.of("epsilon", 1e-5f)))
        .withValues(0, 1);
  }

  Feature relu(Feature x) {
    return rectified(x, graph.node("Relu", List.of(x.tensor())));
  }

  Feature relu6(Feature x) {
    return rectified(x, graph.node("Clip", operands(x, graph.scalar(0f), graph.scalar(6f))));
  }

  Feature sigmoid(Feature x) {
    return unary("Sigmoid", x).withValues(0.5, 0.3);
  }

  Feature clipToUnit(Feature x) {
    String tensor = graph.node("Clip", operands(x, graph.scalar(0f), graph.scalar(1f)));
    return x.withTensor(tensor).withValues(0.5, 0.3);
  }

  /** Softmax over the channels. */
  Feature softmax(Feature x) {
    return unary("Softmax", x, Attribute.of("axis", 1))
        .withValues(1.0 / x.channels(), 2.0 / (x.channels() * (x.channels() + 1.0)));
  }

  Feature add(Feature a, Feature b) {
    return a.withTensor(graph.node("Add", List.of(a.tensor(), b.tensor())))
        .withValues(a.mean() + b.mean(), a.power() + b.power() + 2 * a.mean() * b.mean());
  }

  /** a·b, where {@code b} lies in [0,1] and may have one channel, or one cell, for all of a. */
  Feature scaleBy(Feature a, Feature b) {
    return a.withTensor(graph.node("Mul", List.of(a.tensor(), b.tensor())))
        .withValues(a.mean() * b.mean(), a.power() * b.power());
  }

  Feature plusOne(Feature x) {
    return x.withTensor(graph.node("Add", operands(x, graph.scalar(1f))))
        .withValues(x.mean() + 1, x.power() + 2 * x.mean() + 1);
  }

  Feature concat(Feature... parts) {
    return concat(List.of(parts));
  }

  Feature concat(List<Feature> parts) {
    int channels = 0;
    double mean = 0;
    double power = 0;
    for (Feature part : parts) {
      channels += part.channels();
      mean += part.channels() * part.mean();
      power += part.channels() * part.power();
    }
    List<String> tensors = parts.stream().map(Feature::tensor).toList();
    return parts
        .get(0)
        .withTensor(graph.node("Concat", tensors, Attribute.of("axis", 1)))
        .withChannels(channels)
        .withValues(mean / channels, power / channels);
  }

  /** Channels {@code from} up to, not including, {@code to}. */
  Feature channels(Feature x, int from, int to) {
    String tensor =
        graph.node("Slice", operands(x, graph.ints(from), graph.ints(to), graph.ints(1)));
    return x.withTensor(tensor).withChannels(to - from);
  }

  Feature channelMean(Feature x) {
    return unary("ReduceMean", x, Attribute.ints("axes", 1), Attribute.of("keepdims", 1))
        .withChannels(1);
  }

  Feature channelMax(Feature x) {
    return unary("ReduceMax", x, Attribute.ints("axes", 1), Attribute.of("keepdims", 1))
        .withChannels(1)
        .withValues(1.5, 2.5);
  }

  /**
   * The published fusion: {@code detail} where the transition class (1) is the likeliest, 1 where
   * the foreground (0) is, 0 where the background (2) is.
   */
  Feature fuseByClass(Feature classes, Feature detail) {
    String winner =
        graph.node(
            "ArgMax",
            List.of(classes.tensor()),
            Attribute.of("axis", 1),
            Attribute.of("keepdims", 1));
    String inTransition = graph.node("Mul", List.of(detail.tensor(), whereEqual(winner, 1)));
    return detail.withTensor(graph.node("Add", List.of(inTransition, whereEqual(winner, 0))));
  }

  private String whereEqual(String classes, long wanted) {
    String equal = graph.node("Equal", List.of(classes, graph.scalar(wanted)));
    return graph.node("Cast", List.of(equal), Attribute.of("to", ElementType.FLOAT.code()));
  }

  Feature unary(String operator, Feature x, Attribute... attributes) {
    return x.withTensor(graph.node(operator, List.of(x.tensor()), attributes));
  }

  private static Feature rectified(Feature x, String tensor) {
    double deviation = Math.sqrt(Math.max(x.power(), 0));
    return x.withTensor(tensor).withValues(HALF_NORMAL_MEAN * deviation, x.power() / 2);
  }

  private static List<String> operands(Feature x, String... more) {
    List<String> operands = new ArrayList<>();
    operands.add(x.tensor());
    operands.addAll(List.of(more));
    return operands;
  }

  private String parameter(String name, TensorPayload payload, long... dims) {
    long elements = 1;
    for (long dim : dims) {
      elements *= dim;
    }
    learnable += elements;
    return graph.tensor(name, ElementType.FLOAT, payload, dims);
  }

  private static Attribute[] attributes(Conv conv) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ints("kernel_shape", conv.kernel(), conv.kernel()));
    attributes.add(Attribute.ints("strides", conv.stride(), conv.stride()));
    attributes.add(Attribute.ints("dilations", conv.dilation(), conv.dilation()));
    attributes.add(Attribute.of("group", conv.groups()));
    int pad = conv.symmetricPad();
    switch (conv.padding()) {
      case SYMMETRIC -> attributes.add(Attribute.ints("pads", pad, pad, pad, pad));
      case SAME_UPPER -> attributes.add(Attribute.of("auto_pad", "SAME_UPPER"));
      case NONE -> attributes.add(Attribute.ints("pads", 0, 0, 0, 0));
    }
    return attributes.toArray(Attribute[]::new);
  }
}
