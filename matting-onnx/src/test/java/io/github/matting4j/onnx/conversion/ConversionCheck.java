package io.github.matting4j.onnx.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.convert.paddle.ConversionOptions;
import io.github.matting4j.convert.paddle.PaddleConverter;
import io.github.matting4j.convert.paddle.PaddleReport;
import io.github.matting4j.convert.paddle.interpreter.Interpreter;
import io.github.matting4j.convert.paddle.interpreter.PlainTensor;
import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.program.Variable;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs a program in ONNX Runtime, after its conversion, and in the interpreter. */
final class ConversionCheck implements AutoCloseable {
  /** Relative error of a value above which its operator is called the first wrong one. */
  private static final double WRONG = 1e-3;

  private final Path programFile;
  private final Path parameterFile;
  private final ConversionOptions options;
  private final Program program;
  private final boolean same;
  private final Interpreter interpreter;
  private final PaddleReport report;
  private final OrtSession session;

  ConversionCheck(Path programFile, Path parameterFile, ConversionOptions options)
      throws Exception {
    this(programFile, parameterFile, options, programFile);
  }

  /**
   * Converts one program and interprets another of the same network, which may accept sizes that
   * the first was not exported for.
   */
  ConversionCheck(Path programFile, Path parameterFile, ConversionOptions options, Path interpreted)
      throws Exception {
    this.programFile = programFile;
    this.parameterFile = parameterFile;
    this.options = options;
    program = Program.read(interpreted);
    same = interpreted.equals(programFile);
    interpreter = new Interpreter(program, Parameters.read(parameterFile, program));
    report = PaddleConverter.convert(programFile, parameterFile, options).report();
    session = session(options);
  }

