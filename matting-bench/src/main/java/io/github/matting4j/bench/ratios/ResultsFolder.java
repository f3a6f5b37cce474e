package io.github.matting4j.bench.ratios;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of the folder that commands write results to and read them from. */
final class ResultsFolder {
  @Option(
      names = "--results",
      defaultValue = "matting-bench/target/results",
      description = "folder of the results' files (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("");

  Path get() {
    return folder;
  }
}
