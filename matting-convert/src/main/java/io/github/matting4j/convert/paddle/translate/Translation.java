package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.emit.GraphBuilder;
import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.program.Parameter;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.program.Variable;
import io.github.matting4j.convert.paddle.proof.DeclaredSizes;
import io.github.matting4j.convert.paddle.proof.SizeModel;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A program on its way into an ONNX graph: the values so far, and what the translators of operators
 * need. Not thread-safe.
 */
final class Translation {
  /** Longer tensors of whole numbers are never sizes. */
  static final int MAX_ELEMENTS = 1024;

  private final Program program;
  private final Parameters parameters;
  private final GraphBuilder graph;
  private final SizeModel sizes;
  private final DeclaredSizes declaredSizes;
  private final LiveOperations live;
  private final Map<String, Value> values = new HashMap<>();
  private final List<String> rewrites = new ArrayList<>();
  private final Set<Operation> finished = Collections.newSetFromMap(new IdentityHashMap<>());

  Translation(
      Program program,
      Parameters parameters,
      GraphBuilder graph,
      SizeModel sizes,
      LiveOperations live) {
    this.program = program;
    this.parameters = parameters;
    this.graph = graph;
    this.sizes = sizes;
    this.declaredSizes = new DeclaredSizes(sizes);
    this.live = live;
    for (String name : program.inputs()) {
      List<Size> dims = sizes.input(name);
      DataType type = program.variable(name).orElseThrow().type();
      graph.input(name, OnnxTypes.of(type), openDims(dims));
      values.put(name, new Value(type, dims, name, null));
    }
  }

  /** The constant sizes; -1 for others. */
  static long[] openDims(List<Size> dims) {
    return dims.stream().mapToLong(dim -> dim.constant().orElse(-1)).toArray();
  }

  SizeModel sizes() {
    return sizes;
  }

  DeclaredSizes declaredSizes() {
    return declaredSizes;
  }

  GraphBuilder graph() {
    return graph;
  }

  LiveOperations live() {
    return live;
  }

  Program program() {
    return program;
  }

  /** What was changed on the way, in the order of the program. */
  List<String> rewrites() {
    return rewrites;
  }

  void rewrote(String what) {
    rewrites.add(what);
  }

  /** Says that an operation was translated together with an earlier one. */
  void finished(Operation operation) {
    finished.add(operation);
  }

  boolean isFinished(Operation operation) {
    return finished.contains(operation);
  }

  // ---- values

  boolean isInput(String name) {
    return program.inputs().contains(name);
  }

  Optional<Parameter> parameter(String name) {
    return parameters.get(name);
  }

  Value value(String name) throws InvalidProgramException {
    Value known = values.get(name);
    if (known == null) {
      Parameter parameter =
          parameters
              .get(name)
              .orElseThrow(
                  () ->
                      new InvalidProgramException(
                          "The value '"
                              + name
                              + "' is used, but nothing computes it. The program is damaged, or"
                              + " an operator has results that are not supported. Fetch it again,"
                              + " or use an ONNX file of it."));
      known = constant(parameter);
      values.put(name, known);
    }
    return known;
  }

  private Value constant(Parameter parameter) throws InvalidProgramException {
    switch (parameter.type()) {
      case FLOAT16, BFLOAT16, FLOAT64, INT16 ->
          throw new InvalidProgramException(
              "Parameter '"
                  + parameter.name()
                  + "' is "
                  + parameter.type()
                  + ". Export the network in 32-bit floating point.");
      default -> {}
    }
    String tensor =
        graph.constant(
            parameter.name(),
            name ->
                Constant.deferred(
                    name,
                    OnnxTypes.of(parameter.type()),
                    Math.toIntExact(parameter.length()),
                    () -> read(parameter),
                    parameter.dims().stream().mapToLong(Long::longValue).toArray()));
    List<Size> dims = parameter.dims().stream().map(Size::of).toList();
    return new Value(parameter.type(), dims, tensor, null);
  }

