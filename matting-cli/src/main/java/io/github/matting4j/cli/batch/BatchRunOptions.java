package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchRunner;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a batch remembers, and how far and on how much it goes. */
final class BatchRunOptions {
  private static final String MANIFEST = "matting-manifest.jsonl";

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "What was done is kept in this file, one JSON object a line. Default:"
              + " DIR/matting-manifest.jsonl")
  private @Nullable Path manifest;

  @Option(
      names = "--verify",
      description = "Tells changed photos by their content, not by size and time.")
  private boolean verify;

  @Option(names = "--limit", paramLabel = "N", description = "Ends after so many photos.")
  private @Nullable Long limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "A photo that takes longer fails. Default: none does.")
  private @Nullable Double timeout;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description =
          "Heap for the photos at hand: the next one waits until its estimate fits in. Default:"
              + " 60%% of Java's largest heap.")
  private @Nullable Integer megabytes;

  /**
   * Looks at the numbers.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  void check() {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit is " + limit + "; it must be at least 1");
    }
    if (timeout != null && !(timeout > 0 && timeout < 1e9)) {
      throw new IllegalArgumentException("--timeout is " + timeout + "; it must be positive");
    }
    if (megabytes != null && megabytes < 1) {
      throw new IllegalArgumentException("--memory is " + megabytes + "; it must be at least 1 MB");
    }
  }

  /** The file that remembers, in the folder of results unless another one was named. */
  Path manifest(Path results) {
    return manifest == null ? results.resolve(MANIFEST) : manifest;
  }

  /** Hands on all but the manifest. */
  BatchRunner applyTo(BatchRunner runner) {
    BatchRunner changed = runner.verifying(verify);
    changed = limit == null ? changed : changed.limit(limit);
    changed = timeout == null ? changed : changed.timeout(Duration.ofNanos((long) (timeout * 1e9)));
    return megabytes == null ? changed : changed.memory((long) megabytes << 20);
  }
}
