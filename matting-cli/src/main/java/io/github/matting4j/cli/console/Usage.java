package io.github.matting4j.cli.console;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is wrong with the arguments of a command. Stateless. */
public final class Usage {
  private Usage() {}

  /** An argument that was refused, or a file of one that cannot be read. */
  public static ParameterException refused(CommandLine commandLine, Exception e) {
    String message =
        e instanceof IllegalArgumentException
            ? Objects.toString(e.getMessage())
            : Trouble.of(e).text();
    return new ParameterException(commandLine, message, e);
  }
}
