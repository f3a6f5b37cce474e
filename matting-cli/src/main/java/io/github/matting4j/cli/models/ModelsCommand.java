package io.github.matting4j.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code matting models}: what there is, and how to get what is missing. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {"Lists the models, whether each can be used here, and how to get it.", ""},
    footer = {
      "",
      "Examples:",
      "  matting models                         those in the usual folder, or built in",
      "  matting models --model-folder weights  those in another folder",
      "  matting models --json                  one JSON object a line, for programs"
    })
public final class ModelsCommand implements Callable<Integer> {
  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(names = "--json", description = "Prints one JSON object a line.")
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
    out.println("Model folder: " + options.modelFolder());
    for (ModelStatus model : models) {
      out.println();
      out.printf(Locale.ROOT, "%-20s %s%n", model.id(), headline(model.availability()));
      model.descriptor().ifPresent(d -> describe(out, d));
      String remedy = remedy(model.availability());
      if (!remedy.isEmpty()) {
        out.println("    how to get it: " + remedy);
      }
    }
  }

  private static void describe(PrintWriter out, ModelDescriptor d) {
    out.println("    " + d.title() + ". " + d.summary());
    out.println(
        "    licence: "
            + d.licence().name()
            + ", commercial use "
            + d.licence().commercialUse().name().toLowerCase(Locale.ROOT)
            + "; "
            + d.licence().url());
  }

  private static String headline(Availability availability) {
    if (availability instanceof Availability.Ready ready) {
      return "ready (" + ready.where() + ")";
    }
    return availability instanceof Availability.Missing missing
        ? "missing: " + missing.what()
        : "broken: " + ((Availability.Broken) availability).what();
  }

  private static String remedy(Availability availability) {
    if (availability instanceof Availability.Missing missing) {
      return missing.remedy();
    }
    return availability instanceof Availability.Broken broken ? broken.remedy() : "";
  }

  private static void write(JsonGenerator json, ModelStatus model) throws IOException {
    json.writeStringField("id", model.id());
    json.writeBooleanField("ready", model.availability().isReady());
    json.writeStringField("state", headline(model.availability()));
    json.writeStringField("remedy", remedy(model.availability()));
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
