package io.github.matting4j.cli;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Subcommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for {@code matting video} where its add-on is not installed. */
@Command(
    name = AbsentVideoCommand.NAME,
    description = "Videos; needs the add-on matting-video-cli, which is not installed here.")
final class AbsentVideoCommand extends Subcommand {
  static final String NAME = "video";

  @Unmatched private final List<String> ignored = List.of();

  @Override
  public Integer call() {
    err()
        .println(
            "matting: the add-on for videos is not installed; put the jars of matting-video-cli"
                + " next to those of matting-cli, see docs/video.md");
    err().flush();
    return ExitCode.USAGE;
  }
}
