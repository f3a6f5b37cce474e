package io.github.matting4j.convert.paddle;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Converts programs that tests write. */
final class Conversions {
  /** Paddle 2.4.2. */
  static final long VERSION = 2_004_002;

  private Conversions() {}

  /** A program with one input {@code x} of these sizes. */
  static PaddleProgram program(long... dims) {
    return new PaddleProgram(VERSION).feed("x", dims);
  }

  /** A call with an input X and an output Out. */
  static Operator operator(String type, String x, String out) {
    return new Operator(type).input("X", x).output("Out", out);
  }

  static Conversion<PaddleReport> convert(PaddleProgram program, ConversionOptions options)
      throws IOException, InvalidProgramException {
    Program parsed = Program.parse(program.program());
    Parameters parameters = Parameters.parse(ByteBuffer.wrap(program.parameters()), parsed);
    return PaddleConverter.convert(parsed, parameters, options);
  }

  static Conversion<PaddleReport> convert(PaddleProgram program)
      throws IOException, InvalidProgramException {
    return convert(program, ConversionOptions.defaults());
  }

  static byte[] bytes(Conversion<PaddleReport> conversion) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    conversion.writeTo(out);
    return out.toByteArray();
  }

  static byte[] onnx(PaddleProgram program) throws IOException, InvalidProgramException {
    return bytes(convert(program));
  }
}
