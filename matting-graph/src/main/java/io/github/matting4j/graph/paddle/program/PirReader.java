package io.github.matting4j.graph.paddle.program;

import io.github.matting4j.graph.paddle.program.PirOperators.PirOperator;
import io.github.matting4j.graph.paddle.program.PirOperators.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads Paddle 3's program, a JSON file, and gives its operators the names and slots of Paddle 2.
 * Constants that were attributes in Paddle 2 become attributes again. Not thread-safe.
 */
final class PirReader {
  private final ProgramBuilder builder;

  /** Names of the values of an id; several for a vector. */
  private final Map<Long, List<String>> names = new HashMap<>();

  /** What constant operators computed. */
  private final Map<String, Attribute> constants = new HashMap<>();

  private PirReader(ProgramBuilder builder) {
    this.builder = builder;
  }

  /** Whether the file looks like JSON, which a protobuf program cannot. */
  static boolean accepts(byte[] bytes) {
    for (byte next : bytes) {
      if (next == '{') {
        return true;
      }
      if (" \t\r\n".indexOf(next) < 0) {
        return false;
      }
    }
    return false;
  }

  static Producer read(byte[] bytes, ProgramBuilder builder) throws InvalidProgramException {
    JsonView root = new JsonView(JsonReader.read(bytes), "the root");
    JsonView magic = root.get("base_code").isPresent() ? root.get("base_code").get("magic") : root;
    if (!"pir".equals(magic.value())) {
      throw new InvalidProgramException(
          "The JSON file is not a Paddle program: base_code.magic is not \"pir\"."
              + " Give the inference.json or model.json of a Paddle 3 export.");
    }
    List<JsonView> regions = root.get("program").get("regions").list();
    if (regions.size() != 1 || regions.get(0).get("blocks").list().size() != 1) {
      throw new InvalidProgramException(
          "The program has control flow: it is more than one block of operators. Only networks"
              + " without loops and conditions are supported.");
    }
    PirReader reader = new PirReader(builder);
    for (JsonView operation : regions.get(0).get("blocks").get(0).get("ops").list()) {
      reader.operation(operation);
    }
    return new Producer(Producer.Format.PIR, 0, 0, 0);
  }

  private void operation(JsonView operation) throws InvalidProgramException {
    String type = operation.get("#").text();
    if (type.equals("p")) {
      parameter(operation);
      return;
    }
    if (operation.get("regions").isPresent()) {
      throw new InvalidProgramException(
          "The program has control flow: operator "
              + type
              + " runs other operators. Only networks without loops and conditions are"
              + " supported.");
    }
    String bare = type.replaceFirst("^[0-9]+\\.", "");
    Map<String, Attribute> attributes = attributes(bare, operation.get("A"));
    List<Long> inputs = ids(operation.get("I"));
    List<JsonView> outputs = outputs(operation.get("O"));
    if (type.startsWith("0.")) {
      builtin(bare, attributes, inputs, outputs);
      return;
    }
    switch (bare) {
      case "data", "feed" -> feed(attributes, outputs);
      case "fetch" -> builder.output(single(bare, inputs), position(bare, attributes));
      case "shadow_output" -> builder.output(single(bare, inputs), position(bare, attributes));
      default -> convert(bare, attributes, inputs, outputs);
    }
  }

  private static long position(String type, Map<String, Attribute> attributes)
      throws InvalidProgramException {
    return new Operation(type, Map.of(), Map.of(), attributes).integer("col", 0);
  }

  private void parameter(JsonView operation) throws InvalidProgramException {
    String name = operation.get("A").get(3).text();
    JsonView output = operation.get("O").isList() ? operation.get("O").get(0) : operation.get("O");
    builder.parameter(variable(name, output.get("TT")));
    define(output, List.of(name));
  }

  private void feed(Map<String, Attribute> attributes, List<JsonView> outputs)
      throws InvalidProgramException {
    Operation feed = new Operation("data", Map.of(), Map.of(), attributes);
    String name = feed.text("name", "");
    if (name.isEmpty()) {
      throw new InvalidProgramException("An input of the program has no name. " + Refusals.DAMAGED);
    }
    builder.declare(variable(name, only("data", outputs).get("TT")));
    define(only("data", outputs), List.of(name));
    builder.input(name, feed.integer("col", names.size()));
  }

