package io.github.matting4j.graph.paddle.program;

/**
 * Which Paddle wrote a program.
 *
 * @param format of the program file
 * @param major version number; 0 for a development build and where the file does not say
 * @param minor version number
 * @param patch version number
 */
public record Producer(Format format, int major, int minor, int patch) {
  private static final int MAJOR = 1_000_000;
  private static final int MINOR = 1000;

  /** Formats of program files. */
  public enum Format {
    /** Paddle 2's protobuf message, {@code .pdmodel}. */
    PROGRAM_DESC,
    /** Paddle 3's intermediate representation, {@code .json}. */
    PIR
  }

  static Producer programDesc(long code) throws InvalidProgramException {
    if (code < 0 || code / MAJOR > 99) {
      throw new InvalidProgramException(
          "The program states an impossible Paddle version: " + code + ". " + Refusals.DAMAGED);
    }
    int version = (int) code;
    return new Producer(
        Format.PROGRAM_DESC, version / MAJOR, version / MINOR % MINOR, version % MINOR);
  }

  /** Whether the file states the version, at least the major one. */
  public boolean isKnown() {
    return format == Format.PIR || major > 0;
  }

  /**
   * Such as {@code paddle 2.4.2}, {@code paddle 3 (PIR)} or {@code paddle (version not stated)}.
   */
  @Override
  public String toString() {
    if (format == Format.PIR) {
      return "paddle 3 (PIR)";
    }
    return isKnown()
        ? "paddle " + major + "." + minor + "." + patch
        : "paddle (version not stated)";
  }
}
