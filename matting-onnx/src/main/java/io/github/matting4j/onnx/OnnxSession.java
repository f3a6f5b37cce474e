package io.github.matting4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingHome;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.graph.Quantisation;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.NativeLoadException;
import io.github.matting4j.runtime.RunGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The only owner of native handles of ONNX Runtime. Misuse that kills the JVM in the raw engine (a
 * session closed during a run, closed options, a closed tensor, an exit during the load) cannot
 * happen through it: handles never leave it, tensors live for one run, and closing waits.
 *
 * <p>Thread-safe; {@link #run} may be called by many threads at once, each with buffers of its own.
 */
public final class OnnxSession implements AutoCloseable {
  private final String name;
  private final OrtSession session;
  private final DeviceSetup setup;
  private final int threads;
  private final String engine;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final List<String> warnings;
  private final RunGate gate;

  private OnnxSession(String name, OrtSession session, DeviceSetup setup, int threads)
      throws OrtException {
    this.name = name;
    this.session = session;
    this.setup = setup;
    this.threads = threads;
    this.engine = "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    this.inputs = specs(session.getInputInfo().values());
    this.outputs = specs(session.getOutputInfo().values());
    this.warnings = warnings(session, setup);
    this.gate = new RunGate(name);
  }

  /**
   * Opens a file. Weights that it keeps in other files must lie in its own folder.
   *
   * <p>On the CPU the graph may be rewritten into one that gives the same values up to 1e-5, and
   * what the engine makes of it is kept in {@code ~/.matting4j/cache} for the next time; the system
   * properties {@code matting4j.graph.rewrite} and {@code matting4j.graph.cache} turn either {@code
   * off}, and the latter may name another folder. Whoever can write to that folder can change
   * mattes: it is trusted as the model's own folder is.
   *
   * @throws ModelLoadException if it is no model that the engine can run, or the engine's native
   *     library cannot be loaded
   * @throws DeviceUnavailableException if the options demand a device that does not work
   */
  public static OnnxSession open(ModelFile file, OpenOptions options) {
    return open(new ModelSource.InFile(file), options, GraphTuning.ofThisJvm());
  }

  /** Opens a model held in memory, called {@code name} in messages. Otherwise as {@link #open}. */
  public static OnnxSession open(String name, byte[] model, OpenOptions options) {
    return open(new ModelSource.InMemory(name, model), options, GraphTuning.ofThisJvm());
  }

  static OnnxSession open(ModelSource model, OpenOptions options, GraphTuning tuning) {
    OrtEnvironment environment = startEngine();
    try {
      GraphTuning.Opener opener =
          (graph, level, optimised) ->
              ExitBarrier.during(
                  () -> create(environment, model.name(), options, graph, level, optimised));
      return ExitBarrier.during(() -> runsOnCpu(options))
          ? tuning.open(model, opener)
          : opener.open(model::open, OptLevel.ALL_OPT, Optional.empty());
    } catch (OrtException e) {
      throw new ModelLoadException(
          "ONNX Runtime cannot open " + model.name() + ": " + e.getMessage() + "; is it complete?",
          e);
    }
  }

  private static OrtEnvironment startEngine() {
    try {
      return EngineNatives.environment();
    } catch (IOException | LinkageError | IllegalStateException e) {
      throw nativeLibraryFailed(e);
    }
  }

  /** Whether the choice of the device ends at the CPU. */
  private static boolean runsOnCpu(OpenOptions options) throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      return DeviceSetup.apply(options.device(), settings).device().kind() == Device.Kind.CPU;
    }
  }

  private static OnnxSession create(
      OrtEnvironment environment,
      String name,
      OpenOptions options,
      GraphTuning.Graph graph,
      OptLevel level,
      Optional<Path> optimised)
      throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      configure(settings, options);
      settings.setOptimizationLevel(level);
      if (optimised.isPresent()) {
        settings.setOptimizedModelFilePath(optimised.get().toString());
      }
      DeviceSetup setup = DeviceSetup.apply(options.device(), settings);
      OrtSession session = graph.open(environment, settings);
      try {
        return new OnnxSession(name, session, setup, options.threads());
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    }
  }

  /** Everything explicit: the defaults differ between machines and containers. */
  private static void configure(OrtSession.SessionOptions settings, OpenOptions options)
      throws OrtException {
    settings.setIntraOpNumThreads(options.threads());
    settings.setInterOpNumThreads(1);
    settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    settings.addConfigEntry("session.intra_op.allow_spinning", "0");
    settings.addConfigEntry("session.inter_op.allow_spinning", "0");
    settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors are thrown
  }

  private static ModelLoadException nativeLibraryFailed(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String remedy =
        e instanceof NativeLoadException
            ? "set the system property "
                + MattingHome.PROPERTY
                + " (or the environment variable "
                + MattingHome.VARIABLE
                + ") to a folder that can be written, allows execution and has 30 MB free"
            : "the platform must be Linux or Windows x86-64, Linux ARM64 or macOS ARM64";
    return new ModelLoadException(
        "the native library of ONNX Runtime cannot be loaded: "
            + (e instanceof IOException ? e.getMessage() : root)
            + "; "
            + remedy,
        e);
  }

  private static List<String> warnings(OrtSession session, DeviceSetup setup) throws OrtException {
    List<String> warnings = new ArrayList<>(setup.warnings());
    session
        .getMetadata()
        .getCustomMetadataValue(Quantisation.METADATA)
        .ifPresent(note -> warnings.add("the weights have 8 bits (" + note + ")"));
    return List.copyOf(warnings);
  }

  private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> dims = new ArrayList<>();
        for (long dim : tensor.getShape()) {
          dims.add(dim);
        }
        specs.add(new TensorSpec(node.getName(), type(tensor.type), dims));
      } else {
        specs.add(new TensorSpec(node.getName(), TensorSpec.ElementType.OTHER, List.of()));
      }
    }
    return List.copyOf(specs);
  }

  private static TensorSpec.ElementType type(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> TensorSpec.ElementType.FLOAT;
      case UINT8 -> TensorSpec.ElementType.UINT8;
      default -> TensorSpec.ElementType.OTHER;
    };
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

  /** What a user should know of this session; mostly empty. */
  public List<String> warnings() {
    return warnings;
  }

  /** {@code "ONNX Runtime"} and its version. */
  public String engine() {
    return engine;
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
    try (RunGate.Pass pass = gate.enter()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new MattingCancelledException("interrupted before the network ran");
      }
      runInside(input, in, output, out);
    }
  }

  private void runInside(String input, TensorBuffer in, String output, TensorBuffer out) {
    boolean stopped = false;
    try (OrtSession.RunOptions options = new OrtSession.RunOptions();
        OnnxTensor from = tensor(in);
        OnnxTensor to = tensor(out)) {
      InterruptWatch.Watch watch = InterruptWatch.over(options);
      try (OrtSession.Result result =
          session.run(Map.of(input, from), Set.of(), Map.of(output, to), options)) {
        return;
      } finally {
        watch.close();
        stopped = watch.stopped();
      }
    } catch (OrtException e) {
      if (stopped) {
        throw new MattingCancelledException("interrupted while the network ran", e);
      }
      throw new InferenceException(name + " failed: " + e.getMessage(), e);
    }
  }

  private static OnnxTensor tensor(TensorBuffer buffer) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    return buffer.type() == TensorSpec.ElementType.FLOAT
        ? OnnxTensor.createTensor(environment, buffer.floats(), buffer.shape())
        : OnnxTensor.createTensor(environment, buffer.bytes(), buffer.shape(), OnnxJavaType.UINT8);
  }

  /** Waits for runs in progress and frees the session. Idempotent. */
  @Override
  public void close() {
    gate.closeThen(this::free);
  }

  private void free() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceException("ONNX Runtime failed to close " + name, e);
    }
  }
}
