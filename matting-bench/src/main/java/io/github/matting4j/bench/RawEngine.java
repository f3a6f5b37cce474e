package io.github.matting4j.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime and nothing around it, as fast as its Java API goes: one thread, tensors over direct
 * buffers made once, the output pinned. What the library is compared with. Not thread-safe.
 */
final class RawEngine implements AutoCloseable {
  private final OrtSession session;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final FloatBuffer alpha;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  /** Opens a graph of fixed sizes with one input and one output, and fills the input with noise. */
  RawEngine(Path graph) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(graph.toString(), options);
    }
    var in = session.getInputInfo().entrySet().iterator().next();
    var out = session.getOutputInfo().entrySet().iterator().next();
    long[] inShape = ((TensorInfo) in.getValue().getInfo()).getShape();
    long[] outShape = ((TensorInfo) out.getValue().getInfo()).getShape();
    FloatBuffer pixels = floats(inShape);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (((i * 2654435761L) >>> 24) & 0xFF) / 127.5f - 1);
    }
    alpha = floats(outShape);
    input = OnnxTensor.createTensor(environment, pixels, inShape);
    output = OnnxTensor.createTensor(environment, alpha, outShape);
    inputs = Map.of(in.getKey(), input);
    outputs = Map.of(out.getKey(), output);
  }

  private static FloatBuffer floats(long[] shape) {
    int count = 1;
    for (long side : shape) {
      count = Math.multiplyExact(count, Math.toIntExact(side));
    }
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Runs the network once and returns its first alpha. */
  float run() throws OrtException {
    try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
      return alpha.get(0);
    }
  }

  @Override
  public void close() throws OrtException {
    input.close();
    output.close();
    session.close();
  }
}
