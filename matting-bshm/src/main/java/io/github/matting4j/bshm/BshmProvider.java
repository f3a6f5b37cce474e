package io.github.matting4j.bshm;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
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
 * BSHM from a file of the user: {@code .pb}, the frozen graph as published, on TensorFlow 1.15;
 * {@code .onnx}, its conversion, on ONNX Runtime. No weights come with the library.
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
    return engineMissing(found.get())
        .<Availability>map(
            reason -> new Availability.Missing("no engine for " + found.get(), reason))
        .orElse(file);
  }

  private static Optional<String> engineMissing(Path file) {
    return switch (Kind.of(file)) {
      case FROZEN_GRAPH -> TensorFlowJars.missing();
      case ONNX ->
          ONNX_CLASSES.stream().allMatch(BshmProvider::isOnClassPath)
              ? Optional.empty()
              : Optional.of("add matting-onnx and onnxruntime to the class path");
      case OTHER -> Optional.of("a frozen graph must end in .pb, a conversion in .onnx");
    };
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
    ModelFile file = ModelFile.inspect(path);
    engineMissing(path)
        .ifPresent(
            reason -> {
              throw new ModelLoadException("no engine for " + path + ": " + reason);
            });
    BshmEngine engine =
        Kind.of(path) == Kind.ONNX
            ? OnnxEngine.open(file, options, settings.output())
            : TensorFlowEngine.open(file, GraphSignature.BSHM, options, settings);
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
