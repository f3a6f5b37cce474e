package io.github.matting4j.graph.rewrite;

import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.util.Random;
import java.util.function.BiFunction;

/** Graphs of a few nodes from one input, {@code x}, to one output, {@code y}. */
public final class SmallGraphs {
  private SmallGraphs() {}

  /** A graph of this input. */
  public static GraphBuilder start(Dim... input) {
    GraphBuilder graph = new GraphBuilder("small");
    graph.input("x", ElementType.FLOAT, input);
    return graph;
  }

  /** The model that ends with this value. */
  public static byte[] finish(GraphBuilder graph, String last) {
    graph.rename(last, "y");
    graph.output("y", ElementType.FLOAT, Dim.of(1), Dim.named("c"), Dim.named("h"), Dim.named("w"));
    return graph.build().toBytes();
  }

  /** The model of an input and what is computed of it. */
  static byte[] model(BiFunction<GraphBuilder, String, String> body, Dim... input) {
    GraphBuilder graph = start(input);
    return finish(graph, body.apply(graph, "x"));
  }

  /** Adds a constant of normally distributed values. */
  static String weights(
      GraphBuilder graph, String name, Random random, float deviation, long... dims) {
    long count = 1;
    for (long dim : dims) {
      count *= dim;
    }
    return graph.tensor(name, gaussian(random, deviation, Math.toIntExact(count)), dims);
  }

  /** Normally distributed values. */
  public static float[] gaussian(Random random, float deviation, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * deviation;
    }
    return values;
  }
}
