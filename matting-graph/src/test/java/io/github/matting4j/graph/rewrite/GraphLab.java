package io.github.matting4j.graph.rewrite;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs graphs before and after a rewriting, and counts their operators. */
public final class GraphLab {
  private GraphLab() {}

  /** Operators of a model and how often each occurs. */
  public static Map<String, Integer> operators(byte[] model) throws MalformedGraphException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Node node : OnnxGraph.parse(model).nodes()) {
      counts.merge(node.operator(), 1, Integer::sum);
    }
    return counts;
  }

  /** The model after these passes; fails if there is none. */
  public static byte[] rewrite(byte[] model, RewritePass... passes) throws MalformedGraphException {
    return GraphRewriter.rewrite(model, List.of(passes)).orElseThrow();
  }

  /** Values of -1 to 1. */
  public static float[] noise(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  /** The first output for one input. */
  public static float[] run(byte[] model, float[] input, long... shape) throws OrtException {
    return run(OptLevel.ALL_OPT, model, input, shape);
  }

  /** The first output for one input, of the graph as the engine optimises it at this level. */
  public static float[] run(OptLevel level, byte[] model, float[] input, long... shape)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(level);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
          OrtSession.Result result =
              session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] output = new float[values.remaining()];
        values.get(output);
        return output;
      }
    }
  }

  /** The largest difference of two results. */
  public static double distance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new AssertionError(a.length + " values and " + b.length);
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      if (!(difference <= largest)) { // lets no NaN pass
        largest = difference;
      }
    }
    return largest;
  }
}
