package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.layout.BatchLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a batch shares out the cores. */
final class BatchLayoutOptions {
  private enum LayoutChoice {
    CALLERS,
    THREADS,
    AUTO
  }

  @Option(
      names = "--callers",
      paramLabel = "N",
      description = "Photos at a time. Default: as many as cores, each on one thread.")
  private @Nullable Integer callers;

  @Option(
      names = "--layout",
      paramLabel = "callers|threads|auto",
      description =
          "Many photos at a time (default), or one on all cores; auto tries both on the first"
              + " photos.")
  private LayoutChoice layout = LayoutChoice.CALLERS;

  /**
   * Looks at the numbers.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  void check() {
    if (callers != null && callers < 1) {
      throw new IllegalArgumentException("--callers is " + callers + "; it must be at least 1");
    }
  }

  /**
   * The layout asked for; empty if it is to be found by trying.
   *
   * @param threads of the engine, if they were given
   */
  Optional<BatchLayout> settled(Optional<Integer> threads) {
    if (callers != null || threads.isPresent()) {
      int each = threads.orElse(1);
      int side = callers == null ? Math.max(1, BatchLayout.cores() / each) : callers;
      return Optional.of(new BatchLayout(side, each));
    }
    return switch (layout) {
      case CALLERS -> Optional.of(BatchLayout.manyCallers());
      case THREADS -> Optional.of(BatchLayout.manyThreads());
      case AUTO -> Optional.empty();
    };
  }
}
