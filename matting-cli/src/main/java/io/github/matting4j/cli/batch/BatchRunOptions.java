package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.layout.BatchLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a batch remembers, how it shares the cores, and where it ends. */
final class BatchRunOptions {
  private static final String MANIFEST = "matting-manifest.jsonl";
  private static final String AUTO = "auto";

  @Option(
      names = "--parallel",
      paramLabel = "N|auto",
      description =
          "Photos processed at the same time; the cores are divided among them. 1 gives every core"
              + " to one photo; auto is one more than cores, and measures during the first minute how"
              + " many threads the engine should have for each. Default: as many as cores.")
  private @Nullable String parallel;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "What was done is kept in this file, one JSON object per line. Default:"
              + " DIR/matting-manifest.jsonl")
  private @Nullable Path manifest;

  @Option(
      names = "--verify",
      description = "Detects changed photos by their content, not by size and time.")
  private boolean verify;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Ends after N of the photos that are left to do.")
  private @Nullable Long limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "A photo that takes longer fails. Default: no limit.")
  private @Nullable Double timeout;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description =
          "Heap for the photos in progress: the next one waits until its estimate fits in. Default:"
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

  /**
   * The layout asked for, or several if the fastest is to be found.
   *
   * @param threads of the engine, if they were given
   * @throws IllegalArgumentException if {@code --parallel} is no number, if it or the threads are
   *     below 1, or if it is {@code auto} with given threads
   */
  List<BatchLayout> layouts(Optional<Integer> threads) {
    if (threads.isPresent() && threads.get() < 1) {
      throw new IllegalArgumentException(
          "--threads is " + threads.get() + "; it must be at least 1");
    }
    if (AUTO.equalsIgnoreCase(parallel)) {
      if (threads.isPresent()) {
        throw new IllegalArgumentException(
            "--parallel auto chooses the threads itself; leave out --threads, or give --parallel a"
                + " number");
      }
      return BatchLayout.candidates(BatchLayout.cores());
    }
    int cores = BatchLayout.cores();
    int photos = parallel == null ? Math.max(1, cores / threads.orElse(1)) : number(parallel);
    return List.of(new BatchLayout(photos, threads.orElse(Math.max(1, cores / photos))));
  }

  private static int number(String text) {
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) > 0) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "--parallel is " + text + "; it must be a number of at least 1, or auto");
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
