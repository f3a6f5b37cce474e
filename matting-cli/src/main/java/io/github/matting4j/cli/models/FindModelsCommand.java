package io.github.matting4j.cli.models;

import io.github.matting4j.cli.console.Count;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.OtherTools;
import io.github.matting4j.networks.OwnNetworks;
import io.github.matting4j.networks.RecipeProposal;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.known.KnownNetworks;
import io.github.matting4j.networks.known.Recognition;
import io.github.matting4j.networks.recipe.RecipeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code matting models find}: networks that other tools have put on this machine. */
@Command(
    name = "find",
    description = {
      "Looks for networks in the folders of other tools (rembg, transparent-background, Hugging"
          + " Face, PyTorch Hub), says which are known, and prints the command that makes each a"
          + " model. Nothing is copied, moved or changed.",
      ""
    },
    footer = {"", "Examples:", "  matting models find"})
public final class FindModelsCommand extends Subcommand {
  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Override
  public Integer call() throws IOException {
    OtherTools tools = OtherTools.here();
    List<OtherTools.FoundFile> found = tools.find();
    for (OtherTools.Place place : tools.places()) {
      List<OtherTools.FoundFile> here =
          found.stream().filter(file -> file.place().equals(place)).toList();
      tell(place.tool() + ", " + place.folder() + ": " + state(place, here));
      for (OtherTools.FoundFile file : here) {
        describe(file);
      }
    }
    return ExitCode.OK;
  }

  private void tell(String line) {
    Output.line(out(), Printable.line(line));
  }

  private static String state(OtherTools.Place place, List<OtherTools.FoundFile> files) {
    if (!Files.isDirectory(place.folder())) {
      return "no such folder";
    }
    return files.isEmpty() ? "no networks" : Count.of(files.size(), "file");
  }

  private void describe(OtherTools.FoundFile found) {
    Path file = found.file();
    tell("  " + found.place().folder().relativize(file));
    if (!found.isOnnx()) {
      tell("    weights of PyTorch, which cannot be used; export the network to ONNX");
      return;
    }
    Optional<RecipeFile> added = added(file);
    if (added.isPresent()) {
      tell("    added already, as " + added.get().network().descriptor().id());
      return;
    }
    try {
      GraphInspection graph = GraphInspection.of(file);
      tell("    " + KnownNetworks.recognise(graph).map(Recognition::sentence).orElse("not known"));
      tell(
          "    matting models add "
              + quoted(file.toString())
              + " --link --id "
              + RecipeProposal.suggestedId(graph));
    } catch (ModelLoadException e) {
      tell("    " + e.getMessage());
    }
  }

  private Optional<RecipeFile> added(Path file) {
    Path models = folder.applyTo(OpenOptions.forLatency()).modelFolder();
    return OwnNetworks.at(models).list().stream()
        .filter(recipe -> recipe.linked() && isSame(recipe.weights(), file))
        .findFirst();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** For a shell. */
  private static String quoted(String path) {
    return path.matches("[\\p{Alnum}/\\\\:._~+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
