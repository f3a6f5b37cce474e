package io.github.matting4j.networks;

import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.known.KnownNetwork;
import io.github.matting4j.networks.known.KnownNetworks;
import io.github.matting4j.networks.known.Recognition;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recipe for a file that came without one, and how each part of it was found. Immutable.
 *
 * @param network with the recipe and the path of the inspected file
 * @param statements for users, in the order in which they should be read; never empty
 */
public record RecipeProposal(OnnxNetwork network, List<Statement> statements) {
  private static final Pattern HUGGING_FACE = Pattern.compile("models--[^/\\\\]+--([^/\\\\]+)");

  /**
   * A part of the recipe.
   *
   * @param basis how far it can be relied on
   * @param sentence without a full stop
   */
  public record Statement(Basis basis, String sentence) {}

  /** How far a statement can be relied on. */
  public enum Basis {
    /** The file says so, its publisher does, or the user does. */
    KNOWN,
    /** What is usual for such a graph. */
    GUESSED,
    /** The file does not say it, and nothing is usual. */
    UNKNOWN
  }

  /** Copies the list. */
  public RecipeProposal {
    statements = List.copyOf(statements);
  }

  /** Whether any part was guessed. */
  public boolean isGuessed() {
    return statements.stream().anyMatch(statement -> statement.basis() == Basis.GUESSED);
  }

  /**
   * Proposes the recipe of the known network that the file is, or else one by what its graph
   * declares.
   *
   * @param id of the network
   * @throws ModelLoadException if the graph has no input for a picture or no output for an alpha
   * @throws IllegalArgumentException if the id has characters other than lower-case letters, digits
   *     and hyphens
   */
  public static RecipeProposal of(String id, GraphInspection graph) {
    Optional<Recognition> recognition = KnownNetworks.recognise(graph);
    return recognition.isPresent()
        ? of(id, graph, recognition.get())
        : new GraphGuess(id, graph).propose();
  }

  private static RecipeProposal of(String id, GraphInspection graph, Recognition recognition) {
    boolean published = recognition.certainty() == Recognition.Certainty.FILE;
    List<Statement> statements = new ArrayList<>();
    statements.add(new Statement(published ? Basis.KNOWN : Basis.GUESSED, recognition.sentence()));
    statements.add(terms(recognition.licence()));
    return new RecipeProposal(
        Networks.renamed(recognition.open(graph.file()), id, graph.file()), statements);
  }

  /** The recipe of a known network that the user names; its terms only if the file is its own. */
  public static RecipeProposal of(String id, GraphInspection graph, KnownNetwork network) {
    Licence licence =
        KnownNetworks.recognise(graph)
            .filter(found -> found.network().id().equals(network.id()))
            .map(Recognition::licence)
            .orElse(Licence.NOT_STATED);
    return new RecipeProposal(
        Networks.renamed(network.network(graph.file(), licence), id, graph.file()),
        List.of(
            new Statement(Basis.KNOWN, "the recipe is that of " + network.title() + ", as asked"),
            terms(licence)));
  }

  /** The recipe of a file, whose name and weights do not matter. */
  public static RecipeProposal of(String id, GraphInspection graph, Path recipe) {
    OnnxNetwork network = RecipeFile.read(recipe, id).network();
    return new RecipeProposal(
        Networks.renamed(network, id, graph.file()),
        List.of(
            new Statement(Basis.KNOWN, "the recipe is that of " + recipe),
            terms(network.descriptor().licence())));
  }

  /** This with another recipe, such as a corrected one. */
  public RecipeProposal with(NetworkRecipe recipe) {
    return new RecipeProposal(Networks.withRecipe(network, recipe), statements);
  }

  private static Statement terms(Licence licence) {
    return licence.isStated()
        ? new Statement(
            Basis.KNOWN,
            "the licence is "
                + licence.name()
                + ", commercial use "
                + switch (licence.commercialUse()) {
                  case ALLOWED -> "is allowed";
                  case FORBIDDEN -> "is forbidden";
                  case UNKNOWN -> "is not stated";
                })
        : noLicence();
  }

  static Statement noLicence() {
    return new Statement(
        Basis.UNKNOWN,
        "the licence is not known, so commercial use is taken for forbidden; add 'licence' to the"
            + " recipe if you know it");
  }

  /** An id for an inspected file: that of the known network that it is, else one of its path. */
  public static String suggestedId(GraphInspection graph) {
    return KnownNetworks.recognise(graph)
        .filter(found -> found.certainty() == Recognition.Certainty.FILE)
        .map(found -> found.network().id())
        .orElseGet(() -> suggestedId(graph.file()));
  }

  /**
   * An id for a file: the name of its repository for a file in Hugging Face's cache, else the
   * file's own name, in the characters that an id may have.
   */
  static String suggestedId(Path file) {
    Matcher repository = HUGGING_FACE.matcher(file.toString());
    String name =
        repository.find()
            ? repository.group(1)
            : String.valueOf(file.getFileName()).replaceFirst("(?i)\\.onnx$", "");
    String id =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return id.isEmpty() ? "network" : id;
  }

  /** Tensors on one line, for messages. */
  static String shown(List<TensorInfo> tensors) {
    return String.join(", ", tensors.stream().map(TensorInfo::toString).toList());
  }
}
