package io.github.matting4j.cli.options;

import io.github.matting4j.model.OpenOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where weights lie. */
public final class ModelFolderOption {
  @Option(
      names = "--model-folder",
      paramLabel = "DIR",
      description =
          "Where weights are looked for. Default: $$MATTING_MODELS, else ~/.matting4j/models.")
  private @Nullable Path modelFolder;

  public OpenOptions applyTo(OpenOptions options) {
    if (modelFolder != null) {
      return options.modelFolder(modelFolder);
    }
    String folder = System.getenv("MATTING_MODELS");
    return folder == null || folder.isBlank() ? options : options.modelFolder(Path.of(folder));
  }
}
