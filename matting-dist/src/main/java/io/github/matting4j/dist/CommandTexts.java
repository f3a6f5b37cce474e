package io.github.matting4j.dist;

import io.github.matting4j.cli.MattingCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the completion for bash and the sources of the manual pages. */
public final class CommandTexts {
  private CommandTexts() {}

  /**
   * Writes them.
   *
   * @param args the folder of the completion, that of the pages
   * @throws IOException if one cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path completions = Files.createDirectories(Path.of(args[0]));
    Path manual = Files.createDirectories(Path.of(args[1]));
    CommandLine commands = MattingCommand.commandLine();
    Files.writeString(
        completions.resolve("matting.bash"),
        AutoComplete.bash(commands.getCommandName(), commands));
    int status =
        ManPageGenerator.generateManPage(
            manual.toFile(), null, new boolean[0], false, commands.getCommandSpec());
    if (status != 0) {
      throw new IOException("the manual was not written to " + manual + ": status " + status);
    }
  }
}