  private void builtin(
      String type, Map<String, Attribute> attributes, List<Long> inputs, List<JsonView> outputs)
      throws InvalidProgramException {
    List<String> values = new ArrayList<>();
    for (long id : inputs) {
      values.addAll(resolve(type, id));
    }
    switch (type) {
      case "combine" -> define(only(type, outputs), values);
      case "split" -> {
        if (values.size() != outputs.size()) {
          throw new InvalidProgramException(
              "A list of "
                  + values.size()
                  + " values is divided into "
                  + outputs.size()
                  + ". "
                  + Refusals.DAMAGED);
        }
        for (int i = 0; i < values.size(); i++) {
          define(outputs.get(i), List.of(values.get(i)));
        }
      }
      case "slice" -> {
        long index = new Operation(type, Map.of(), Map.of(), attributes).integer("index", 0);
        if (index < 0 || index >= values.size()) {
          throw new InvalidProgramException(
              "Element "
                  + index
                  + " of a list of "
                  + values.size()
                  + " is used. "
                  + Refusals.DAMAGED);
        }
        define(only(type, outputs), List.of(values.get((int) index)));
      }
      default -> unknown("builtin." + type, inputs, outputs);
    }
  }

  private void convert(
      String type, Map<String, Attribute> attributes, List<Long> inputs, List<JsonView> outputs)
      throws InvalidProgramException {
    Optional<PirOperator> found = PirOperators.find(type);
    if (found.isEmpty()) {
      unknown(type, inputs, outputs);
      return;
    }
    PirOperator operator = found.get();
    Map<String, Attribute> named = new TreeMap<>();
    attributes.forEach(
        (name, value) -> named.put(operator.attributes().getOrDefault(name, name), value));
    Map<String, List<String>> from = new LinkedHashMap<>();
    if (inputs.size() > operator.inputs().size()) {
      throw new InvalidProgramException(
          "Operator "
              + type
              + " has "
              + inputs.size()
              + " inputs, at most "
              + operator.inputs().size()
              + " are known. Export the network with Paddle 3.0 or 3.1, or for Paddle 2.");
    }
    for (int i = 0; i < inputs.size(); i++) {
      Slot slot = operator.inputs().get(i);
      List<String> values = inputs.get(i) == 0 ? List.of() : resolve(type, inputs.get(i));
      switch (slot.kind()) {
        case VALUE, VECTOR -> from.put(slot.name(), values);
        case ATTRIBUTE -> {
          if (!values.isEmpty()) {
            named.put(slot.name(), attribute(values));
          }
        }
        case IGNORED -> {}
      }
    }
    Map<String, List<String>> to = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(outputs.size(), operator.outputs().size()); i++) {
      to.put(operator.outputs().get(i).name(), declare(outputs.get(i)));
    }
    if (operator.type().equals("fill_constant") || operator.type().equals("assign_value")) {
      to.values().forEach(names -> names.forEach(name -> remember(name, operator, named)));
    }
    builder.operation(operator.type(), from, to, named);
  }

  private void remember(String name, PirOperator operator, Map<String, Attribute> attributes) {
    Attribute shape = attributes.get("shape");
    boolean single =
        shape instanceof Attribute.Integers dims
            && dims.values().stream().allMatch(dim -> dim == 1);
    Attribute value = attributes.get(operator.type().equals("fill_constant") ? "value" : "values");
    boolean usable = operator.type().equals("assign_value") ? shape == null : single;
    if (value != null && usable) {
      constants.put(name, value);
    }
  }

  /** What the values are as an attribute: constants if all are, else values that a run computes. */
  private Attribute attribute(List<String> values) {
    List<Double> reals = new ArrayList<>();
    List<Long> integers = new ArrayList<>();
    for (String value : values) {
      Attribute constant = constants.get(value);
      if (constant instanceof Attribute.Integers whole) {
        integers.addAll(whole.values());
        whole.values().forEach(element -> reals.add((double) element));
      } else if (constant instanceof Attribute.Reals real) {
        reals.addAll(real.values());
      } else {
        return new Attribute.Variables(values);
      }
    }
    return integers.size() == reals.size()
        ? new Attribute.Integers(integers)
        : new Attribute.Reals(reals);
  }

  /** Keeps an operator that has no name in Paddle 2: it is in the way only if it is needed. */
  private void unknown(String type, List<Long> inputs, List<JsonView> outputs)
      throws InvalidProgramException {
    List<String> from = new ArrayList<>();
    for (long id : inputs) {
      if (id != 0) {
        from.addAll(resolve(type, id));
      }
    }
    List<String> to = new ArrayList<>();
    for (JsonView output : outputs) {
      to.addAll(declare(output));
    }
    builder.operation(type, Map.of("X", from), Map.of("Out", to), Map.of());
  }

  private List<String> declare(JsonView output) throws InvalidProgramException {
    long id = output.get("%").integer();
    if (id == 0 || !output.get("TT").isPresent()) {
      return List.of();
    }
    JsonView type = output.get("TT");
    String kind = type.get("#").text();
    List<String> values = new ArrayList<>();
    if (kind.endsWith("t_vec")) {
      int i = 0;
      for (JsonView element : type.get("D").list()) {
        String name = "v" + id + "." + i++;
        builder.declare(variable(name, element));
        values.add(name);
      }
    } else if (kind.endsWith("t_dtensor")) {
      String name = "v" + id;
      builder.declare(variable(name, type));
      values.add(name);
    }
    define(output, values);
    return values;
  }

  private void define(JsonView output, List<String> values) throws InvalidProgramException {
    long id = output.get("%").integer();
    if (names.putIfAbsent(id, List.copyOf(values)) != null) {
      throw new InvalidProgramException("Value " + id + " is assigned twice. " + Refusals.DAMAGED);
    }
  }

  private List<String> resolve(String type, long id) throws InvalidProgramException {
    List<String> found = names.get(id);
    if (found == null) {
      throw new InvalidProgramException(
          "Operator "
              + type
              + " uses a value before any operator assigns it: number "
              + id
              + ". "
              + Refusals.DAMAGED);
    }
    return found;
  }

  private static JsonView only(String type, List<JsonView> outputs) throws InvalidProgramException {
    if (outputs.size() != 1) {
      throw new InvalidProgramException(
          "Operator "
              + type
              + " needs one result, found "
              + outputs.size()
              + ". "
              + Refusals.DAMAGED);
    }
    return outputs.get(0);
  }

  private String single(String type, List<Long> inputs) throws InvalidProgramException {
    List<String> values = inputs.size() == 1 ? resolve(type, inputs.get(0)) : List.of();
    if (values.size() != 1) {
      throw new InvalidProgramException(
          "Operator "
              + type
              + " needs one value, found "
              + values.size()
              + ". "
              + Refusals.DAMAGED);
    }
    return values.get(0);
  }

  private static Variable variable(String name, JsonView type) throws InvalidProgramException {
    String kind = type.get("#").text();
    if (!kind.endsWith("t_dtensor")) {
      throw new InvalidProgramException(
          "Value '" + name + "' is not a dense tensor: " + kind + ". " + Refusals.DAMAGED);
    }
    String element = type.get("D").get(0).get("#").text();
    List<Long> dims = new ArrayList<>();
    for (JsonView dim : type.get("D").get(1).list()) {
      dims.add(dim.integer());
    }
    DataType found =
        DataType.named(element)
            .orElseThrow(
                () ->
                    new InvalidProgramException(
                        "Value '"
                            + name
                            + "' has an unsupported element type: "
                            + element
                            + ". Export the network in 32-bit floating point."));
    return Variable.checked(name, found, dims);
  }

  private static List<Long> ids(JsonView inputs) throws InvalidProgramException {
    List<Long> ids = new ArrayList<>();
    if (inputs.isPresent()) {
      for (JsonView input : inputs.list()) {
        ids.add(input.get("%").integer());
      }
    }
    return ids;
  }

  private static List<JsonView> outputs(JsonView outputs) throws InvalidProgramException {
    if (!outputs.isPresent()) {
      return List.of();
    }
    return outputs.isList() ? outputs.list() : List.of(outputs);
  }

  private static Map<String, Attribute> attributes(String operator, JsonView attributes)
      throws InvalidProgramException {
    Map<String, Attribute> values = new TreeMap<>();
    if (attributes.isPresent()) {
      for (JsonView attribute : attributes.list()) {
        String name = attribute.get("N").text();
        PirAttributes.read(operator, attribute.get("AT"))
            .ifPresent(value -> values.put(name, value));
      }
    }
    return values;
  }
}
