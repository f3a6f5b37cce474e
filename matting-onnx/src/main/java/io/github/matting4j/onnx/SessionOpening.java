package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.model.ModelIdentity.GraphOrigin;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.cpu.Processor;
import io.github.matting4j.runtime.NativeLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens sessions: starts the engine, applies the device and the explicit settings, and lets {@link
 * GraphTuning} choose the graph. Stateless.
 */
final class SessionOpening {
  private static final System.Logger LOGGER =
      System.getLogger(SessionOpening.class.getPackageName());

  private SessionOpening() {}

  /** Opens a model within the calling thread, whatever that takes. */
  static OnnxSession open(ModelSource model, OpenOptions options, GraphTuning tuning) {
    ExitGuard.refuseWhileShuttingDown();
    OrtEnvironment environment = startEngine();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      DeviceSetup setup = DeviceSetup.apply(options.device(), settings);
      GraphTuning.Opener opener =
          (source, graph, origin, level, optimised) ->
              ExitGuard.during(
                  () ->
                      create(environment, source, options, setup, graph, origin, level, optimised));
      if (setup.device().kind() == Device.Kind.CPU) {
        return tuning.open(model, opener);
      }
      ModelSource pinned = model.pinned();
      return ExitGuard.during(
          () -> {
            configure(settings, options, OptLevel.ALL_OPT);
            return create(
                environment, pinned, options, setup, pinned::open, GraphOrigin.FILE, settings);
          });
    } catch (OrtException | IllegalStateException e) {
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

  /** Creates a session on the CPU. */
  private static OnnxSession create(
      OrtEnvironment environment,
      ModelSource model,
      OpenOptions options,
      DeviceSetup setup,
      GraphTuning.Graph graph,
      GraphOrigin origin,
      OptLevel level,
      Optional<Path> optimised)
      throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      configure(settings, options, level);
      if (optimised.isPresent()) {
        settings.setOptimizedModelFilePath(optimised.get().toString());
      }
      return create(environment, model, options, setup, graph, origin, settings);
    }
  }

  private static OnnxSession create(
      OrtEnvironment environment,
      ModelSource model,
      OpenOptions options,
      DeviceSetup setup,
      GraphTuning.Graph graph,
      GraphOrigin origin,
      OrtSession.SessionOptions settings)
      throws OrtException {
    OrtSession session = graph.open(environment, settings);
    try {
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "opened {0} on {1}: {2}",
          model.name(),
          setup.device(),
          origin);
      return new OnnxSession(model, origin, session, setup, options);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Sets everything explicitly, because the defaults differ between machines and containers. */
  private static void configure(
      OrtSession.SessionOptions settings, OpenOptions options, OptLevel level) throws OrtException {
    settings.setOptimizationLevel(level);
    settings.setIntraOpNumThreads(options.threads());
    settings.setInterOpNumThreads(1);
    settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    settings.addConfigEntry("session.intra_op.allow_spinning", "0");
    settings.addConfigEntry("session.inter_op.allow_spinning", "0");
    settings.setSessionLogLevel(EngineLog.level());
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

  /** Warnings about a session; usually empty. */
  static List<String> warnings(ModelSource model, OrtSession session, DeviceSetup setup)
      throws OrtException {
    List<String> warnings = new ArrayList<>(setup.warnings());
    if (model.hasExternalData()) {
      warnings.add(
          model.name() + " keeps weights in other files, which its SHA-256 does not cover");
    }
    Map<String, String> metadata = session.getMetadata().getCustomMetadata();
    List<String> noted = QuantisedWeights.warnings(metadata, Processor.ofThisMachine());
    boolean isKnown = !noted.isEmpty() || metadata.containsKey(QuantisedWeights.INTEGER_NODES);
    warnings.addAll(isKnown ? noted : ofGraph(model));
    return List.copyOf(warnings);
  }

  /** About the graph of a file that is small enough to be read; none if it cannot be. */
  private static List<String> ofGraph(ModelSource model) {
    if (model.size() > ModelSource.MAX_IN_MEMORY) {
      return List.of();
    }
    try {
      return QuantisedWeights.warnings(
          QuantisedWeights.integerNodes(OnnxGraph.parse(model.bytes())), Processor.ofThisMachine());
    } catch (IOException | MalformedGraphException e) {
      return List.of(); // the engine read it
    }
  }
}
