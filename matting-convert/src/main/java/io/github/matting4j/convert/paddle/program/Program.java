package io.github.matting4j.convert.paddle.program;

import io.github.matting4j.convert.hash.FileHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Paddle inference program without control flow: its operators in the order of execution. Each
 * value is assigned once: where the file assigns a name again, the later value is called {@code
 * name@1} and so on. Immutable and thread-safe.
 */
public final class Program {
  /** Largest program file that is read, in bytes; real ones have at most three million. */
  public static final int MAX_BYTES = 16 << 20;

  private final Producer producer;
  private final String sha256;
  private final Map<String, Variable> variables;
  private final List<Variable> parameters;
  private final List<String> inputs;
  private final List<String> outputs;
  private final List<Operation> operations;

  Program(
      Producer producer,
      String sha256,
      Map<String, Variable> variables,
      List<Variable> parameters,
      List<String> inputs,
      List<String> outputs,
      List<Operation> operations) {
    this.producer = producer;
    this.sha256 = sha256;
    this.variables = Map.copyOf(variables);
    this.parameters = List.copyOf(parameters);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.operations = List.copyOf(operations);
  }

  /**
   * Reads a program file of Paddle 2 or 3; its content decides which.
   *
   * @throws InvalidProgramException if it is neither, is damaged, or needs control flow
   * @throws IOException if it cannot be read
   */
  public static Program read(Path file) throws IOException, InvalidProgramException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return parse(bytes);
    }
  }

  /**
   * Reads a program from the bytes of its file.
   *
   * @throws InvalidProgramException if they are not a Paddle program, or it needs control flow
   */
  public static Program parse(byte[] bytes) throws InvalidProgramException {
    if (bytes.length > MAX_BYTES) {
      throw new InvalidProgramException(
          "The program is larger than the limit of "
              + MAX_BYTES
              + " bytes. Check that the program file was given, not the parameters.");
    }
    if (bytes.length == 0) {
      throw new InvalidProgramException("The program file is empty. " + Refusals.DAMAGED);
    }
    ProgramBuilder builder = new ProgramBuilder(FileHash.of(bytes));
    Producer producer =
        PirReader.accepts(bytes)
            ? PirReader.read(bytes, builder)
            : ProgramDescReader.read(bytes, builder);
    return builder.build(producer);
  }

  /** Which Paddle wrote it. */
  public Producer producer() {
    return producer;
  }

  /** SHA-256 of the program file, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** The declaration of a value. */
  public Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /** The trained parameters in the order of their file, which is that of the names' bytes. */
  public List<Variable> parameters() {
    return parameters;
  }

  /** Names of the values that a run is given, in the order of Paddle's feed columns. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names of the values that a run returns, in the order of Paddle's fetch columns. */
  public List<String> outputs() {
    return outputs;
  }

  /** The operators in the order of execution, without feed and fetch. */
  public List<Operation> operations() {
    return operations;
  }
}
