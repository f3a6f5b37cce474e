package io.github.matting4j.graph.paddle.sample;

import io.github.matting4j.graph.paddle.program.DataType;
import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import io.github.matting4j.graph.paddle.program.Operation;
import io.github.matting4j.graph.paddle.program.Program;
import io.github.matting4j.graph.paddle.program.Variable;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Parameters for programs that come without: random, but of the size and sign that their slots
 * need, so that values neither vanish nor explode.
 */
public final class SeededParameters {
  private static final double SPREAD = 0.2;

  private SeededParameters() {}

  /** The bytes of a parameter file; the same seed gives the same bytes. */
  public static byte[] of(Program program, long seed) throws InvalidProgramException {
    Map<String, String> slots = new HashMap<>();
    for (Operation operation : program.operations()) {
      operation.inputs().forEach((slot, names) -> names.forEach(name -> slots.put(name, slot)));
    }
    PaddleProgram file = new PaddleProgram(0);
    for (Variable variable : program.parameters()) {
      if (variable.type() != DataType.FLOAT32) {
        throw new InvalidProgramException("Parameter " + variable + " is not of 32-bit floats");
      }
      Random random = new Random(seed * 31 + variable.name().hashCode());
      draw(variable, slots.getOrDefault(variable.name(), ""), random, file);
    }
    return file.parameters();
  }

  private static void draw(Variable variable, String slot, Random random, PaddleProgram file) {
    long[] dims = variable.dims().stream().mapToLong(Long::longValue).toArray();
    int count = 1;
    for (long dim : dims) {
      count = Math.multiplyExact(count, Math.toIntExact(dim));
    }
    float[] values = new float[count];
    double fan = dims.length > 1 ? (double) count / dims[0] : 1;
    for (int i = 0; i < count; i++) {
      double normal = random.nextGaussian();
      values[i] =
          (float)
              switch (slot) {
                case "Scale", "Variance" -> Math.exp(SPREAD * normal);
                case "Filter" -> normal * Math.sqrt(2 / fan);
                default -> dims.length > 1 ? normal / Math.sqrt(fan) : SPREAD * normal;
              };
    }
    file.parameter(variable.name(), values, dims);
  }
}
