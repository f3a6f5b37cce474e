package io.github.matting4j.networks;

import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.onnx.OnnxNetwork;
import java.util.List;

/**
 * A recipe for a file that came without one, and how each part of it was found. Immutable.
 *
 * @param network with the recipe and the path of the inspected file
 * @param statements in the order of the path of a photo through the network; never empty
 */
public record RecipeProposal(OnnxNetwork network, List<Statement> statements) {

  /**
   * A part of the recipe.
   *
   * @param basis how far it can be relied on
   * @param sentence without a full stop
   */
  public record Statement(Basis basis, String sentence) {}

  /** How far a statement can be relied on. */
  public enum Basis {
    /** The file says so, or it is a published one whose recipe is known. */
    KNOWN,
    /** What is usual for such a graph. */
    GUESSED,
    /** The file does not say it, and nothing is usual. */
    OPEN
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
   * Proposes a recipe by what the graph declares.
   *
   * @param id of the network
   * @throws ModelLoadException if the graph has no input for a picture or no output for an alpha
   */
  public static RecipeProposal ofGraph(String id, GraphInspection graph) {
    return new GraphGuess(id, graph).propose();
  }

  /** A tensor in one line, for messages. */
  static String shown(List<TensorInfo> tensors) {
    return String.join(", ", tensors.stream().map(TensorInfo::toString).toList());
  }
}
