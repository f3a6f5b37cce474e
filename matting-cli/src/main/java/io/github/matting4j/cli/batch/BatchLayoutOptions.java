package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.layout.BatchLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how a batch shares the cores. */
final class BatchLayoutOptions {
  private static final String AUTO = "auto";

  @Option(
      names = {"--parallel", "--callers"},
      paramLabel = "N|auto",
      description =
          "Photos processed at the same time; the cores are divided among them. 1 gives every core"
              + " to one photo; auto measures which is faster on the first photos. Default: as many"
              + " as cores.")
  private @Nullable String parallel;

  /**
   * The layout asked for; empty if it is to be measured.
   *
   * @param threads of the engine, if they were given
   * @throws IllegalArgumentException if the option is no number, is below 1, or is {@code auto}
   *     beside given threads
   */
  Optional<BatchLayout> settled(Optional<Integer> threads) {
    if (AUTO.equalsIgnoreCase(parallel)) {
      if (threads.isPresent()) {
        throw new IllegalArgumentException(
            "--parallel auto chooses the threads itself; leave out --threads, or give --parallel a"
                + " number");
      }
      return Optional.empty();
    }
    int cores = BatchLayout.cores();
    int photos = parallel == null ? Math.max(1, cores / threads.orElse(1)) : number(parallel);
    return Optional.of(new BatchLayout(photos, threads.orElse(Math.max(1, cores / photos))));
  }

  private static int number(String text) {
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) > 0) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "--parallel is " + text + "; it must be a number of at least 1, or auto");
  }
}
