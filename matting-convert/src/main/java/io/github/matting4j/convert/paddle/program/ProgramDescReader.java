package io.github.matting4j.convert.paddle.program;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads Paddle 2's {@code ProgramDesc}. */
final class ProgramDescReader {
  private static final int BLOCKS = 1;
  private static final int VERSION = 4;
  private static final int BLOCK_VARIABLES = 3;
  private static final int BLOCK_OPERATIONS = 4;

  private static final int VARIABLE_NAME = 1;
  private static final int VARIABLE_TYPE = 2;
  private static final int VARIABLE_PERSISTABLE = 3;
  private static final int TYPE_KIND = 1;
  private static final int TYPE_TENSOR = 3;
  private static final int TENSOR_DESC = 1;
  private static final long KIND_TENSOR = 7;

  private static final int OPERATION_INPUTS = 1;
  private static final int OPERATION_OUTPUTS = 2;
  private static final int OPERATION_TYPE = 3;
  private static final int OPERATION_ATTRIBUTES = 4;
  private static final int SLOT_NAME = 1;
  private static final int SLOT_ARGUMENTS = 2;

  /** Attributes that say nothing of the result; the call stack is most of a file's bytes. */
  private static final Set<String> IGNORED =
      Set.of(
          "op_callstack", "op_role", "op_role_var", "op_namescope", "op_device", "with_quant_attr");

  private ProgramDescReader() {}

  static Producer read(byte[] bytes, ProgramBuilder builder) throws InvalidProgramException {
    try {
      WireMessage program = WireMessage.parse(ByteBuffer.wrap(bytes));
      List<WireMessage> blocks = program.messages(BLOCKS);
      if (blocks.isEmpty()) {
        throw new InvalidProgramException(
            "The program has no block of operators. " + Refusals.DAMAGED);
      }
      for (WireMessage block : blocks.subList(1, blocks.size())) {
        if (block.has(BLOCK_OPERATIONS)) {
          throw new InvalidProgramException(
              "The program has control flow: "
                  + blocks.size()
                  + " blocks of operators instead of one. Only networks without loops and"
                  + " conditions are supported.");
        }
      }
      variables(blocks.get(0), builder);
      for (WireMessage operation : blocks.get(0).messages(BLOCK_OPERATIONS)) {
        operation(operation, builder);
      }
      long version = 0;
      for (WireMessage message : program.messages(VERSION)) {
        version = message.integer(1, 0);
      }
      return Producer.programDesc(version);
    } catch (MalformedGraphException e) {
      throw new InvalidProgramException(
          "The file is not a complete Paddle program: " + e.getMessage() + ". " + Refusals.DAMAGED,
          e);
    }
  }

  private static void variables(WireMessage block, ProgramBuilder builder)
      throws MalformedGraphException, InvalidProgramException {
    for (WireMessage message : block.messages(BLOCK_VARIABLES)) {
      String name = name(message.text(VARIABLE_NAME));
      for (WireMessage type : message.messages(VARIABLE_TYPE)) {
        if (type.integer(TYPE_KIND, -1) == KIND_TENSOR) {
          Variable variable = variable(name, type);
          if (message.integer(VARIABLE_PERSISTABLE, 0) != 0) {
            builder.parameter(variable);
          } else {
            builder.declare(variable);
          }
        }
      }
    }
  }

  private static String name(String name) throws InvalidProgramException {
    if (name.isEmpty()) {
      throw new InvalidProgramException("A variable has no name. " + Refusals.DAMAGED);
    }
    return name;
  }

  private static Variable variable(String name, WireMessage type)
      throws MalformedGraphException, InvalidProgramException {
    for (WireMessage tensor : type.messages(TYPE_TENSOR)) {
      for (WireMessage desc : tensor.messages(TENSOR_DESC)) {
        return tensor(name, desc);
      }
    }
    throw new InvalidProgramException(
        "Variable '" + name + "' has no element type. " + Refusals.DAMAGED);
  }

  /** A {@code TensorDesc}, which parameter files contain too. */
  static Variable tensor(String name, WireMessage desc)
      throws MalformedGraphException, InvalidProgramException {
    long code = desc.integer(1, -1);
    DataType type =
        DataType.of(code)
            .orElseThrow(
                () ->
                    new InvalidProgramException(
                        "Variable '"
                            + name
                            + "' has an unsupported element type: number "
                            + code
                            + ". Export the network in 32-bit floating point."));
    return Variable.checked(name, type, desc.integers(2));
  }

  private static void operation(WireMessage message, ProgramBuilder builder)
      throws MalformedGraphException, InvalidProgramException {
    String type = message.text(OPERATION_TYPE);
    Map<String, List<String>> inputs = slots(message, OPERATION_INPUTS);
    Map<String, List<String>> outputs = slots(message, OPERATION_OUTPUTS);
    Map<String, Attribute> attributes = new TreeMap<>();
    for (WireMessage attribute : message.messages(OPERATION_ATTRIBUTES)) {
      String name = attribute.text(1);
      if (!IGNORED.contains(name)) {
        attributes.put(name, AttributeReader.read(type, name, attribute));
      }
    }
    Operation operation = new Operation(type, inputs, outputs, attributes);
    switch (type) {
      case "feed" -> builder.input(operation.requiredOutput("Out"), operation.integer("col", 0));
      case "fetch" -> builder.output(operation.requiredInput("X"), operation.integer("col", 0));
      default -> builder.operation(type, inputs, outputs, attributes);
    }
  }

  private static Map<String, List<String>> slots(WireMessage message, int number)
      throws MalformedGraphException {
    Map<String, List<String>> slots = new LinkedHashMap<>();
    for (WireField field : message.all(number)) {
      WireMessage slot = field.message();
      slots.put(slot.text(SLOT_NAME), slot.texts(SLOT_ARGUMENTS));
    }
    return slots;
  }
}
