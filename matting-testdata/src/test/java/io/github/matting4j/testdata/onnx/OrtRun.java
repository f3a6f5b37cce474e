package io.github.matting4j.testdata.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** One session of ONNX Runtime with one float input and one float output. */
public final class OrtRun implements AutoCloseable {

  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession.SessionOptions options;
  private final OrtSession session;

  private OrtRun(OrtSession.SessionOptions options, OrtSession session) {
    this.options = options;
    this.session = session;
  }

  /** Opens a model file. */
  public static OrtRun open(Path file) throws OrtException {
    OrtSession.SessionOptions options = options();
    return new OrtRun(options, ENVIRONMENT.createSession(file.toString(), options));
  }

  /** Opens a model in memory. */
  public static OrtRun open(OnnxModel model) throws OrtException {
    OrtSession.SessionOptions options = options();
    return new OrtRun(options, ENVIRONMENT.createSession(model.toBytes(), options));
  }

  /** Opens a model in memory and runs its nodes one by one as they are written. */
  public static OrtRun openUnoptimized(OnnxModel model) throws OrtException {
    OrtSession.SessionOptions options = options();
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
    return new OrtRun(options, ENVIRONMENT.createSession(model.toBytes(), options));
  }

  public OrtSession session() {
    return session;
  }

  /** Runs on {@code values} of the given shape. */
  public Result run(float[] values, long... shape) throws OrtException {
    String input = session.getInputNames().iterator().next();
    try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      OnnxTensor first = (OnnxTensor) result.get(0);
      float[] out = new float[first.getFloatBuffer().remaining()];
      first.getFloatBuffer().get(out);
      return new Result(out, ((TensorInfo) first.getInfo()).getShape());
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(2);
    options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  /** What a run gave. */
  public record Result(float[] values, long[] shape) {

    public double mean() {
      double sum = 0;
      for (float v : values) {
        sum += v;
      }
      return sum / values.length;
    }

    public double deviation() {
      double mean = mean();
      double sum = 0;
      for (float v : values) {
        sum += (v - mean) * (v - mean);
      }
      return Math.sqrt(sum / values.length);
    }
  }
}
