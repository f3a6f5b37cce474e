package io.github.matting4j.graph.paddle.sample;

import io.github.matting4j.graph.paddle.program.DataType;
import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import io.github.matting4j.graph.paddle.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a small program as Paddle 2 would export it. Values are declared where they are first
 * named; parameters get their elements from {@link SeededParameters}.
 */
public final class ProgramSketch {
  private static final int PADDLE_2_4_2 = 2_004_002;
  private static final int KIND_TENSOR = 7;

  private final ProtobufMessage block = new ProtobufMessage().integer(1, 0).integer(2, -1);
  private final List<ProtobufMessage> operations = new ArrayList<>();
  private int inputs;
  private int outputs;

  /** Declares an input of 32-bit floats; -1 is an open size. */
  public String input(String name, long... dims) {
    declare(name, DataType.FLOAT32, dims, false);
    operator("feed").input("X", "feed").integer("col", inputs++).output("Out", name).add();
    return name;
  }

  /** Declares a parameter of 32-bit floats. */
  public String parameter(String name, long... dims) {
    declare(name, DataType.FLOAT32, dims, true);
    return name;
  }

  /** Begins an operator. */
  public Sketch operator(String type) {
    return new Sketch(type);
  }

  /** Makes a value an output. */
  public void output(String name) {
    operator("fetch").input("X", name).integer("col", outputs++).output("Out", "fetch").add();
  }

  private void declare(String name, DataType type, long[] dims, boolean parameter) {
    ProtobufMessage desc = desc(type, dims);
    ProtobufMessage tensor = new ProtobufMessage().message(1, desc);
    ProtobufMessage kind = new ProtobufMessage().integer(1, KIND_TENSOR).message(3, tensor);
    block.message(
        3, new ProtobufMessage().text(1, name).message(2, kind).integer(3, parameter ? 1 : 0));
  }

  static ProtobufMessage desc(DataType type, long... dims) {
    ProtobufMessage desc = new ProtobufMessage().integer(1, type.code());
    for (long dim : dims) {
      desc.integer(2, dim);
    }
    return desc;
  }

  /** The bytes of the program file. */
  public byte[] toBytes() {
    ProtobufMessage complete = new ProtobufMessage();
    ProtobufMessage withOperations = new ProtobufMessage();
    operations.forEach(operation -> withOperations.message(4, operation));
    byte[] head = block.toBytes();
    byte[] tail = withOperations.toBytes();
    byte[] whole = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, whole, head.length, tail.length);
    complete.delimited(1, whole);
    complete.message(4, new ProtobufMessage().integer(1, PADDLE_2_4_2));
    return complete.toBytes();
  }

  /** The program as it is read. */
  public Program read() throws InvalidProgramException {
    return Program.parse(toBytes());
  }

  /** An operator that is being described. */
  public final class Sketch {
    private final ProtobufMessage operation = new ProtobufMessage();

    private Sketch(String type) {
      operation.text(3, type);
    }

    /** Fills an input slot. */
    public Sketch input(String slot, String... names) {
      operation.message(1, slot(slot, names));
      return this;
    }

    /** Fills an output slot with values that exist already or need no declaration. */
    private Sketch output(String slot, String... names) {
      operation.message(2, slot(slot, names));
      return this;
    }

    private void add() {
      operations.add(operation);
    }

    /** Ends the operator: its value of 32-bit floats, -1 for open sizes. */
    public String gives(String slot, String name, long... dims) {
      return gives(DataType.FLOAT32, slot, name, dims);
    }

    /** Ends the operator: its value. */
    public String gives(DataType type, String slot, String name, long... dims) {
      declare(name, type, dims, false);
      output(slot, name).add();
      return name;
    }

    /** Ends the operator: its values of 32-bit floats in one slot. */
    public void gives(String slot, String[] names, long[][] dims) {
      for (int i = 0; i < names.length; i++) {
        declare(names[i], DataType.FLOAT32, dims[i], false);
      }
      output(slot, names).add();
    }

    public Sketch integer(String name, int value) {
      return attribute(name, 0, new ProtobufMessage().integer(3, value));
    }

    public Sketch real(String name, float value) {
      return attribute(name, 1, new ProtobufMessage().real(4, value));
    }

    public Sketch text(String name, String value) {
      return attribute(name, 2, new ProtobufMessage().text(5, value));
    }

    public Sketch flag(String name, boolean value) {
      return attribute(name, 6, new ProtobufMessage().integer(10, value ? 1 : 0));
    }

    public Sketch integers(String name, int... values) {
      ProtobufMessage message = new ProtobufMessage();
      for (int value : values) {
        message.integer(6, value);
      }
      return attribute(name, 3, message);
    }

    public Sketch reals(String name, float... values) {
      ProtobufMessage message = new ProtobufMessage();
      for (float value : values) {
        message.real(7, value);
      }
      return attribute(name, 4, message);
    }

    public Sketch variables(String name, String... values) {
      ProtobufMessage message = new ProtobufMessage();
      for (String value : values) {
        message.text(18, value);
      }
      return attribute(name, 14, message);
    }

    private Sketch attribute(String name, int kind, ProtobufMessage value) {
      operation.message(4, value.text(1, name).integer(2, kind));
      return this;
    }

    private ProtobufMessage slot(String slot, String... names) {
      ProtobufMessage message = new ProtobufMessage().text(1, slot);
      for (String name : names) {
        message.text(2, name);
      }
      return message;
    }
  }
}
