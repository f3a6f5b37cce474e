package io.github.matting4j.cli.options;

import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which results are made of each of many photos, and their names. */
public final class ResultOptions {
  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Names of results in their folder, of {dir}, {name}, {ext} and {kind}. Default: "
              + OutputPattern.DEFAULT)
  private String pattern = OutputPattern.DEFAULT;

  @Option(
      names = "--which",
      split = ",",
      paramLabel = "KIND",
      description = "alpha, cutout, composed, with commas between. Default: all that cutout makes.")
  private Set<ResultKind> which = EnumSet.noneOf(ResultKind.class);

  /** The pattern of the names, as it was given. */
  public String pattern() {
    return pattern;
  }

  /** The results that are asked for: without {@code --which} all, composed ones on a background. */
  public Set<ResultKind> kinds(CutOutSettings settings) {
    return which.isEmpty() ? ResultKind.usual(settings) : which;
  }
}
