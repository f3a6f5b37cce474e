package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.OwnNetworks;
import io.github.matting4j.networks.RecipeProposal;
import io.github.matting4j.networks.check.CheckResult;
import io.github.matting4j.networks.check.RecipeCheck;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.known.KnownNetwork;
import io.github.matting4j.networks.known.KnownNetworks;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.text.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code matting models add}: makes a network of the user's a model of this library. */
@Command(
    name = "add",
    description = {
      "Makes an ONNX file of your own, or of another tool, a model: says what is in the file,"
          + " writes a recipe for it, and tries both on drawn portraits. Networks that are known"
          + " get their own recipe; for others it is proposed by the graph, and corrected if"
          + " the portraits show that another one fits better.",
      "",
      "The recipe is a text file in the model folder, ID.recipe.yaml, which you can edit.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting models add studio-net.onnx",
      "  matting models add ~/.u2net/u2net.onnx --link",
      "  matting models add model.onnx --id my-modnet --recipe modnet",
      "  matting models add studio-net.onnx --recipe studio-net.recipe.yaml --replace",
      "  matting models add studio-net.onnx --dry-run --preview studio-net.png",
      "",
      "Exit status: 0 added, 1 a file cannot be read or written, 2 wrong usage, 3 the file is no"
          + " such network or does not fit its recipe."
    })
public final class AddModelCommand extends Subcommand {
  @Parameters(paramLabel = "FILE", description = "The network, an ONNX file.")
  private Path file = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The model's id: lower-case letters, digits and hyphens. Default: that of the known"
              + " network that the file is, else made of the file's name.")
  private @Nullable String id;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description =
          "The recipe: that of a known network, such as modnet, or a recipe file. Default: that"
              + " of the known network that the file is, else a proposal.")
  private @Nullable String recipe;

  @Option(
      names = "--link",
      description = "Leaves the file where it is, instead of copying it into the model folder.")
  private boolean link;

  @Option(names = "--replace", description = "Replaces a network of this id that was added before.")
  private boolean replace;

  @Option(
      names = "--no-check",
      description = "Adds it without trying it. Then a guessed recipe is not corrected either.")
  private boolean unchecked;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description = "Writes a PNG of the drawn portraits with their mattes and cut-outs.")
  private @Nullable Path preview;

  @Option(names = "--dry-run", description = "Prints the recipe and adds nothing.")
  private boolean dryRun;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Override
  public Integer call() throws IOException {
    if (unchecked && preview != null) {
      throw refused("--preview shows the check; omit --no-check");
    }
    OpenOptions options = folder.applyTo(OpenOptions.forLatency());
    GraphInspection graph = GraphInspection.of(file.toAbsolutePath());
    GraphText.lines(graph).forEach(this::tell);
    String chosen = id == null ? RecipeProposal.suggestedId(graph) : id;
    checked(() -> requireFree(chosen, options));
    RecipeProposal proposal = checked(() -> proposal(chosen, graph, recipe));
    tell("");
    tell("Recipe of '" + chosen + "':");
    proposal.statements().forEach(statement -> tell(line(statement)));
    OnnxNetwork network = unchecked ? proposal.network() : tried(proposal, options).network();
    tell("");
    if (dryRun) {
      out().print(new RecipeFile(network, Optional.of(graph.sha256()), link).text());
      Output.check(out());
      return ExitCode.OK;
    }
    RecipeFile added = put(OwnNetworks.at(options.modelFolder()), network);
    tell("Added: " + RecipeFile.in(options.modelFolder(), chosen));
    tell("  weights " + (added.linked() ? "left at " : "copied to ") + added.weights());
    tell("Try it: matting cutout PHOTO --model " + chosen);
    return ExitCode.OK;
  }

  private void tell(String line) {
    Output.line(reports(), Printable.line(line));
  }

  private ParameterException refused(String message) {
    return Usage.refused(spec().commandLine(), new IllegalArgumentException(message));
  }

  private RecipeFile put(OwnNetworks own, OnnxNetwork network) throws IOException {
    try {
      if (link) {
        return replace ? own.replaceByLink(network) : own.link(network);
      }
      return replace ? own.replace(network) : own.add(network);
    } catch (IllegalArgumentException e) {
      throw Usage.refused(spec().commandLine(), e);
    }
  }

  private static String line(RecipeProposal.Statement statement) {
    String basis =
        switch (statement.basis()) {
          case KNOWN -> "  known    ";
          case GUESSED -> "  guessed  ";
          case UNKNOWN -> "  unknown  ";
        };
    return basis + statement.sentence();
  }

  /** The ids of every other backend are taken; an own network can be replaced. */
  private Path requireFree(String chosen, OpenOptions options) {
    ModelDescriptor.builder(chosen, new Family(chosen)); // refuses other characters
    Path target = RecipeFile.in(options.modelFolder(), chosen);
    if (Files.exists(target)) {
      if (!replace && !dryRun) {
        throw new IllegalArgumentException(
            "there is a network '"
                + chosen
                + "' already ("
                + target
                + "); use --replace, or another --id");
      }
      return target;
    }
    for (ModelStatus model : MattingModels.discovered().list(options)) {
      if (model.id().equals(chosen)
          && model.descriptor().isPresent()
          && KnownNetworks.find(chosen).isEmpty()) {
        throw new IllegalArgumentException(
            "'" + chosen + "' is the id of another model; use another --id");
      }
    }
    return target;
  }

  private static RecipeProposal proposal(
      String chosen, GraphInspection graph, @Nullable String recipe) {
    if (recipe == null) {
      return RecipeProposal.of(chosen, graph);
    }
    Optional<KnownNetwork> known = KnownNetworks.find(recipe);
    Path path = Path.of(recipe);
    if (Files.isRegularFile(path)) {
      return RecipeProposal.of(chosen, graph, path);
    }
    if (known.isPresent()) {
      return RecipeProposal.of(chosen, graph, known.get());
    }
    throw new IllegalArgumentException(
        "--recipe is '"
            + recipe
            + "', which is neither a file nor a known network; known are "
            + KnownNetworks.all().stream()
                .map(KnownNetwork::id)
                .sorted(Comparator.comparingInt(name -> Spelling.distance(recipe, name)))
                .collect(Collectors.joining(", ")));
  }

  /** The proposal after a check; a guessed one with the correction that the check found. */
  private RecipeProposal tried(RecipeProposal proposal, OpenOptions options) throws IOException {
    tell("");
    tell("Tried on drawn portraits:");
    CheckResult result = RecipeCheck.of(proposal.network(), options).run();
    result.findings().forEach(finding -> tell("  " + finding.sentence()));
    boolean corrects = result.corrected().isPresent() && proposal.isGuessed();
    RecipeProposal settled = corrects ? proposal.with(result.corrected().orElseThrow()) : proposal;
    if (corrects) {
      tell("  The guessed recipe is replaced by that one.");
    }
    if (preview != null) {
      writePreview(preview, corrects ? checkedAgain(settled, options) : result);
    }
    return settled;
  }

  /** Only as given: for its mattes. */
  private static CheckResult checkedAgain(RecipeProposal proposal, OpenOptions options) {
    return RecipeCheck.of(proposal.network(), options).limit(Duration.ZERO).run();
  }

  private void writePreview(Path target, CheckResult result) throws IOException {
    CheckPicture.write(result.portraits(), target);
    tell("  Portraits, mattes and cut-outs: " + target);
  }
}
