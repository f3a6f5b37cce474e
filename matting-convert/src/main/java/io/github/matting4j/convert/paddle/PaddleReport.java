package io.github.matting4j.convert.paddle;

import io.github.matting4j.convert.paddle.program.Producer;
import java.util.List;
import java.util.Optional;

/**
 * What a conversion found and did. Immutable and thread-safe.
 *
 * @param producer which Paddle exported the network
 * @param inputs names, in Paddle's order
 * @param outputs names, in Paddle's order, then the further ones that were asked for
 * @param exportedSize the one size that the network was exported for; empty if it was any
 * @param dynamic whether the result accepts any size
 * @param sizeMultiple what height and width must be multiples of, in pixels
 * @param operators how many of the program's operators the outputs depend on
 * @param provenSizes how many of the sizes that the program declares follow from the input's
 * @param rewrites constants of the program that follow the input's size now, in words
 * @param warnings what could not be done or confirmed, in words
 * @param programHash SHA-256 of the program file, in lower-case hexadecimal
 * @param parametersHash SHA-256 of the parameter file, in lower-case hexadecimal
 */
public record PaddleReport(
    Producer producer,
    List<String> inputs,
    List<String> outputs,
    Optional<FixedSize> exportedSize,
    boolean dynamic,
    int sizeMultiple,
    int operators,
    int provenSizes,
    List<String> rewrites,
    List<String> warnings,
    String programHash,
    String parametersHash) {
  /** Copies the lists. */
  public PaddleReport {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    rewrites = List.copyOf(rewrites);
    warnings = List.copyOf(warnings);
  }

  /** A height and a width in pixels. */
  public record FixedSize(int height, int width) {
    /** Height, then width, as in {@code 512x768}. */
    @Override
    public String toString() {
      return height + "x" + width;
    }
  }
}
