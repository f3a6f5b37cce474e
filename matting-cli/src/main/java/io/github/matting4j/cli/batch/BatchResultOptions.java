package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.cli.options.ResultOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which results a batch makes, where, and how they are named. */
final class BatchResultOptions {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results.")
  private Path output = Path.of("");

  @Mixin private final ResultOptions results = new ResultOptions();

  /** The folder of the results. */
  Path folder() {
    return output;
  }

  /**
   * The names of the results.
   *
   * @throws IllegalArgumentException if the pattern makes no sense, or the folder cannot be one
   */
  OutputPattern pattern(CutOutSettings plan) {
    checkFolder();
    OutputPattern outputs = OutputPattern.of(output, results.pattern(), labels(plan));
    ResultKind.checkFormats(outputs);
    return outputs;
  }

  private void checkFolder() {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new IllegalArgumentException(
          "-o is " + output + ", a file; name a folder for the results");
    }
    Path existing = output.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new IllegalArgumentException(
          "-o is " + output + ", but " + existing + " is a file; name another folder");
    }
    if (!Files.isWritable(existing)) {
      throw new IllegalArgumentException(
          "-o is "
              + output
              + ", but the folder "
              + existing
              + " is not writable; allow writing or name another folder");
    }
  }

  private List<String> labels(CutOutSettings plan) {
    return results.kinds(plan).stream().map(ResultKind::label).toList();
  }
}
