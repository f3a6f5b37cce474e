package io.github.matting4j.convert.paddle.program;

import io.github.matting4j.convert.hash.FileHash;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trained tensors of a program. The file holds them one after the other, without names, in the
 * order of the names' bytes; opening it reads the headers only and proves that count, types, sizes
 * and the end of the file agree with the program. Immutable and thread-safe; the file must not
 * change while this is in use.
 */
public final class Parameters {
  private static final int CHUNK = 1 << 20;

  /** Far above the longest possible description of a tensor. */
  private static final int MAX_DESCRIPTION = 1 << 10;

  private static final int MAX_LEVELS = 16;

  private final ParameterSource source;
  private final Map<String, Parameter> parameters;

  private Parameters(ParameterSource source, Map<String, Parameter> parameters) {
    this.source = source;
    this.parameters = Collections.unmodifiableMap(parameters);
  }

  /**
   * Reads the headers of a combined parameter file ({@code .pdiparams}).
   *
   * @throws InvalidProgramException if the file is damaged or of another program
   * @throws IOException if it cannot be read
   */
  public static Parameters read(Path file, Program program)
      throws IOException, InvalidProgramException {
    return read(ParameterSource.of(file), program);
  }

  /**
   * The same of a buffer, from its position to its limit; it must not change.
   *
   * @throws InvalidProgramException if the content is damaged or of another program
   */
  public static Parameters parse(ByteBuffer bytes, Program program) throws InvalidProgramException {
    try {
      return read(ParameterSource.of(bytes), program);
    } catch (IOException e) {
      throw new InvalidProgramException(
          "The parameters end early: " + e.getMessage() + ". " + Refusals.PAIR, e);
    }
  }

  /** The same of any source of bytes. */
  public static Parameters read(ParameterSource source, Program program)
      throws IOException, InvalidProgramException {
    long size = source.size();
    Cursor cursor = new Cursor(source, size);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    List<Variable> wanted = program.parameters();
    for (Variable variable : wanted) {
      if (cursor.at == size) {
        throw new InvalidProgramException(
            "The parameter file has too few tensors: "
                + parameters.size()
                + ", but the program has "
                + wanted.size()
                + ". "
                + Refusals.PAIR);
      }
      parameters.put(variable.name(), tensor(variable, cursor));
    }
    if (cursor.at != size) {
      throw new InvalidProgramException(
          "The parameter file is longer than the program's "
              + wanted.size()
              + " tensors: "
              + (size - cursor.at)
              + " bytes are left. "
              + Refusals.PAIR);
    }
    return new Parameters(source, parameters);
  }

  private static Parameter tensor(Variable variable, Cursor cursor)
      throws IOException, InvalidProgramException {
    cursor.requireZero(variable);
    skipLevels(variable, cursor);
    cursor.requireZero(variable);
    Variable found = description(variable, cursor);
    requireSame(found, variable);
    long bytes = bytes(found);
    long position = cursor.at;
    cursor.skip(variable, bytes);
    return new Parameter(
        variable.name(), found.type(), found.dims(), bytes, position, cursor.source);
  }

  /** Skips the sequence levels, which are not needed. */
  private static void skipLevels(Variable variable, Cursor cursor)
      throws IOException, InvalidProgramException {
    long levels = cursor.next(Long.BYTES).getLong();
    if (levels < 0 || levels > MAX_LEVELS) {
      throw cursor.invalid(variable, "sequence levels", levels);
    }
    for (long i = 0; i < levels; i++) {
      cursor.skip(variable, cursor.next(Long.BYTES).getLong());
    }
  }

  /** The type and shape that the file states for the tensor that is expected next. */
  private static Variable description(Variable expected, Cursor cursor)
      throws IOException, InvalidProgramException {
    int length = cursor.next(Integer.BYTES).getInt();
    if (length < 0 || length > MAX_DESCRIPTION) {
      throw cursor.invalid(expected, "length of the description", length);
    }
    try {
      return ProgramDescReader.tensor(
          expected.name(), WireMessage.parse(cursor.next(length).slice()));
    } catch (MalformedGraphException e) {
      throw new InvalidProgramException(
          "The parameter file is damaged at '"
              + expected.name()
              + "': "
              + e.getMessage()
              + ". "
              + Refusals.PAIR,
          e);
    }
  }

  private static void requireSame(Variable found, Variable expected)
      throws InvalidProgramException {
    if (found.type() != expected.type() || !found.dims().equals(expected.dims())) {
      throw new InvalidProgramException(
          "The parameter file does not fit the program: tensor '"
              + expected.name()
              + "' is "
              + found.type()
              + found.dims()
              + ", the program needs "
              + expected.type()
              + expected.dims()
              + ". "
              + Refusals.PAIR);
    }
  }

  /** The size of a tensor, below 2 GiB. */
  private static long bytes(Variable tensor) throws InvalidProgramException {
    long bytes = tensor.type().bytes();
    for (long dim : tensor.dims()) {
      if (dim > 0 && bytes > Integer.MAX_VALUE / dim) {
        throw new InvalidProgramException(
            "Tensor '"
                + tensor.name()
                + "' has 2 GiB or more: "
                + tensor.dims()
                + ". "
                + Refusals.DAMAGED);
      }
      bytes *= dim;
    }
    return bytes;
  }

  /** A tensor of the program. */
  public Optional<Parameter> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** All tensors by name, in the order of the file. */
  public Map<String, Parameter> all() {
    return parameters;
  }

  /**
   * SHA-256 of the whole file, in lower-case hexadecimal. Reads it.
   *
   * @throws IOException if the file cannot be read
   */
  public String sha256() throws IOException {
    MessageDigest digest = FileHash.newDigest();
    long size = source.size();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long at = 0; at < size; at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK, size - at));
      source.read(at, chunk);
      digest.update(chunk.flip());
    }
    return FileHash.text(digest);
  }

  /** A place in the file, advanced by reading. */
  private static final class Cursor {
    final ParameterSource source;
    private final long size;
    long at;

    Cursor(ParameterSource source, long size) {
      this.source = source;
      this.size = size;
    }

    ByteBuffer next(int bytes) throws IOException, InvalidProgramException {
      if (bytes > size - at) {
        throw cut();
      }
      ByteBuffer read = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      source.read(at, read);
      at += bytes;
      return read.flip();
    }

    void skip(Variable variable, long bytes) throws InvalidProgramException {
      if (bytes < 0) {
        throw invalid(variable, "length", bytes);
      }
      if (bytes > size - at) {
        throw cut();
      }
      at += bytes;
    }

    void requireZero(Variable variable) throws IOException, InvalidProgramException {
      int version = next(Integer.BYTES).getInt();
      if (version != 0) {
        throw invalid(variable, "version", version);
      }
    }

    InvalidProgramException invalid(Variable variable, String what, long found) {
      return new InvalidProgramException(
          "The parameter file has an impossible "
              + what
              + " where tensor '"
              + variable.name()
              + "' must be: "
              + found
              + " before byte "
              + at
              + ". "
              + Refusals.PAIR);
    }

    private InvalidProgramException cut() {
      return new InvalidProgramException(
          "The parameter file is cut: it ends at byte "
              + size
              + " within a tensor. "
              + Refusals.PAIR);
    }
  }
}
