package io.github.matting4j.bshm;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorBuffer;
import io.github.matting4j.onnx.TensorSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.DataType;
import org.tensorflow.Tensor;

/**
 * Compares a frozen graph on TensorFlow 1.15 with its conversion on ONNX Runtime, tensor by tensor.
 * Owns TensorFlow's graph; close it.
 */
final class ConversionCheck implements AutoCloseable {
  private static final OpenOptions OPTIONS =
      OpenOptions.forLatency().device(DeviceChoice.prefer(Device.CPU));

  private final FrozenGraph graph;
  private final String input;

  private ConversionCheck(FrozenGraph graph, String input) {
    this.graph = graph;
    this.input = input;
  }

  /** Imports the graph; TensorFlow must be loaded. */
  static ConversionCheck open(String name, byte[] definition, GraphSignature signature) {
    return new ConversionCheck(
        FrozenGraph.open(name, definition, SessionConfig.of(OPTIONS)), signature.input());
  }

  /** A result of TensorFlow: its sizes and its elements. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Reference(long[] shape, float[] values) {}

  /**
   * How far two results are apart.
   *
   * @param max the largest difference of an element
   * @param mean of all differences
   * @param magnitude the largest element of the reference
   */
  record Distance(double max, double mean, double magnitude) {
    /** The larger one in each respect. */
    Distance worst(Distance other) {
      return new Distance(
          Math.max(max, other.max),
          Math.max(mean, other.mean),
          Math.max(magnitude, other.magnitude));
    }
  }

  /** The worst distance of one tensor over all probes. */
  Distance compare(String tensor, OnnxSession conversion) {
    Distance worst = new Distance(0, 0, 0);
    for (ProbePictures.Probe probe : ProbePictures.all()) {
      worst = worst.worst(compare(tensor, conversion, probe).orElseThrow());
    }
    return worst;
  }

  /** The distance of one tensor for one picture; empty if it holds no floats. */
  Optional<Distance> compare(String tensor, OnnxSession conversion, ProbePictures.Probe probe) {
    float[] pixels = probe.pixels();
    Optional<Reference> reference = reference(tensor, probe, pixels);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    TensorBuffer in = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    in.shape(probe.height(), probe.width(), 3);
    in.floats().put(pixels);
    TensorBuffer out = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    out.shape(reference.get().shape);
    conversion.run(in, out);
    return Optional.of(distance(reference.get().values, out.floats()));
  }

  private Optional<Reference> reference(String tensor, ProbePictures.Probe probe, float[] pixels) {
    long[] shape = {probe.height(), probe.width(), 3};
    try (Tensor<Float> in = Tensor.create(shape, FloatBuffer.wrap(pixels))) {
      return graph.run(input, in, List.of(tensor), results -> read(results.get(0)));
    }
  }

  private static Optional<Reference> read(Tensor<?> tensor) {
    if (tensor.dataType() != DataType.FLOAT) {
      return Optional.empty();
    }
    FloatBuffer values = FloatBuffer.allocate(tensor.numElements());
    tensor.writeTo(values);
    return Optional.of(new Reference(tensor.shape(), values.array()));
  }

  private static Distance distance(float[] reference, FloatBuffer found) {
    double max = 0;
    double sum = 0;
    double magnitude = 0;
    for (float value : reference) {
      double difference = Math.abs((double) value - found.get());
      if (!(difference <= max)) { // NaN counts as the largest
        max = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      }
      sum += difference;
      magnitude = Math.max(magnitude, Math.abs(value));
    }
    return new Distance(max, reference.length == 0 ? 0 : sum / reference.length, magnitude);
  }

  /** Something that opens the conversion of one tensor; empty if it holds no floats. */
  interface Opener {
    Optional<OnnxSession> open(String tensor);
  }

  /**
   * Finds a node whose results differ although those of the nodes that it reads do not.
   *
   * @param order the nodes, inputs before their readers; the last one differs
   * @param inputs the tensors that a node reads
   */
  String firstDifference(List<String> order, Function<String, List<String>> inputs, Opener opener) {
    int good = -1;
    int bad = order.size() - 1;
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      if (differs(order.get(middle), opener)) {
        bad = middle;
      } else {
        good = middle;
      }
    }
    List<String> left = new ArrayList<>(order.subList(0, bad + 1));
    String node = order.get(bad);
    while (true) { // branches are not in order: an input may still differ
      Optional<String> before =
          inputs.apply(node).stream()
              .map(tensor -> tensor.replaceAll(":\\d+$", ""))
              .filter(left::contains)
              .filter(name -> differs(name, opener))
              .findFirst();
      if (before.isEmpty()) {
        return node;
      }
      left.remove(node);
      node = before.get();
    }
  }

  private boolean differs(String tensor, Opener opener) {
    if (tensor.equals(input)) {
      return false; // TensorFlow does not return what it is given
    }
    Optional<OnnxSession> conversion;
    try {
      conversion = opener.open(tensor);
    } catch (ModelLoadException e) {
      return false; // the search goes on with the others
    }
    if (conversion.isEmpty()) {
      return false;
    }
    try (OnnxSession session = conversion.get()) {
      Optional<Distance> distance = compare(tensor, session, ProbePictures.all().get(0));
      return distance.filter(d -> d.max() > 1e-3 * Math.max(1e-6, d.magnitude())).isPresent();
    } catch (InferenceException e) {
      return true; // another shape
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
