package io.github.matting4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingTimeoutException.Stage;
import io.github.matting4j.model.ModelIdentity.GraphOrigin;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.onnx.cache.GraphCache;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.RunGate;
import io.github.matting4j.runtime.RunStop;
import io.github.matting4j.runtime.TimedOpening;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The only owner of native handles of ONNX Runtime. Misuse that crashes the JVM with the bare
 * engine (a session closed during a run, closed options, a closed tensor, an exit during the load)
 * cannot happen through it: handles never leave it, tensors live for one run, and closing waits.
 *
 * <p>Thread-safe; {@link #run} may be called by many threads at once, each with buffers of its own.
 */
public final class OnnxSession implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(OnnxSession.class.getPackageName());

  private final String name;
  private final String sha256;
  private final GraphOrigin origin;
  private final OrtSession session;
  private final DeviceSetup setup;
  private final int threads;
  private final String engine;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final List<String> warnings;
  private final RunGate gate;
  private final Duration closeTimeout;
  private volatile boolean stopping;
  private final Set<RunStop> running = ConcurrentHashMap.newKeySet();

  /** Takes the session over; on an exception it stays the caller's. */
  OnnxSession(
      ModelSource model,
      GraphOrigin origin,
      OrtSession session,
      DeviceSetup setup,
      OpenOptions options)
      throws OrtException {
    this.name = model.name();
    this.sha256 = model.sha256();
    this.origin = origin;
    this.session = session;
    this.setup = setup;
    this.threads = options.threads();
    this.closeTimeout = options.closeTimeout();
    this.engine = "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    this.inputs = TensorSpec.ofGraph(name, session.getInputInfo().values());
    this.outputs = TensorSpec.ofGraph(name, session.getOutputInfo().values());
    this.warnings = SessionOpening.warnings(model, session, setup);
    this.gate = new RunGate(name);
  }

  /**
   * Opens a file. External weights must be in its own folder.
   *
   * <p>On the CPU the graph may be rewritten into one that gives the same values up to 1e-5, and
   * what the engine makes of it is kept in {@code ~/.matting4j/cache} for the next time; the system
   * properties {@code matting4j.graph.rewrite} and {@code matting4j.graph.cache} turn either {@code
   * off}, and the latter may name another folder. A kept graph is used only if this user's key
   * signs it and the folder belongs to this user alone; {@link #origin} says what was opened.
   *
   * <p>{@link #sha256} is the hash of the bytes that the engine got, even if the file was replaced
   * since it was inspected. A kept graph is opened under the hash of the inspection.
   *
   * @throws ModelLoadException if it is not a model that the engine can run, or the engine's native
   *     library cannot be loaded, or that takes longer than {@link OpenOptions#openTimeout()}
   * @throws DeviceUnavailableException if the options require a device that does not work
   */
  public static OnnxSession open(ModelFile file, OpenOptions options) {
    return open(new ModelSource.InFile(file), options, GraphTuning.ofThisJvm());
  }

  /** Opens a model held in memory, called {@code name} in messages. Otherwise as {@link #open}. */
  public static OnnxSession open(String name, byte[] model, OpenOptions options) {
    return open(new ModelSource.InMemory(name, model), options, GraphTuning.ofThisJvm());
  }

  /**
   * Opens a model that is part of a jar, called {@code name} in messages. Otherwise as {@link
   * #open(String, byte[], OpenOptions)}.
   *
   * @param sha256 of its bytes, 64 hexadecimal digits in lower case
   * @param content reads its bytes and requires that they have this hash; not called where an
   *     optimised graph is kept
   */
  public static OnnxSession open(
      String name, String sha256, Supplier<byte[]> content, OpenOptions options) {
    return open(new ModelSource.InJar(name, sha256, content), options, GraphTuning.ofThisJvm());
  }

  /**
   * Inspects a file of weights, as {@link ModelFile#inspect} does. Where an earlier JVM has read it
   * and its size, its times and its number on the disk are the same, its hash is taken from a
   * record in {@code ~/.matting4j/cache} instead of reading the file again.
   *
   * @throws ModelLoadException as {@link ModelFile#inspect}
   */
  public static ModelFile inspect(Path file) {
    return GraphCache.ofThisJvm().inspect(file);
  }

  static OnnxSession open(ModelSource model, OpenOptions options, GraphTuning tuning) {
    return TimedOpening.open(
        model.name(), options.openTimeout(), () -> SessionOpening.open(model, options, tuning));
  }

  /** The graph's inputs, in its order. */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /** The graph's outputs, in its order. */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /** The device that this session uses. */
  public Device device() {
    return setup.device();
  }

  /** Threads of one run. */
  public int threads() {
    return threads;
  }

  /** Warnings about this session; usually empty. */
  public List<String> warnings() {
    return warnings;
  }

  /** SHA-256 of the model that was given to the engine, 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** Where the graph that runs came from. */
  public GraphOrigin origin() {
    return origin;
  }

  /** {@code "ONNX Runtime"} and its version. */
  public String engine() {
    return engine;
  }

  /** How long runs in progress may take to end when the session is closed. */
  Duration closeTimeout() {
    return closeTimeout;
  }

  /**
   * Runs the network once: reads {@code in}, writes {@code out}, both in place.
   *
   * @param in the shaped and filled input 0
   * @param out shaped as output 0 will be
   * @throws InferenceException if the engine refuses or fails
   * @throws MattingCancelledException if the thread is interrupted before or during the run
   * @throws IllegalStateException if the session is closed
   */
  public void run(TensorBuffer in, TensorBuffer out) {
    run(inputs.get(0).name(), in, outputs.get(0).name(), out);
  }

  /** As {@link #run(TensorBuffer, TensorBuffer)}, for an output other than the first. */
  public void run(String input, TensorBuffer in, String output, TensorBuffer out) {
    run(Map.of(input, in), Map.of(output, out));
  }

  /** As {@link #run(TensorBuffer, TensorBuffer)}, for several inputs or outputs, by name. */
  void run(Map<String, TensorBuffer> in, Map<String, TensorBuffer> out) {
    try (RunStop stop = RunStop.begin(RunControl.unlimited())) {
      run(in, out, stop);
    }
  }

  /** As {@link #run(TensorBuffer, TensorBuffer)}, within a run that may have to end early. */
  void run(TensorBuffer in, TensorBuffer out, RunStop stop) {
    run(inputs.get(0).name(), in, outputs.get(0).name(), out, stop);
  }

  /**
   * As {@link #run(String, TensorBuffer, String, TensorBuffer)}, within a run that may have to end
   * early.
   *
   * @throws io.github.matting4j.model.MattingTimeoutException if the run's time is over
   */
  public void run(String input, TensorBuffer in, String output, TensorBuffer out, RunStop stop) {
    run(Map.of(input, in), Map.of(output, out), stop);
  }

  /**
   * As {@link #run(Map, Map)}, within a run that may have to end early. An output whose shape was
   * left open gets the engine's, and a copy of its values.
   *
   * @throws io.github.matting4j.model.MattingTimeoutException if the run's time is over
   */
  void run(Map<String, TensorBuffer> in, Map<String, TensorBuffer> out, RunStop stop) {
    try (RunGate.Pass pass = gate.enter()) {
      running.add(stop);
      if (stopping) {
        stop.tripClosed();
      }
      try {
        stop.check(Stage.NETWORK);
        runInside(in, out, stop);
      } finally {
        running.remove(stop);
      }
    }
  }

  private void runInside(
      Map<String, TensorBuffer> in, Map<String, TensorBuffer> out, RunStop stop) {
    Map<String, TensorBuffer> shaped = new HashMap<>(out);
    shaped.values().removeIf(buffer -> !buffer.isShaped());
    Set<String> open = new HashSet<>(out.keySet());
    open.removeAll(shaped.keySet());
    try (OrtSession.RunOptions options = new OrtSession.RunOptions();
        Tensors from = new Tensors(in);
        Tensors to = new Tensors(shaped);
        RunStop.Reaction reaction = stop.react(() -> terminate(options));
        OrtSession.Result result = session.run(from.byName, open, to.byName, options)) {
      for (String name : open) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        Objects.requireNonNull(out.get(name))
            .fill(tensor.getInfo().getShape(), tensor.getByteBuffer());
      }
    } catch (OrtException | RuntimeException e) {
      if (stop.isStopped()) {
        throw stop.exception(Stage.NETWORK, e);
      }
      throw new InferenceException(name + " failed: " + e.getMessage(), e);
    }
  }

  /** Native tensors over buffers, for one run. */
  private static final class Tensors implements AutoCloseable {
    private final Map<String, OnnxTensor> byName = new HashMap<>();

    Tensors(Map<String, TensorBuffer> buffers) throws OrtException {
      try {
        for (Map.Entry<String, TensorBuffer> buffer : buffers.entrySet()) {
          byName.put(buffer.getKey(), tensor(buffer.getValue()));
        }
      } catch (OrtException | RuntimeException e) {
        close();
        throw e;
      }
    }

    private static OnnxTensor tensor(TensorBuffer buffer) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      long[] shape = buffer.shape();
      ByteBuffer bytes = buffer.bytes();
      return switch (buffer.type()) {
        case FLOAT -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
        case FLOAT16 ->
            OnnxTensor.createTensor(
                environment, bytes.asShortBuffer(), shape, OnnxJavaType.FLOAT16);
        case INT32 -> OnnxTensor.createTensor(environment, bytes.asIntBuffer(), shape);
        case INT64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), shape);
        default -> OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
      };
    }

    @Override
    public void close() {
      byName.values().forEach(OnnxTensor::close);
    }
  }

  private static void terminate(OrtSession.RunOptions options) {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "ONNX Runtime refuses to stop a run", e);
    }
  }

  /**
   * Waits for runs in progress and frees the session. Runs that take longer than {@link
   * OpenOptions#closeTimeout()} are stopped. Idempotent.
   */
  @Override
  public void close() {
    gate.close(closeTimeout, this::stopRuns, this::free);
  }

  private void stopRuns() {
    stopping = true;
    running.forEach(RunStop::tripClosed);
  }

  private void free() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceException("ONNX Runtime failed to close " + name, e);
    }
  }
}
