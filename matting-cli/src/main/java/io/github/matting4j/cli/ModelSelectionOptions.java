package io.github.matting4j.cli;

import io.github.matting4j.ModelRegistry;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.DeviceChoice;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which model to open, from where and on what. */
final class ModelSelectionOptions {
  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "Model to use; 'matting models' lists them. Default: the best one installed.")
  private @Nullable String model;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      description = "Weights of --model, instead of looking in the model folder.")
  private @Nullable Path modelFile;

  @Option(
      names = "--model-folder",
      paramLabel = "DIR",
      description =
          "Where weights are looked for. Default: $$MATTING_MODELS, else ~/.matting4j/models.")
  private @Nullable Path modelFolder;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "cpu, cuda, cuda:1, tensorrt, coreml, directml. Fails if it does not work. Default: an"
              + " NVIDIA GPU if the GPU build is there, else the CPU.")
  private @Nullable String device;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
  private @Nullable Integer threads;

  /** The options as the library takes them. */
  OpenOptions openOptions() {
    if (modelFile != null && model == null) {
      throw new IllegalArgumentException("--model-file needs --model to say what the file is");
    }
    OpenOptions options = OpenOptions.forLatency();
    String folder = System.getenv("MATTING_MODELS");
    if (modelFolder != null) {
      options = options.modelFolder(modelFolder);
    } else if (folder != null && !folder.isBlank()) {
      options = options.modelFolder(Path.of(folder));
    }
    options = modelFile == null ? options : options.modelFile(modelFile);
    options = threads == null ? options : options.threads(threads);
    return device == null ? options : options.device(DeviceChoice.demand(Device.parse(device)));
  }

  /** Opens the model asked for, or the best one installed. */
  MattingModel open() {
    ModelRegistry registry = ModelRegistry.discovered();
    return Optional.ofNullable(model)
        .map(id -> registry.open(id, openOptions()))
        .orElseGet(() -> registry.openFirst(openOptions()));
  }
}
