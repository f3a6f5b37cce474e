package io.github.matting4j.testdata.paddle;

import io.github.matting4j.testdata.onnx.WireBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Paddle 2 inference program under construction: writes the bytes of {@code .pdmodel} and {@code
 * .pdiparams} as Paddle does. Nothing is checked, so that wrong programs can be written too. Not
 * thread-safe.
 */
public final class PaddleProgram {
  /** Element type numbers. */
  public static final int INT32 = 2;

  public static final int INT64 = 3;
  public static final int FLOAT32 = 5;

  private static final int TENSOR = 7;

  private final long version;
  private final List<WireBuffer> variables = new ArrayList<>();
  private final List<WireBuffer> operators = new ArrayList<>();
  private final TreeMap<String, byte[]> parameters =
      new TreeMap<>(
          Comparator.comparing(
              name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
  private int feeds;
  private int fetches;

  /** Starts a program of a Paddle version, such as 2004002 for 2.4.2. */
  public PaddleProgram(long version) {
    this.version = version;
    variables.add(container("feed", 9));
    variables.add(container("fetch", 10));
  }

  private static WireBuffer container(String name, int kind) {
    return new WireBuffer()
        .string(1, name)
        .message(2, new WireBuffer().varint(1, kind))
        .varint(3, 1);
  }

  private static WireBuffer tensor(int type, long... dims) {
    WireBuffer desc = new WireBuffer().varint(1, type);
    for (long dim : dims) {
      desc.varint(2, dim);
    }
    return desc;
  }

  private static WireBuffer variable(String name, boolean persistable, int type, long... dims) {
    WireBuffer lod = new WireBuffer().message(1, tensor(type, dims)).varint(2, 0);
    return new WireBuffer()
        .string(1, name)
        .message(2, new WireBuffer().varint(1, TENSOR).message(3, lod))
        .varint(3, persistable ? 1 : 0);
  }

  /** Declares a value. */
  public PaddleProgram value(String name, int type, long... dims) {
    variables.add(variable(name, false, type, dims));
    return this;
  }

  /** Declares an input of 32-bit floats and feeds it; -1 is an open size. */
  public PaddleProgram feed(String name, long... dims) {
    value(name, FLOAT32, dims);
    operators.add(
        new Operator("feed").input("X", "feed").output("Out", name).set("col", feeds++).message());
    return this;
  }

  /** Makes a value an output. */
  public PaddleProgram fetch(String name) {
    operators.add(
        new Operator("fetch")
            .input("X", name)
            .output("Out", "fetch")
            .set("col", fetches++)
            .message());
    return this;
  }

  /** Adds a parameter of 32-bit floats. */
  public PaddleProgram parameter(String name, float[] values, long... dims) {
    variables.add(variable(name, true, FLOAT32, dims));
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    parameters.put(name, record(tensor(FLOAT32, dims), bytes.array()));
    return this;
  }

  /** Adds an operator. */
  public PaddleProgram add(Operator operator) {
    operators.add(operator.message());
    return this;
  }

  private static byte[] record(WireBuffer desc, byte[] elements) {
    ByteBuffer record =
        ByteBuffer.allocate(20 + desc.size() + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(0).putLong(0).putInt(0).putInt(desc.size());
    record.put(bytes(desc)).put(elements);
    return record.array();
  }

  private static byte[] bytes(WireBuffer message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail", e);
    }
    return out.toByteArray();
  }

  /** The bytes of the program file. */
  public byte[] program() {
    WireBuffer block = new WireBuffer().varint(1, 0).varint(2, -1);
    variables.forEach(variable -> block.message(3, variable));
    operators.forEach(operator -> block.message(4, operator));
    return bytes(
        new WireBuffer().message(1, block).message(4, new WireBuffer().varint(1, version)));
  }

  /** The bytes of the parameter file. */
  public byte[] parameters() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parameters.values().forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** Writes {@code model.pdmodel} and {@code model.pdiparams} into a folder. */
  public void writeTo(Path folder) throws IOException {
    Files.write(folder.resolve("model.pdmodel"), program());
    Files.write(folder.resolve("model.pdiparams"), parameters());
  }

  /** An operator call under construction. Not thread-safe. */
  public static final class Operator {
    private final String type;
    private final Map<String, List<String>> inputs = new LinkedHashMap<>();
    private final Map<String, List<String>> outputs = new LinkedHashMap<>();
    private final List<WireBuffer> attributes = new ArrayList<>();

    /** Starts a call of an operator of this name. */
    public Operator(String type) {
      this.type = type;
    }

    /** The values of an input slot. */
    public Operator input(String slot, String... names) {
      inputs.put(slot, List.of(names));
      return this;
    }

    /** The values of an output slot. */
    public Operator output(String slot, String... names) {
      outputs.put(slot, List.of(names));
      return this;
    }

    private Operator attribute(String name, int kind, WireBuffer value) {
      attributes.add(new WireBuffer().string(1, name).varint(2, kind).append(value));
      return this;
    }

    /** A 32-bit integer. */
    public Operator set(String name, int value) {
      return attribute(name, 0, new WireBuffer().varint(3, value));
    }

    /** A 64-bit integer. */
    public Operator set(String name, long value) {
      return attribute(name, 9, new WireBuffer().varint(13, value));
    }

    /** A 32-bit float. */
    public Operator set(String name, float value) {
      return attribute(name, 1, new WireBuffer().fixed32(4, value));
    }

    /** A text. */
    public Operator set(String name, String value) {
      return attribute(name, 2, new WireBuffer().string(5, value));
    }

    /** A flag. */
    public Operator set(String name, boolean value) {
      return attribute(name, 6, new WireBuffer().varint(10, value ? 1 : 0));
    }

    /** 32-bit integers. */
    public Operator set(String name, int... values) {
      WireBuffer list = new WireBuffer();
      for (int value : values) {
        list.varint(6, value);
      }
      return attribute(name, 3, list);
    }

    /** 64-bit integers. */
    public Operator set(String name, long... values) {
      WireBuffer list = new WireBuffer();
      for (long value : values) {
        list.varint(15, value);
      }
      return attribute(name, 11, list);
    }

    /** 32-bit floats. */
    public Operator set(String name, float... values) {
      WireBuffer list = new WireBuffer();
      for (float value : values) {
        list.fixed32(7, value);
      }
      return attribute(name, 4, list);
    }

    /** Values that a run computes. */
    public Operator setVariables(String name, String... names) {
      WireBuffer list = new WireBuffer();
      for (String variable : names) {
        list.string(18, variable);
      }
      return attribute(name, 14, list);
    }

    private WireBuffer message() {
      WireBuffer message = new WireBuffer();
      slots(message, 1, inputs);
      slots(message, 2, outputs);
      message.string(3, type);
      attributes.forEach(attribute -> message.message(4, attribute));
      return message;
    }

    private static void slots(WireBuffer message, int field, Map<String, List<String>> slots) {
      slots.forEach(
          (slot, names) -> {
            WireBuffer variable = new WireBuffer().string(1, slot);
            names.forEach(name -> variable.string(2, name));
            message.message(field, variable);
          });
    }
  }
}
