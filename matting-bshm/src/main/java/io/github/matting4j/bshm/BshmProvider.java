package io.github.matting4j.bshm;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import io.github.matting4j.runtime.PooledModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * BSHM from a file of the user: {@code .pb}, the frozen graph as published, on TensorFlow 1.15 or,
 * where that cannot be, converted and on ONNX Runtime ({@link BshmOptions.Engine}); {@code .onnx},
 * a conversion made elsewhere, on ONNX Runtime. No weights come with the library.
 *
 * <p>A frozen graph is a program: open only one from a source you trust. Thread-safe.
 */
public final class BshmProvider implements MattingModelProvider {
  private static final List<String> ONNX_CLASSES =
      List.of("io/github/matting4j/onnx/OnnxSession.class", "ai/onnxruntime/OrtSession.class");

  private final BshmOptions settings;

  /** With {@link BshmOptions#standard}; for {@link java.util.ServiceLoader}. */
  public BshmProvider() {
    this(BshmOptions.standard());
  }

  /** With other options, for {@code MattingModels.of}. */
  public BshmProvider(BshmOptions settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  @Override
  public List<ModelDescriptor> descriptors() {
    return Arrays.stream(BshmVariant.values()).map(BshmVariant::descriptor).toList();
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    BshmVariant variant = BshmVariant.of(id);
    Optional<Path> found = ModelLocator.find(variant.descriptor(), options);
    if (found.isEmpty()) {
      return new Availability.Missing("no weights in " + options.modelFolder(), variant.remedy());
    }
    Availability file = ModelLocator.probe(variant.descriptor(), options);
    if (!file.isReady()) {
      return file;
    }
    Optional<String> reason = engineMissing(found.get());
    if (reason.isPresent()) {
      return new Availability.Missing("no engine for " + found.get(), reason.get());
    }
    return Kind.of(found.get()) == Kind.FROZEN_GRAPH && converts(options)
        ? new Availability.Ready(
            found.get() + ", converted to ONNX, " + comparison(), Engine.ONNX_RUNTIME)
        : file;
  }

  private static String comparison() {
    return TensorFlowJars.missing().isEmpty()
        ? "compared with TensorFlow 1.15 first"
        : "not compared with TensorFlow 1.15";
  }

  /** Whether a frozen graph will be converted, as far as can be known without native code. */
  private boolean converts(OpenOptions options) {
    return switch (settings.engine()) {
      case TENSORFLOW -> false;
      case ONNX_RUNTIME -> true;
      case AUTOMATIC ->
          hasOnnxRuntime() && (TensorFlowJars.missing().isPresent() || wantsOtherGpu(options));
    };
  }

  /** A GPU is asked for, and TensorFlow's build has no support for any. */
  private static boolean wantsOtherGpu(OpenOptions options) {
    return options.device().device().filter(d -> d.kind() == Device.Kind.CUDA).isPresent()
        && !TensorFlowJars.hasCuda();
  }

  private static boolean hasOnnxRuntime() {
    return ONNX_CLASSES.stream().allMatch(BshmProvider::isOnClassPath);
  }

  private Optional<String> engineMissing(Path file) {
    return switch (Kind.of(file)) {
      case FROZEN_GRAPH ->
          switch (settings.engine()) {
            case TENSORFLOW -> TensorFlowJars.missing();
            case ONNX_RUNTIME -> onnxRuntimeMissing();
            case AUTOMATIC -> hasOnnxRuntime() ? Optional.empty() : TensorFlowJars.missing();
          };
      case ONNX -> onnxRuntimeMissing();
      case OTHER -> Optional.of("a frozen graph must end in .pb, a conversion in .onnx");
    };
  }

  private static Optional<String> onnxRuntimeMissing() {
    return hasOnnxRuntime()
        ? Optional.empty()
        : Optional.of("add matting-onnx and onnxruntime to the class path");
  }

  private static boolean isOnClassPath(String resource) {
    return BshmProvider.class.getClassLoader().getResource(resource) != null;
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    BshmVariant variant = BshmVariant.of(id);
    Path path =
        ModelLocator.find(variant.descriptor(), options)
            .orElseThrow(
                () ->
                    new ModelLoadException(
                        id + ": no weights in " + options.modelFolder() + "; " + variant.remedy()));
    ModelFile file = hasOnnxRuntime() ? OnnxSession.inspect(path) : ModelFile.inspect(path);
    engineMissing(path)
        .ifPresent(
            reason -> {
              throw new ModelLoadException("no engine for " + path + ": " + reason);
            });
    BshmEngine engine =
        Kind.of(path) == Kind.ONNX
            ? OnnxEngine.open(file, options, settings.output())
            : frozenGraph(file, options);
    try {
      return new PooledModel<>(
          new BshmModel(variant.descriptor(), engine, settings, options),
          options.callers(),
          options.closeTimeout());
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private BshmEngine frozenGraph(ModelFile file, OpenOptions options) {
    boolean converts =
        converts(options)
            || (settings.engine() == BshmOptions.Engine.AUTOMATIC
                && hasOnnxRuntime()
                && TensorFlowLibrary.unavailable(settings.nativeFolder()).isPresent());
    return converts
        ? ConvertedGraph.open(file, options, settings)
        : TensorFlowEngine.open(file, GraphSignature.BSHM, options, settings);
  }

  /** The kind of a file, by its extension. */
  private enum Kind {
    FROZEN_GRAPH,
    ONNX,
    OTHER;

    static Kind of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".pb") ? FROZEN_GRAPH : name.endsWith(".onnx") ? ONNX : OTHER;
    }
  }
}
