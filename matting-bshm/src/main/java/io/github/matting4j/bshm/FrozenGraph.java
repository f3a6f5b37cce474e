package io.github.matting4j.bshm;

import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.ModelLoadException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * The only owner of native handles of TensorFlow: a graph and its session, opened in this order and
 * closed in reverse, because closing a graph waits for its sessions without a time limit.
 *
 * <p>Thread-safe. The caller of {@code close} ensures that no run is in progress: closing a busy
 * session may never return.
 */
final class FrozenGraph implements AutoCloseable {
  /** {@code RunOptions} that request the trace of a run, which names the device of each node. */
  private static final byte[] TRACE = {0x08, 0x01};

  private final String name;
  private final Graph graph;
  private final Session session;
  private boolean closed;

  private FrozenGraph(String name, Graph graph, Session session) {
    this.name = name;
    this.graph = graph;
    this.session = session;
  }

  /**
   * Imports a graph, whose bytes may be dropped afterwards, and opens a session.
   *
   * @param name for messages
   * @throws ModelLoadException if TensorFlow refuses the graph
   */
  static FrozenGraph open(String name, byte[] definition, byte[] config) {
    Graph graph = new Graph();
    try {
      graph.importGraphDef(definition);
      return new FrozenGraph(name, graph, new Session(graph, config));
    } catch (RuntimeException e) {
      graph.close();
      throw new ModelLoadException(
          "TensorFlow 1.15 cannot open " + name + ": " + e.getMessage() + "; is it complete?", e);
    }
  }

  /** The first output of a node, if there is such a node with an output. */
  Optional<Output<?>> output(String node) {
    Operation operation = graph.operation(node);
    return operation == null || operation.numOutputs() == 0
        ? Optional.empty()
        : Optional.of(operation.output(0));
  }

  /**
   * Runs the graph once.
   *
   * @param read looks at the results, which are freed when it returns
   * @throws InferenceException if TensorFlow refuses or fails
   */
  <R> R run(
      String input, Tensor<?> value, List<String> outputs, Function<List<Tensor<?>>, R> read) {
    List<Tensor<?>> results;
    try {
      results = runner(input, value, outputs).run();
    } catch (RuntimeException e) { // TensorFlow's exceptions, also for a wrong type or shape
      throw new InferenceException(name + " failed: " + e.getMessage(), e);
    }
    try {
      return read.apply(results);
    } finally {
      results.forEach(Tensor::close);
    }
  }

  /** Runs once for the trace alone: names of devices and nodes in binary form. */
  byte[] trace(String input, Tensor<?> value, List<String> outputs) {
    try {
      Session.Run run = runner(input, value, outputs).setOptions(TRACE).runAndFetchMetadata();
      run.outputs.forEach(Tensor::close);
      return run.metadata;
    } catch (RuntimeException e) {
      throw new InferenceException(name + " failed: " + e.getMessage(), e);
    }
  }

  private Session.Runner runner(String input, Tensor<?> value, List<String> outputs) {
    Session.Runner runner = session.runner().feed(input, value);
    outputs.forEach(runner::fetch);
    return runner;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      session.close();
      graph.close();
    }
  }
}
