package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.source.Download;
import io.github.matting4j.networks.OwnNetworks;
import io.github.matting4j.networks.known.KnownNetworks;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.store.InstalledModel;
import io.github.matting4j.store.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting models show}: everything about one model. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {"Shows licence, addresses, state and recipe of a model.", ""},
    footer = {"", "Examples:", "  matting models show pp-mattingv2-512"})
public final class ShowModelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The model; 'matting models' lists them.")
  private String id = "";

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    OpenOptions options = folder.applyTo(OpenOptions.forLatency());
    List<ModelStatus> models = MattingModels.discovered().list(options);
    ModelStatus model =
        models.stream()
            .filter(m -> m.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        commandLine,
                        "there is no model '"
                            + id
                            + "'; known models: "
                            + String.join(", ", models.stream().map(ModelStatus::id).toList())));
    PrintWriter out = commandLine.getOut();
    out.println(id + ": " + Printable.line(ModelStates.sentence(model.availability())));
    String remedy = ModelStates.remedy(model.availability());
    if (!remedy.isEmpty()) {
      out.println("  to get it ready: " + Printable.line(remedy));
    }
    model.descriptor().ifPresent(d -> describe(out, d, model.availability()));
    installed(options).ifPresent(installed -> describe(out, installed));
    recipe(options).ifPresent(recipe -> describe(out, recipe));
    out.flush();
    return ExitCode.OK;
  }

  private Optional<InstalledModel> installed(OpenOptions options) {
    return ModelCatalogue.published().models().stream().anyMatch(m -> m.id().equals(id))
        ? ModelStore.at(options.modelFolder()).find(id)
        : Optional.empty();
  }

  /** The recipe in force: of the file in the model folder, else of the known network. */
  private Optional<RecipeInForce> recipe(OpenOptions options) {
    OwnNetworks own = OwnNetworks.at(options.modelFolder());
    Optional<RecipeFile> file = own.find(id);
    if (file.isPresent()) {
      return own.recipeFile(id).map(path -> new RecipeInForce(path.toString(), file.get().text()));
    }
    return KnownNetworks.all().stream()
        .filter(known -> known.id().equals(id) && own.recipeFile(id).isEmpty())
        .findFirst()
        .map(
            known ->
                new RecipeInForce(
                    "built in",
                    text(
                        known.network(
                            options.modelFolder().resolve(id + ".onnx"), known.licence()))));
  }

  private static String text(OnnxNetwork network) {
    return new RecipeFile(network, Optional.empty(), false).text();
  }

  /**
   * A recipe that is used.
   *
   * @param place where it is written
   */
  private record RecipeInForce(String place, String text) {}

  private static void describe(PrintWriter out, RecipeInForce recipe) {
    out.println("  recipe in force (" + Printable.line(recipe.place()) + "):");
    recipe
        .text()
        .lines()
        .forEach(line -> out.println(("    " + Printable.line(line)).stripTrailing()));
  }

  private static void describe(PrintWriter out, ModelDescriptor model, Availability availability) {
    out.println("  " + model.title() + ". " + model.summary());
    out.println("  size: " + ModelTable.size(model, availability) + "; source: " + model.source());
    LicenceText.lines(model.licence()).forEach(out::println);
    for (Download download : model.downloads()) {
      out.println((download.alternative() ? "  also at " : "  published at ") + download.address());
      out.println("    stated by: " + download.citation());
      download.bytes().ifPresent(bytes -> out.println("    size: " + bytes + " bytes"));
      out.println("    SHA-256: " + download.sha256().orElse("not stated"));
    }
  }

  private static void describe(PrintWriter out, InstalledModel installed) {
    out.println("  installed " + installed.installed() + " from " + installed.source());
    out.println("    SHA-256 of that file: " + installed.sourceSha256());
    out.println("    compared with " + installed.hashOrigin());
    out.println("    SHA-256 of the weights: " + installed.sha256());
    installed.remark().ifPresent(remark -> out.println("    " + Printable.line(remark)));
    installed.notes().forEach(note -> out.println("    " + Printable.line(note)));
  }
}
