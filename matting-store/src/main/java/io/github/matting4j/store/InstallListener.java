package io.github.matting4j.store;

import java.util.OptionalLong;

/**
 * Receives the progress of an installation, on the thread that installs. The methods do nothing by
 * default.
 */
public interface InstallListener {
  /** Ignores everything. */
  InstallListener NONE = new InstallListener() {};

  /** The steps of an installation, in their order. */
  enum Step {
    /** Waits until another process has installed the same model. */
    WAIT,
    /** Fetches the file. */
    DOWNLOAD,
    /** Compares size and hash. */
    VERIFY,
    /** Takes the program and its parameters out of the archive. */
    UNPACK,
    /** Makes an ONNX file of them. */
    CONVERT,
    /** Opens and runs the result. */
    CHECK,
    /** Moves the result to its place. */
    PUBLISH
  }

  /**
   * A step begins.
   *
   * @param model the id of the model
   * @param detail an address, a file; may be empty
   */
  default void step(String model, Step step, String detail) {}

  /**
   * Reports the bytes downloaded so far.
   *
   * @param total its size, if it is known
   */
  default void progress(long bytes, OptionalLong total) {}

  /** A message for the user: a further attempt, a warning. */
  default void note(String sentence) {}
}
