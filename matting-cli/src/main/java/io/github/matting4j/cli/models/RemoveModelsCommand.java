package io.github.matting4j.cli.models;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.OwnNetworks;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.store.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
      "Deletes installed models, what is left of an installation that was not completed, and the"
          + " recipes and copies that 'models add' made. Linked files, and files that you put into"
          + " the model folder yourself, stay.",
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
    Path models = folder.applyTo(OpenOptions.forLatency()).modelFolder();
    ModelStore store = ModelStore.at(models);
    OwnNetworks own = OwnNetworks.at(models);
    PrintWriter out = Verbosity.reports(commandLine.getCommandSpec(), commandLine.getOut());
    for (String id : ids) {
      try {
        if (own.recipeFile(id).isPresent()) {
          Output.line(out, removed(own, id));
        } else {
          store.remove(id);
          Output.line(out, id + ": removed");
        }
      } catch (IllegalArgumentException e) {
        throw Usage.refused(commandLine, e);
      }
    }
    return ExitCode.OK;
  }

  private static String removed(OwnNetworks own, String id) throws IOException {
    Optional<Path> weights = own.find(id).map(RecipeFile::weights);
    boolean deleted = own.remove(id);
    return id
        + ": removed"
        + weights
            .filter(file -> !deleted && Files.exists(file))
            .map(file -> "; its weights stay at " + Printable.line(file.toString()))
            .orElse("");
  }
}
