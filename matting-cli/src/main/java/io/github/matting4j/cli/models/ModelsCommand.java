package io.github.matting4j.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Terminal;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code matting models}: which there are; its subcommands install and remove them. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      ShowModelCommand.class,
      AddModelCommand.class,
      FindModelsCommand.class,
      InstallModelsCommand.class,
      VerifyModelsCommand.class,
      RemoveModelsCommand.class
    },
    description = {
      "Lists the models and whether each is ready; installs and removes them, and adds networks of"
          + " your own.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting models                           which there are, which are ready",
      "  matting models show pp-mattingv2-512     licence, address, what is installed",
      "  matting models install ID --accept-licence ID  fetches and converts it",
      "  matting models add studio-net.onnx       a network of your own, with a recipe",
      "  matting models find                      networks that other tools have here",
      "  matting models verify                    compares all with their records",
      "  matting models --json                    one JSON object a line, for scripts"
    })
public final class ModelsCommand implements Callable<Integer> {
  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(names = "--json", description = "Prints one JSON object per line.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OpenOptions options = folder.applyTo(OpenOptions.forLatency());
    List<ModelStatus> models = MattingModels.discovered().list(options);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      for (ModelStatus model : models) {
        JsonLines.print(out, generator -> write(generator, model));
      }
    } else {
      print(out, models, options);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(PrintWriter out, List<ModelStatus> models, OpenOptions options) {
    out.println("Model folder: " + Printable.line(options.modelFolder().toString()));
    out.println();
    ModelTable.lines(models, Terminal.width()).forEach(out::println);
    out.println();
    out.println("'matting models install ID' makes one ready; 'matting models show ID' says more;");
    out.println("'matting models add FILE.onnx' adds a network of your own.");
  }

  private static void write(JsonGenerator json, ModelStatus model) throws IOException {
    json.writeStringField("id", model.id());
    json.writeBooleanField("ready", model.availability().isReady());
    json.writeStringField("state", ModelStates.sentence(model.availability()));
    json.writeStringField("remedy", ModelStates.remedy(model.availability()));
    if (model.descriptor().isPresent()) {
      ModelDescriptor d = model.descriptor().get();
      json.writeStringField("title", d.title());
      json.writeStringField("licence", d.licence().name());
      json.writeStringField("licenceUrl", d.licence().url());
      json.writeStringField("commercialUse", d.licence().commercialUse().name());
      json.writeStringField("source", d.source());
    }
  }
}
