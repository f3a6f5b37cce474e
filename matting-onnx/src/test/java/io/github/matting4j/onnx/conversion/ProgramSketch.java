package io.github.matting4j.onnx.conversion;

import io.github.matting4j.graph.paddle.program.DataType;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;

/** Describes a small program of Paddle 2.4.2 whose parameters are drawn later. */
final class ProgramSketch {
  private final PaddleProgram program = new PaddleProgram(2_004_002);

  /** Adds an input; -1 is an open size. */
  void input(String name, long... dims) {
    program.feed(name, dims);
  }

  /** Adds a parameter. */
  void parameter(String name, long... dims) {
    program.parameter(name, new float[0], dims);
  }

  /** Makes a value an output. */
  void output(String name) {
    program.fetch(name);
  }

  /** Begins an operator. */
  Sketch operator(String type) {
    return new Sketch(new Operator(type));
  }

  /** The bytes of the program file. */
  byte[] toBytes() {
    return program.program();
  }

  /** An operator that is being described. */
  final class Sketch {
    private final Operator operator;

    private Sketch(Operator operator) {
      this.operator = operator;
    }

    Sketch input(String slot, String... names) {
      operator.input(slot, names);
      return this;
    }

    Sketch integer(String name, int value) {
      operator.set(name, value);
      return this;
    }

    Sketch integers(String name, int... values) {
      operator.set(name, values);
      return this;
    }

    Sketch real(String name, float value) {
      operator.set(name, value);
      return this;
    }

    Sketch reals(String name, float... values) {
      operator.set(name, values);
      return this;
    }

    Sketch text(String name, String value) {
      operator.set(name, value);
      return this;
    }

    Sketch flag(String name, boolean value) {
      operator.set(name, value);
      return this;
    }

    /** Ends the operator: its value of 32-bit floats, -1 for open sizes. */
    void gives(String slot, String name, long... dims) {
      gives(DataType.FLOAT32, slot, name, dims);
    }

    /** Ends the operator: its value. */
    void gives(DataType type, String slot, String name, long... dims) {
      program.value(name, type.code(), dims).add(operator.output(slot, name));
    }

    /** Ends the operator: its values of 32-bit floats in one slot. */
    void gives(String slot, String[] names, long[][] dims) {
      for (int i = 0; i < names.length; i++) {
        program.value(names[i], DataType.FLOAT32.code(), dims[i]);
      }
      program.add(operator.output(slot, names));
    }
  }
}
