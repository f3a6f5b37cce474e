package io.github.matting4j.graph.quantise;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.rewrite.GraphRewriter;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the convolutions of a model into bytes: activations unsigned with one range a value, weights
 * signed with one scale an output, biases of 32 bits. Batch normalisations are folded first. Scales
 * come from the ranges that values take on photos, which the caller finds by running {@link
 * #observed}. Immutable and thread-safe.
 *
 * <p>After the affine scheme of B. Jacob et al., Quantization and Training of Neural Networks for
 * Efficient Integer-Arithmetic-Only Inference, CVPR 2018, with symmetric weights a channel.
 */
public final class Quantisation {
  /** The key of the metadata by which a model says that it was made here. */
  public static final String METADATA = "matting4j.quantised";

  /** The key of the metadata that says how many bits the weights use: 7 or 8. */
  public static final String WEIGHT_BITS = "matting4j.weight_bits";

  /** Files that do not say how many bits their weights use were written with this many. */
  public static final int UNSTATED_WEIGHT_BITS = 8;

  /**
   * Weights of so many bits, with their sign, give the same values on every processor. Where there
   * are no dot products of bytes, x86 adds two products of a byte and a weight in 16 bits with a
   * sign: 2 · 255 · 63 fits, 2 · 255 · 127 is cut off at 32,767.
   */
  public static final int PORTABLE_WEIGHT_BITS = 7;

  /** The name of the result that {@link #observed} adds. */
  public static final String RANGES = "matting4j.ranges";

  /** QLinearConv and its companions are as old as this. */
  private static final long OLDEST_OPERATORS = 11;

  private static final long NEWEST_OPERATORS = 22;

  private final byte[] folded;
  private final QuantisationPlan plan;

  private Quantisation(byte[] folded, QuantisationPlan plan) {
    this.folded = folded;
    this.plan = plan;
  }

  /**
   * Looks at a model.
   *
   * @param model an ONNX file
   * @return empty if the file uses something beyond what is understood here (weights in other
   *     files, loops, functions, operator sets before 11 or after 22)
   * @throws MalformedGraphException if the file is no whole ONNX model
   */
  public static Optional<Quantisation> of(byte[] model) throws MalformedGraphException {
    OnnxGraph graph = OnnxGraph.parse(model);
    if (!graph.isPlain()
        || graph.operatorSet() < OLDEST_OPERATORS
        || graph.operatorSet() > NEWEST_OPERATORS) {
      return Optional.empty();
    }
    GraphRewriter.foldBatchNormalisations(graph);
    byte[] folded = graph.toBytes();
    return Optional.of(new Quantisation(folded, QuantisationPlan.of(OnnxGraph.parse(folded))));
  }

  /** How many convolutions become bytes. */
  public int convolutions() {
    return plan.convolutions().size();
  }

  /** Convolutions that stay floats, by the names of their results. */
  public List<String> left() {
    return List.copyOf(plan.left());
  }

  /** How many values have ranges. */
  public int values() {
    return plan.tensors().size();
  }

  /**
   * The model with one more result, {@link #RANGES}, floats [2·values,1,1,1]: the least and the
   * most of each value, in turn.
   */
  public byte[] observed() throws MalformedGraphException {
    OnnxGraph graph = OnnxGraph.parse(folded);
    List<Node> nodes = new ArrayList<>();
    List<String> extremes = new ArrayList<>();
    for (String value : plan.tensors()) {
      for (String operator : List.of("ReduceMin", "ReduceMax")) {
        String name = graph.freshName(value + "." + operator);
        nodes.add(Node.of(operator, List.of(value), name, Node.attribute("keepdims", 1)));
        extremes.add(name);
      }
    }
    nodes.add(Node.of("Concat", extremes, RANGES, Node.attribute("axis", 0)));
    graph.append(nodes);
    graph.addOutput(RANGES);
    return graph.toBytes();
  }

  /**
   * The model in bytes.
   *
   * @param extremes least and most of each value, as {@link #observed} tells them
   * @param weightBits {@link #PORTABLE_WEIGHT_BITS}, or 8; kept under {@link #WEIGHT_BITS}
   * @param note kept in the file under {@link #METADATA}
   * @throws IllegalArgumentException if {@code weightBits} is neither 7 nor 8
   */
  public byte[] quantised(float[] extremes, int weightBits, String note)
      throws MalformedGraphException {
    if (weightBits != PORTABLE_WEIGHT_BITS && weightBits != Byte.SIZE) {
      throw new IllegalArgumentException("weights have " + weightBits + " bits; give 7 or 8");
    }
    OnnxGraph graph = OnnxGraph.parse(folded);
    QuantisationPlan same = QuantisationPlan.of(graph); // with the nodes of this graph
    QuantisedGraph.rewrite(graph, same, same.ranges(extremes), weightBits);
    graph.addMetadata(METADATA, note);
    graph.addMetadata(WEIGHT_BITS, Integer.toString(weightBits));
    return graph.toBytes();
  }
}
