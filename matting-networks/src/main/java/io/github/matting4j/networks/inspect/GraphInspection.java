package io.github.matting4j.networks.inspect;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ONNX file says about itself, read without an engine. Immutable and thread-safe.
 *
 * @param file that was inspected
 * @param bytes its size
 * @param sha256 its hash, 64 hexadecimal digits in lower case
 * @param operatorSet version of ONNX's own operators
 * @param producer the program that wrote it; may be empty
 * @param inputs that must be given, in the order of the file
 * @param outputs in the order of the file
 * @param lastOperators for each output the operator that computes its values, apart from those that
 *     only move, resize or convert them, such as {@code Sigmoid}; empty where it is unknown
 * @param hasExternalData whether weights are in other files
 */
public record GraphInspection(
    Path file,
    long bytes,
    String sha256,
    long operatorSet,
    String producer,
    List<TensorInfo> inputs,
    List<TensorInfo> outputs,
    Map<String, String> lastOperators,
    boolean hasExternalData) {

  /** Far above any number of steps between an activation and its output. */
  private static final int MAX_STEPS = 32;

  /** They keep the values, or what they mean. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "Identity",
          "Cast",
          "Squeeze",
          "Unsqueeze",
          "Reshape",
          "Flatten",
          "Transpose",
          "Resize",
          "Upsample",
          "Slice",
          "Crop",
          "Pad",
          "Dropout",
          "DequantizeLinear",
          "QuantizeLinear");

  /** Which order of dimensions the declaration of a picture has. */
  public enum PictureOrder {
    /** Three planes of rows and columns. */
    PLANES,
    /** Rows and columns of three values. */
    PIXELS
  }

  /**
   * A value that is carried from one frame to the next.
   *
   * @param input takes it
   * @param output gives the next one
   */
  public record StatePair(TensorInfo input, TensorInfo output) {}

  /** Copies the collections. */
  public GraphInspection {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    lastOperators = Map.copyOf(lastOperators);
  }

  /**
   * Reads a file: its hash from all its bytes, the rest without its weights.
   *
   * @throws ModelLoadException if it cannot be read or is no ONNX model; says what it is instead
   */
  public static GraphInspection of(Path file) {
    ModelFile weights = ModelFile.inspect(file);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, weights.bytes());
      return of(weights, OnnxGraph.parse(bytes));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelLoadException("cannot read " + file + ": " + e, e);
    } catch (MalformedGraphException e) {
      throw new ModelLoadException(
          file + " is not a complete ONNX model: " + e.getMessage() + "; export it again", e);
    } catch (InternalError e) { // the JVM reports a file that was cut while it is mapped
      throw new ModelLoadException(file + " changed while it was read; try again", e);
    }
  }

  private static GraphInspection of(ModelFile weights, OnnxGraph graph)
      throws MalformedGraphException {
    List<TensorInfo> outputs = graph.declaredOutputs();
    if (outputs.isEmpty()) {
      throw new MalformedGraphException("it declares no output");
    }
    Map<String, String> last = new LinkedHashMap<>();
    for (TensorInfo output : outputs) {
      last.put(output.name(), lastOperator(graph, output.name()));
    }
    return new GraphInspection(
        weights.path(),
        weights.bytes(),
        weights.sha256(),
        graph.operatorSet(),
        graph.producerName(),
        graph.declaredInputs(),
        outputs,
        last,
        graph.hasExternalData());
  }

  private static String lastOperator(OnnxGraph graph, String output) {
    String value = output;
    for (int i = 0; i < MAX_STEPS; i++) {
      Optional<Node> node = graph.producer(value);
      if (node.isEmpty()) {
        return "";
      }
      if (!NEUTRAL.contains(node.get().operator())) {
        return node.get().operator();
      }
      value = node.get().inputs().get(0);
    }
    return "";
  }

  /** Whether pictures or alphas are 16-bit floats. */
  public boolean isHalfPrecision() {
    return inputs.stream().anyMatch(tensor -> tensor.type() == TensorInfo.FLOAT16)
        || outputs.stream().anyMatch(tensor -> tensor.type() == TensorInfo.FLOAT16);
  }

  /** The inputs that may take a picture: three channels of rows and columns. */
  public List<TensorInfo> pictures() {
    return inputs.stream().filter(tensor -> order(tensor).isPresent()).toList();
  }

  /** How a tensor is a picture of three colours; empty if it is none. */
  public static Optional<PictureOrder> order(TensorInfo tensor) {
    boolean numeric =
        tensor.type() == Constant.FLOAT
            || tensor.type() == TensorInfo.FLOAT16
            || tensor.type() == Constant.UINT8;
    if (!numeric || tensor.rank() != 4) {
      return Optional.empty();
    }
    if (tensor.dim(1) == 3) {
      return Optional.of(PictureOrder.PLANES);
    }
    if (tensor.dim(3) == 3) {
      return Optional.of(PictureOrder.PIXELS);
    }
    // Exporters may leave all sizes open; planes are what most of them write.
    return tensor.dim(1) == TensorInfo.OPEN && tensor.dim(3) == TensorInfo.OPEN
        ? Optional.of(PictureOrder.PLANES)
        : Optional.empty();
  }

  /** Columns that a picture or alpha is declared to have; {@link TensorInfo#OPEN} for any. */
  public static long width(TensorInfo tensor) {
    return tensor.dim(order(tensor).equals(Optional.of(PictureOrder.PIXELS)) ? 2 : 3);
  }

  /** Rows that a picture or alpha is declared to have; {@link TensorInfo#OPEN} for any. */
  public static long height(TensorInfo tensor) {
    return tensor.dim(order(tensor).equals(Optional.of(PictureOrder.PIXELS)) ? 1 : 2);
  }

  /**
   * Inputs and outputs whose names say that one is the next value of the other: {@code r1i} and
   * {@code r1o}, {@code h_in} and {@code h_out}, {@code past_h} and {@code present_h}.
   */
  public List<StatePair> states() {
    List<StatePair> pairs = new ArrayList<>();
    for (TensorInfo input : inputs) {
      List<String> next = nextNames(input.name());
      outputs.stream()
          .filter(output -> next.contains(output.name()) && output.type() == input.type())
          .findFirst()
          .ifPresent(output -> pairs.add(new StatePair(input, output)));
    }
    return pairs;
  }

  private static List<String> nextNames(String input) {
    List<String> names = new ArrayList<>();
    names.add(input + "_out");
    names.add(input + "_next");
    replaced(names, input, "i$", "o");
    replaced(names, input, "in$", "out");
    replaced(names, input, "^in_", "out_");
    replaced(names, input, "^past", "present");
    replaced(names, input, "^prev_", "next_");
    return names;
  }

  private static void replaced(List<String> names, String input, String pattern, String with) {
    String name = input.replaceFirst(pattern, with);
    if (!name.equals(input)) {
      names.add(name);
    }
  }
}
