package io.github.matting4j.cli.models;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.OwnNetworks;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.store.InstalledModel;
import io.github.matting4j.store.ModelInstallException;
import io.github.matting4j.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting models verify}: compares weights with their records. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Reads the weights of installed and added models and compares them with what was installed"
          + " or added.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting models verify                    all that are installed or added",
      "  matting models verify pp-mattingv2-512",
      "",
      "Exit status: 0 all as installed, 1 not installed, 4 one differs."
    })
public final class VerifyModelsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Default: all that are installed or added.")
  private List<String> ids = List.of();

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    Path models = folder.applyTo(OpenOptions.forLatency()).modelFolder();
    ModelStore store = ModelStore.at(models);
    OwnNetworks own = OwnNetworks.at(models);
    List<String> chosen =
        ids.isEmpty()
            ? Stream.concat(
                    store.installable().stream().map(ModelDescriptor::id).filter(store::hasRecord),
                    own.list().stream().map(recipe -> recipe.network().descriptor().id()))
                .distinct()
                .toList()
            : ids;
    if (chosen.isEmpty()) {
      Output.line(commandLine.getOut(), "no model is installed; nothing to compare");
    }
    int exit = ExitCode.OK;
    for (String id : chosen) {
      try {
        if (own.recipeFile(id).isPresent()) {
          Output.line(commandLine.getOut(), Printable.line(added(own, id)));
          continue;
        }
        InstalledModel installed = store.verify(id);
        Output.line(
            commandLine.getOut(),
            id + ": as installed (" + installed.bytes() + " bytes, " + installed.sha256() + ")");
        installed
            .remark()
            .ifPresent(remark -> Output.line(commandLine.getOut(), "  " + Printable.line(remark)));
      } catch (IllegalArgumentException e) {
        throw Usage.refused(commandLine, e);
      } catch (ModelLoadException e) {
        Trouble.print(e, commandLine.getErr(), Verbosity.isVerbose(commandLine.getCommandSpec()));
        exit = Math.max(exit, ExitCode.HASH);
      } catch (ModelInstallException e) {
        int status =
            Trouble.print(
                e, commandLine.getErr(), Verbosity.isVerbose(commandLine.getCommandSpec()));
        exit = Math.max(exit, status);
      }
    }
    return exit;
  }

  private static String added(OwnNetworks own, String id) {
    String found = own.verify(id);
    boolean stated = own.find(id).flatMap(RecipeFile::sha256).isPresent();
    return id
        + (stated ? ": as added (" : ": its recipe states no hash; the weights have (")
        + found
        + ")";
  }
}
