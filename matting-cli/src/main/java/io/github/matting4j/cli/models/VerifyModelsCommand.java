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
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.store.InstalledModel;
import io.github.matting4j.store.ModelInstallException;
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

/** {@code matting models verify}: compares weights with their records. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Reads the weights of installed models and compares them with what was installed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting models verify                    all that are installed",
      "  matting models verify pp-mattingv2-512",
      "",
      "Exit status: 0 all as installed, 1 not installed, 4 one differs."
    })
public final class VerifyModelsCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "ID", description = "Default: all that are installed.")
  private List<String> ids = List.of();

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    ModelStore store = ModelStore.at(folder.applyTo(OpenOptions.forLatency()).modelFolder());
    List<String> chosen =
        ids.isEmpty()
            ? store.installable().stream()
                .map(ModelDescriptor::id)
                .filter(store::hasRecord)
                .toList()
            : ids;
    if (chosen.isEmpty()) {
      Output.line(commandLine.getOut(), "no model is installed; nothing to compare");
    }
    int exit = ExitCode.OK;
    for (String id : chosen) {
      try {
        InstalledModel installed = store.verify(id);
        Output.line(
            commandLine.getOut(),
            id + ": as installed (" + installed.bytes() + " bytes, " + installed.sha256() + ")");
        installed
            .remark()
            .ifPresent(remark -> Output.line(commandLine.getOut(), "  " + Printable.line(remark)));
      } catch (IllegalArgumentException e) {
        throw Usage.refused(commandLine, e);
      } catch (ModelInstallException e) {
        int status =
            Trouble.print(
                e, commandLine.getErr(), Verbosity.isVerbose(commandLine.getCommandSpec()));
        exit = Math.max(exit, status);
      }
    }
    return exit;
  }
}
