package io.github.matting4j.cli.models;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.store.ModelStore;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting models remove}: deletes what was installed. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Deletes installed models, and what is left of an installation that was not completed. Files"
          + " that you put into the model folder yourself stay.",
      ""
    },
    footer = {"", "Examples:", "  matting models remove pp-mattingv2-512"})
public final class RemoveModelsCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "The models to remove.")
  private List<String> ids = List.of();

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    ModelStore store = ModelStore.at(folder.applyTo(OpenOptions.forLatency()).modelFolder());
    for (String id : ids) {
      try {
        store.remove(id);
      } catch (IllegalArgumentException e) {
        throw Usage.refused(commandLine, e);
      }
      Output.line(commandLine.getOut(), id + ": removed");
    }
    return ExitCode.OK;
  }
}
