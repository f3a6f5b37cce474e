package io.github.matting4j.graph.quantise;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.rewrite.GraphRewriter;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quantises the convolutions of a model to 8 bits: activations unsigned with one range per tensor,
 * weights signed with one scale per output channel, biases of 32 bits. Batch normalisations are
 * folded first. Scales come from the ranges that tensors take on photos, which the caller finds by
 * running {@link #observed}. Immutable and thread-safe.
 *
 * <p>After the affine scheme of B. Jacob et al., Quantization and Training of Neural Networks for
 * Efficient Integer-Arithmetic-Only Inference, CVPR 2018, with symmetric weights per channel.
 */
public final class Quantisation {
  /** Metadata key that marks a model as quantised by this class. */
  public static final String METADATA = "matting4j.quantised";

  /** Metadata key of the number of bits of the weights: 7 or 8. */
  public static final String WEIGHT_BITS = "matting4j.weight_bits";

  /** The number of bits in files without {@link #WEIGHT_BITS}. */
  public static final int UNSTATED_WEIGHT_BITS = 8;

  /**
   * Weights of this many bits, sign included, give the same values on every processor. Without
   * 8-bit dot products, x86 adds two products of an unsigned byte and a weight in a signed 16-bit
   * integer: 2 · 255 · 63 fits, 2 · 255 · 127 saturates at 32,767.
   */
  public static final int PORTABLE_WEIGHT_BITS = 7;

  /** The name of the output that {@link #observed} adds. */
  public static final String RANGES = "matting4j.ranges";

  /** The first operator set with all 8-bit operators used here. */
  private static final long OLDEST_OPERATORS = 11;

  private static final long NEWEST_OPERATORS = 22;

  private final byte[] folded;
  private final QuantisationPlan plan;

  private Quantisation(byte[] folded, QuantisationPlan plan) {
    this.folded = folded;
    this.plan = plan;
  }

  /**
   * Prepares the quantisation of a model.
   *
   * @param model an ONNX file
   * @return empty if the file uses features that are not supported here (external weights, loops,
   *     functions, operator sets before 11 or after 22)
   * @throws MalformedGraphException if the file is not a complete ONNX model
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

  /** The number of convolutions that are quantised. */
  public int convolutions() {
    return plan.convolutions().size();
  }

  /** Convolutions that stay in floats, by the names of their outputs. */
  public List<String> floatConvolutions() {
    return List.copyOf(plan.left());
  }

  /** The number of tensors with ranges. */
  public int values() {
    return plan.tensors().size();
  }

  /**
   * The model with one more output, {@link #RANGES}, floats [2·values,1,1,1]: the minimum and the
   * maximum of each tensor, in turn.
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
   * The quantised model.
   *
   * @param extremes minimum and maximum of each tensor, as {@link #observed} gives them
   * @param weightBits {@link #PORTABLE_WEIGHT_BITS}, or 8; stored under {@link #WEIGHT_BITS}
   * @param note stored in the file under {@link #METADATA}
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
