package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.io.OutputFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which results a batch makes, where, and how they are named. */
final class BatchResultOptions {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results.")
  private Path output = Path.of("");

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Names of results below DIR, of {dir}, {name}, {ext} and {kind}. Default: "
              + OutputPattern.DEFAULT)
  private String pattern = OutputPattern.DEFAULT;

  @Option(
      names = "--which",
      split = ",",
      paramLabel = "KIND",
      description = "alpha, cutout, composed, with commas between. Default: all that cutout makes.")
  private Set<ResultKind> which = EnumSet.noneOf(ResultKind.class);

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
    OutputPattern outputs = OutputPattern.of(output, pattern, kinds(plan));
    checkFormats(outputs);
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

  private List<String> kinds(CutOutSettings plan) {
    Set<ResultKind> kinds = EnumSet.allOf(ResultKind.class);
    if (!which.isEmpty()) {
      kinds = which;
    } else if (!plan.backdrop().wanted()) {
      kinds.remove(ResultKind.COMPOSED);
    }
    return kinds.stream().map(ResultKind::label).toList();
  }

  /** JPEG is for composed pictures alone. */
  private static void checkFormats(OutputPattern outputs) {
    outputs
        .outputs(PhotoFile.of(Path.of("x.jpg")))
        .forEach(
            (kind, file) -> {
              if (OutputFormat.of(file) == OutputFormat.JPEG
                  && !kind.equals(ResultKind.COMPOSED.label())) {
                throw new IllegalArgumentException(
                    "the pattern makes "
                        + file.getFileName()
                        + ", but JPEG has no transparency;"
                        + " let it end in .png, or say --which composed");
              }
            });
  }
}
