package io.github.matting4j.cli;

/**
 * A command that another jar adds to the command line. Found by {@link java.util.ServiceLoader}.
 */
public interface AddOn {
  /** Name of the command, such as {@code video}. */
  String name();

  /** A new instance of the class with picocli's annotations. */
  Object command();
}