  private static ByteBuffer read(Parameter parameter) {
    try {
      return parameter.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Size> dims(String name) throws InvalidProgramException {
    return value(name).dims();
  }

  /** The name of a value's tensor in the graph, which is made if only its elements are known. */
  String tensor(String name) throws InvalidProgramException {
    Value value = value(name);
    if (value.tensor() == null) {
      value = value.withTensor(materialise(value));
      values.put(name, value);
    }
    return Objects.requireNonNull(value.tensor());
  }

  private String materialise(Value value) {
    String tensor = graph.sizes(Objects.requireNonNull(value.elements()));
    if (value.rank() != 1) {
      tensor = graph.temp("Reshape", List.of(tensor, graph.sizes(value.dims())));
    }
    return value.type() == DataType.INT64
        ? tensor
        : graph.temp(
            "Cast", List.of(tensor), Node.attribute("to", (long) OnnxTypes.of(value.type())));
  }

  /** The elements of a value of whole numbers, where each is known. */
  Optional<List<Size>> elements(String name) throws InvalidProgramException {
    return Optional.ofNullable(value(name).elements());
  }

  /** The elements of several values together, where each is known. */
  Optional<List<Size>> elements(List<String> names) throws InvalidProgramException {
    List<Size> all = new ArrayList<>();
    for (String name : names) {
      Optional<List<Size>> part = elements(name);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(part.get());
    }
    return Optional.of(all);
  }

  /** Whole numbers that an operator has as an attribute, or that other operators computed. */
  Optional<List<Size>> integers(Operation operation, String attribute)
      throws InvalidProgramException {
    List<String> names = operation.variables(attribute);
    return names.isEmpty()
        ? Optional.of(operation.integers(attribute).stream().map(Size::of).toList())
        : elements(names);
  }

  /** The same, where they must be constants. */
  List<Long> constants(Operation operation, String attribute) throws InvalidProgramException {
    List<Long> constants = new ArrayList<>();
    for (Size size :
        integers(operation, attribute)
            .orElseThrow(() -> Checks.unsupported(operation, attribute + " that a run computes"))) {
      OptionalLong value = size.constant();
      if (value.isEmpty()) {
        throw Checks.unsupported(operation, attribute + " that depends on the input's size");
      }
      constants.add(value.getAsLong());
    }
    return constants;
  }

  // ---- results

  /** Defines an output by a new node, which has the output's name. */
  void node(
      Operation operation,
      String output,
      List<Size> dims,
      String operator,
      List<String> inputs,
      WireField... attributes)
      throws InvalidProgramException {
    define(operation, output, dims, graph.node(output, operator, inputs, attributes));
  }

  /** Defines an output as a tensor of the graph. */
  void define(Operation operation, String output, List<Size> dims, String tensor)
      throws InvalidProgramException {
    Variable declared = declared(output);
    values.put(
        output,
        new Value(declared.type(), declaredSizes.settled(operation, declared, dims), tensor, null));
  }

  /** Defines an output by its elements. */
  void define(Operation operation, String output, List<Size> dims, List<Size> elements)
      throws InvalidProgramException {
    Variable declared = declared(output);
    values.put(
        output,
        new Value(
            declared.type(), declaredSizes.settled(operation, declared, dims), null, elements));
  }

  /** Defines an output as the same tensor as a value. */
  void alias(Operation operation, String output, String of) throws InvalidProgramException {
    Value value = value(of);
    Variable declared = declared(output);
    List<Size> dims = declaredSizes.settled(operation, declared, value.dims());
    values.put(output, new Value(value.type(), dims, value.tensor(), value.elements()));
  }

  private Variable declared(String output) throws InvalidProgramException {
    return program
        .variable(output)
        .orElseThrow(
            () ->
                new InvalidProgramException(
                    "The value '"
                        + output
                        + "' is not declared. The program is damaged; fetch it again."));
  }

  /** How many dimensions a value is declared to have. */
  int declaredRank(String output) throws InvalidProgramException {
    return declared(output).dims().size();
  }

  DataType declaredType(String output) throws InvalidProgramException {
    return declared(output).type();
  }

  /** The sizes of a new tensor of which nothing is known but its rank. */
  static List<Size> unknownDims(String tensor, int rank) {
    List<Size> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      dims.add(Size.axis(tensor, i));
    }
    return dims;
  }

  void requireRank(Operation operation, String name, int rank) throws InvalidProgramException {
    if (value(name).rank() != rank) {
      throw new InvalidProgramException(
          "Operator "
              + operation.type()
              + " needs a value of "
              + rank
              + " dimensions, '"
              + name
              + "' has "
              + value(name).rank()
              + ". The program is damaged, or this form of the operator is not supported. Fetch it"
              + " again, or use an ONNX file of it.");
    }
  }
}