  private OrtSession session(ConversionOptions of) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PaddleConverter.convert(programFile, parameterFile, of).writeTo(bytes);
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(1);
      settings.setInterOpNumThreads(1);
      return OrtEnvironment.getEnvironment().createSession(bytes.toByteArray(), settings);
    }
  }

  PaddleReport report() {
    return report;
  }

  /**
   * Fails if an output differs for an input of this size.
   *
   * @param height in pixels
   * @param width in pixels
   * @param tolerance largest allowed difference, for outputs up to 1; more for larger ones
   */
  void agreesAt(int height, int width, double tolerance) throws Exception {
    Map<String, PlainTensor> inputs = inputs(height, width);
    Map<String, PlainTensor> expected = interpreter.run(inputs);
    Map<String, PlainTensor> found = run(session, inputs);
    for (int i = 0; i < program.outputs().size(); i++) {
      String output = program.outputs().get(i);
      PlainTensor wanted = expected.get(output);
      PlainTensor got = found.get(report.outputs().get(i));
      String place = output + " at " + height + "x" + width;
      assertThat(got.dims()).as("sizes of " + place).isEqualTo(wanted.dims());
      double difference = difference(got, wanted) / Math.max(1, largest(wanted));
      if (!(difference <= tolerance)) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "%s differs by %.3g, allowed is %.3g. %s",
                place,
                difference,
                tolerance,
                firstWrong(inputs, expected)));
      }
      assertThat(wanted.values()).as("finite values of " + place).doesNotContain(Double.NaN);
    }
  }

  /** Pictures with structure at every scale, between -1.3 and 1.3. */
  private Map<String, PlainTensor> inputs(int height, int width) {
    Map<String, PlainTensor> inputs = new LinkedHashMap<>();
    for (String name : program.inputs()) {
      List<Long> declared = program.variable(name).map(Variable::dims).orElseThrow();
      List<Integer> dims = new ArrayList<>();
      for (int axis = 0; axis < declared.size(); axis++) {
        int given = axis == 2 ? height : axis == 3 ? width : 1;
        dims.add(declared.get(axis) < 0 || axis >= 2 ? given : declared.get(axis).intValue());
      }
      int count = dims.stream().reduce(1, Math::multiplyExact);
      Random random = new Random(height * 1000L + width);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        int x = i % width;
        int y = i / width % height;
        int plane = i / width / height;
        double waves = Math.sin(x / 7.0 + plane) * Math.cos(y / 5.0 - plane);
        values[i] = (float) (waves + 0.6 * (random.nextDouble() - 0.5));
      }
      inputs.put(name, PlainTensor.of(dims, values));
    }
    return inputs;
  }

  private static Map<String, PlainTensor> run(OrtSession session, Map<String, PlainTensor> inputs)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new TreeMap<>();
    Map<String, PlainTensor> outputs = new LinkedHashMap<>();
    try {
      for (String name : session.getInputNames()) {
        PlainTensor input = inputs.get(name);
        tensors.put(
            name,
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input.floats()), dims(input)));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        for (Map.Entry<String, ?> entry : result) {
          outputs.put(entry.getKey(), tensor((OnnxTensor) entry.getValue()));
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  private static long[] dims(PlainTensor tensor) {
    return tensor.dims().stream().mapToLong(Integer::longValue).toArray();
  }

  private static PlainTensor tensor(OnnxTensor value) {
    List<Integer> dims = new ArrayList<>();
    for (long dim : value.getInfo().getShape()) {
      dims.add((int) dim);
    }
    int count = dims.stream().reduce(1, Math::multiplyExact);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (value.getInfo().type) {
            case FLOAT -> value.getFloatBuffer().get(i);
            case INT32 -> value.getIntBuffer().get(i);
            case INT64 -> value.getLongBuffer().get(i);
            default -> throw new IllegalArgumentException("type " + value.getInfo().type);
          };
    }
    return new PlainTensor(
        switch (value.getInfo().type) {
          case INT32 -> DataType.INT32;
          case INT64 -> DataType.INT64;
          default -> DataType.FLOAT32;
        },
        dims,
        values);
  }

  private static double difference(PlainTensor found, PlainTensor expected) {
    double largest = 0;
    for (int i = 0; i < expected.values().length; i++) {
      double difference = Math.abs(found.values()[i] - expected.values()[i]);
      // NaN counts as a difference.
      largest = difference <= largest ? largest : difference;
    }
    return largest;
  }

  private static double largest(PlainTensor tensor) {
    double largest = 0;
    for (double value : tensor.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Names the first operator whose value differs too much, by a conversion that returns all. */
  private String firstWrong(Map<String, PlainTensor> inputs, Map<String, PlainTensor> expected) {
    if (!same) {
      return "Convert the interpreted program to find the first wrong operator";
    }
    Map<String, Operation> compared = new LinkedHashMap<>();
    for (Operation operation : program.operations()) {
      for (List<String> names : operation.outputs().values()) {
        for (String name : names) {
          PlainTensor value = expected.get(name);
          if (value != null && value.type() == DataType.FLOAT32 && value.rank() > 0) {
            compared.put(name, operation);
          }
        }
      }
    }
    String[] names = compared.keySet().toArray(String[]::new);
    Map<String, PlainTensor> found;
    try (OrtSession all = session(options.withExtraOutputs(names))) {
      found = run(all, inputs);
    } catch (Exception e) {
      return "The first wrong operator was not found: " + e;
    }
    String message = "No operator's value has a relative error above " + WRONG;
    for (Map.Entry<String, Operation> entry : compared.entrySet()) {
      PlainTensor wanted = expected.get(entry.getKey());
      PlainTensor got = found.get(entry.getKey());
      if (got == null) {
        continue;
      }
      boolean fits = got.dims().equals(wanted.dims());
      double error = fits ? difference(got, wanted) / Math.max(largest(wanted), 1e-6) : Double.NaN;
      if (!(error <= WRONG)) {
        return String.format(
            Locale.ROOT,
            "The first wrong operator is %s for '%s': sizes %s, expected %s, relative error %.3g;"
                + " inputs %s, attributes %s",
            entry.getValue().type(),
            entry.getKey(),
            got.dims(),
            wanted.dims(),
            error,
            entry.getValue().inputs(),
            entry.getValue().attributes());
      }
    }
    return message;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
