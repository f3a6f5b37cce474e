package io.github.matting4j.batch.layout;

import io.github.matting4j.model.OpenOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * How the cores are shared out.
 *
 * @param photos processed at the same time
 * @param runs of the network at the same time, at most one per photo; the other photos are read,
 *     refined or written meanwhile
 * @param threads of the engine for each run
 */
public record BatchLayout(int photos, int runs, int threads) {

  /** As many runs of the network as photos. */
  public BatchLayout(int photos, int threads) {
    this(photos, photos, threads);
  }

  /** As many photos as cores, each on one thread: the most photos a minute, measured. */
  public static BatchLayout manyPhotos() {
    return new BatchLayout(cores(), 1);
  }

  /**
   * The layouts that a batch may choose from: as many runs of the network as cores, one run on all
   * of them, and those in between, the threads of each half as many as those of the one before. All
   * are of one photo more than there are cores, so that no core is idle while a result is written
   * to the disk.
   *
   * @param cores at least 1
   */
  public static List<BatchLayout> candidates(int cores) {
    List<BatchLayout> candidates = new ArrayList<>();
    candidates.add(new BatchLayout(cores + 1, cores, 1));
    for (int runs = 1; runs < cores; runs *= 2) {
      candidates.add(new BatchLayout(cores + 1, runs, cores / runs));
    }
    return candidates;
  }

  /** The processors of this process. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** These options for a model that is used in this layout. */
  public OpenOptions applyTo(OpenOptions options) {
    return options.callers(runs).threads(threads);
  }

  @Override
  public String toString() {
    return count(photos, "photo")
        + " at a time"
        + (runs == photos ? "" : ", " + runs + " of them in the network,")
        + " on "
        + count(threads, "thread")
        + " each";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
