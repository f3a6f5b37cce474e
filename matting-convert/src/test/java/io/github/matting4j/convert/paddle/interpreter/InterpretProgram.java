package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a program on a picture and compares its first output with another engine's. For networks
 * that are too large for a test.
 *
 * <pre>PROGRAM PARAMETERS HEIGHT WIDTH INPUT.f32 EXPECTED.f32</pre>
 *
 * <p>The picture has three planes of little-endian floats, prepared as the network wants it.
 */
public final class InterpretProgram {
  private InterpretProgram() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Program program = Program.read(Path.of(arguments[0]));
    Parameters parameters = Parameters.read(Path.of(arguments[1]), program);
    List<Integer> dims =
        List.of(1, 3, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    PlainTensor input = PlainTensor.of(dims, floats(Path.of(arguments[4])));
    long start = System.nanoTime();
    Map<String, PlainTensor> values =
        new Interpreter(program, parameters).run(Map.of(program.inputs().get(0), input));
    float[] found = values.get(program.outputs().get(0)).floats();
    float[] expected = floats(Path.of(arguments[5]));
    double largest = found.length == expected.length ? 0 : Double.NaN;
    double sum = 0;
    for (int i = 0; i < Math.min(found.length, expected.length); i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
      sum += Math.abs(found[i] - expected[i]);
    }
    System.out.printf(
        Locale.ROOT,
        "%d values, largest difference %.3g, mean %.3g, %.1f s%n",
        values.size(),
        largest,
        sum / found.length,
        (System.nanoTime() - start) / 1e9);
  }

  private static float[] floats(Path file) throws IOException {
    FloatBuffer buffer =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }
}
