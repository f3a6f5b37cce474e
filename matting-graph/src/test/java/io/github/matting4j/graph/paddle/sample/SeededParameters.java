package io.github.matting4j.graph.paddle.sample;

import io.github.matting4j.graph.paddle.program.DataType;
import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import io.github.matting4j.graph.paddle.program.Operation;
import io.github.matting4j.graph.paddle.program.Program;
import io.github.matting4j.graph.paddle.program.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    List<byte[]> tensors = new ArrayList<>();
    for (Variable variable : program.parameters()) {
      if (variable.type() != DataType.FLOAT32) {
        throw new InvalidProgramException("Parameter " + variable + " is not of 32-bit floats");
      }
      Random random = new Random(seed * 31 + variable.name().hashCode());
      tensors.add(tensor(variable, slots.getOrDefault(variable.name(), ""), random));
    }
    ByteBuffer file = ByteBuffer.allocate(tensors.stream().mapToInt(bytes -> bytes.length).sum());
    tensors.forEach(file::put);
    return file.array();
  }

  private static byte[] tensor(Variable variable, String slot, Random random) {
    long[] dims = variable.dims().stream().mapToLong(Long::longValue).toArray();
    int count = 1;
    for (long dim : dims) {
      count = Math.multiplyExact(count, Math.toIntExact(dim));
    }
    byte[] desc = ProgramSketch.desc(variable.type(), dims).toBytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(20 + desc.length + count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putLong(0).putInt(0).putInt(desc.length).put(desc);
    double fan = dims.length > 1 ? (double) count / dims[0] : 1;
    for (int i = 0; i < count; i++) {
      double normal = random.nextGaussian();
      bytes.putFloat(
          (float)
              switch (slot) {
                case "Scale", "Variance" -> Math.exp(SPREAD * normal);
                case "Filter" -> normal * Math.sqrt(2 / fan);
                default -> dims.length > 1 ? normal / Math.sqrt(fan) : SPREAD * normal;
              });
    }
    return bytes.array();
  }
}
