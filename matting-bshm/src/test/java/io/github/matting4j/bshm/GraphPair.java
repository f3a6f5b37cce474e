package io.github.matting4j.bshm;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.tensorflow.TensorFlowConverter;
import io.github.matting4j.convert.tensorflow.TensorFlowReport;
import io.github.matting4j.convert.tensorflow.UnsupportedGraphException;
import io.github.matting4j.convert.tensorflow.program.TensorFlowGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.DataType;
import org.tensorflow.Tensor;
import org.tensorflow.types.UInt8;

/** A frozen graph with one input, on TensorFlow 1.15 and, converted, on ONNX Runtime. */
final class GraphPair {
  private static final OpenOptions OPTIONS = OpenOptions.forLatency().threads(1);

  private final byte[] file;
  private final String input;
  private final String output;

  GraphPair(byte[] file, String input, String output) {
    this.file = file;
    this.input = input;
    this.output = output;
  }

  /** A result: its sizes, and its elements as numbers. */
  record Result(List<Long> shape, double[] values) {

    /** The largest difference, relative to the other's largest magnitude where that is above 1. */
    double distance(Result other) {
      if (!shape.equals(other.shape)) {
        throw new AssertionError("shapes " + shape + " and " + other.shape);
      }
      double largest = 0;
      double scale = 1;
      for (int i = 0; i < values.length; i++) {
        scale = Math.max(scale, Math.abs(other.values[i]));
        double difference = Math.abs(values[i] - other.values[i]);
        if (!(difference <= largest)) { // lets no NaN pass
          largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
      }
      return largest / scale;
    }
  }

  Conversion<TensorFlowReport> convert() throws MalformedGraphException, UnsupportedGraphException {
    return TensorFlowConverter.of(TensorFlowGraph.read(file)).output(output, "result").convert();
  }

  byte[] onnx() throws MalformedGraphException, UnsupportedGraphException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    convert().writeTo(out);
    return out.toByteArray();
  }

  /** Noise of −2..2 for floats, of 0..255 for bytes. */
  static float[] noise(boolean bytes, long seed, long... shape) {
    Random random = new Random(seed);
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes ? random.nextInt(256) : random.nextFloat() * 4 - 2;
    }
    return values;
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
    for (float value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  Result onOnnxRuntime(float[] values, long... shape)
      throws OrtException, MalformedGraphException, UnsupportedGraphException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx(), options)) {
        NodeInfo info = session.getInputInfo().get(input);
        boolean uint8 = ((TensorInfo) info.getInfo()).type == OnnxJavaType.UINT8;
        try (OnnxTensor tensor =
                uint8
                    ? OnnxTensor.createTensor(environment, bytes(values), shape, OnnxJavaType.UINT8)
                    : OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
            OrtSession.Result results = session.run(Map.of(input, tensor))) {
          OnnxTensor result = (OnnxTensor) results.get(0);
          TensorInfo of = result.getInfo();
          ByteBuffer elements = result.getByteBuffer().order(ByteOrder.nativeOrder());
          int count = (int) Arrays.stream(of.getShape()).reduce(1, (a, b) -> a * b);
          double[] numbers = new double[count];
          for (int i = 0; i < count; i++) {
            numbers[i] =
                switch (of.type) {
                  case FLOAT -> elements.getFloat();
                  case INT32 -> elements.getInt();
                  case INT64 -> elements.getLong();
                  default -> elements.get() & 0xFF;
                };
          }
          return new Result(Arrays.stream(of.getShape()).boxed().toList(), numbers);
        }
      }
    }
  }

  /** Why TensorFlow 1.15 cannot be used here; empty if it can. */
  static Optional<String> noTensorFlow() {
    try {
      TensorFlowLibrary.load(TwinFiles.NATIVES);
      return Optional.empty();
    } catch (ModelLoadException e) {
      return Optional.of("not compared: " + e.getMessage());
    }
  }

  Result onTensorFlow(float[] values, long... shape) {
    TensorFlowLibrary.load(TwinFiles.NATIVES);
    try (FrozenGraph graph = FrozenGraph.open("test", file, SessionConfig.of(OPTIONS))) {
      boolean uint8 = graph.output(input).orElseThrow().dataType() == DataType.UINT8;
      try (Tensor<?> tensor =
          uint8
              ? Tensor.create(UInt8.class, shape, bytes(values))
              : Tensor.create(shape, FloatBuffer.wrap(values))) {
        return graph.run(input, tensor, List.of(output), results -> result(results.get(0)));
      }
    }
  }

  private static Result result(Tensor<?> tensor) {
    ByteBuffer elements = ByteBuffer.allocate(tensor.numBytes()).order(ByteOrder.nativeOrder());
    tensor.writeTo(elements);
    elements.flip();
    double[] numbers = new double[tensor.numElements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (tensor.dataType()) {
            case FLOAT -> elements.getFloat();
            case INT32 -> elements.getInt();
            case INT64 -> elements.getLong();
            default -> elements.get() & 0xFF;
          };
    }
    return new Result(Arrays.stream(tensor.shape()).boxed().toList(), numbers);
  }
}
