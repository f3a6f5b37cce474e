package io.github.matting4j.cli;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Subcommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for {@code matting video} where its add-on is not installed. */
@Command(
    name = AbsentVideoCommand.NAME,
    description = "Videos; needs the add-on matting-video, which is not installed here.")
final class AbsentVideoCommand extends Subcommand {
  static final String NAME = "video";

  @Unmatched private List<String> ignored = new ArrayList<>();

  @Override
  public Integer call() {
    err()
        .println(
            "matting: the add-on for videos is not installed, so nothing was done with "
                + Printable.line(String.join(" ", ignored))
                + "; put the jars of matting-video beside those of matting-cli, see"
                + " docs/video.md");
    err().flush();
    return ExitCode.USAGE;
  }
}
