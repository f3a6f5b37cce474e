package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.emit.GraphBuilder;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.proof.NotProvenException;
import io.github.matting4j.convert.paddle.proof.SizeModel;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Translates a program to an ONNX graph, for one view of its sizes at a time. Thread-safe. */
public final class ProgramTranslator {
  private static final long OPERATOR_SET = 13;
  private static final String PRODUCER = "matting4j";

  private final Program program;
  private final Parameters parameters;
  private final List<String> outputs;
  private final LiveOperations live;

  /**
   * Starts with what the outputs depend on.
   *
   * @param outputs names of values of the program
   */
  public ProgramTranslator(Program program, Parameters parameters, List<String> outputs) {
    this.program = program;
    this.parameters = parameters;
    this.outputs = List.copyOf(outputs);
    this.live = new LiveOperations(program, Set.copyOf(outputs));
  }

  /** Names of the operators that can be translated. */
  public static Set<String> operators() {
    return Operators.names();
  }

  /** Operators that the outputs depend on and that cannot be translated, and how many of each. */
  public Map<String, Integer> unknownOperators() {
    return live.unknown(Operators.names());
  }

  /**
   * A translated program.
   *
   * @param graph without metadata
   * @param outputs their names in the graph
   * @param operators how many of the program's operators were translated
   * @param provenSizes how many declared sizes follow from the inputs'
   * @param rewrites constants of the program that follow the inputs' sizes now
   * @param disputes declared sizes that contradict the derived ones
   */
  public record Translated(
      OnnxGraph graph,
      List<String> outputs,
      int operators,
      int provenSizes,
      List<String> rewrites,
      List<String> disputes) {
    /** Copies the lists. */
    public Translated {
      outputs = List.copyOf(outputs);
      rewrites = List.copyOf(rewrites);
      disputes = List.copyOf(disputes);
    }
  }

  /**
   * Translates all operators that the outputs depend on, which must be known.
   *
   * @param sizes of the inputs
   * @throws NotProvenException if sizes are variables that the program declares as constants, and
   *     something does not follow from them
   * @throws InvalidProgramException if the program is damaged or uses an operator in a form that is
   *     not supported
   */
  public Translated translate(SizeModel sizes) throws InvalidProgramException {
    OnnxGraph graph = OnnxGraph.create("paddle", OPERATOR_SET, PRODUCER);
    Translation translation =
        new Translation(program, parameters, new GraphBuilder(graph), sizes, live);
    for (Operation operation : live.operations()) {
      if (!translation.isFinished(operation)) {
        Operators.find(operation.type()).orElseThrow().translate(operation, translation);
      }
    }
    List<String> names = new ArrayList<>();
    for (String output : outputs) {
      names.add(output(translation, graph, output));
    }
    removeUnused(graph);
    return new Translated(
        graph,
        names,
        live.operations().size(),
        translation.declaredSizes().proven(),
        translation.rewrites(),
        translation.declaredSizes().disputes());
  }

  /** Makes a value an output of the graph under its own name. */
  private static String output(Translation translation, OnnxGraph graph, String name)
      throws InvalidProgramException {
    String tensor = translation.tensor(name);
    Value value = translation.value(name);
    String output = tensor;
    if (!tensor.equals(name) || translation.isInput(name)) {
      output = graph.freshName(name);
      graph.append(List.of(Node.of("Identity", List.of(tensor), output)));
    }
    graph.addOutput(
        output, OnnxTypes.of(value.type()), Optional.of(Translation.openDims(value.dims())));
    return output;
  }

  private static void removeUnused(OnnxGraph graph) {
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().allMatch(name -> graph.uses(name) == 0)) {
        graph.replace(node, List.of());
      }
    }
  }
}
