package io.github.matting4j.batch.layout;

import io.github.matting4j.model.OpenOptions;

/**
 * How the cores are shared out.
 *
 * @param photos processed at the same time
 * @param threads of the engine for each
 */
public record BatchLayout(int photos, int threads) {

  /** As many photos as cores, each on one thread: the most photos a minute, measured. */
  public static BatchLayout manyPhotos() {
    return new BatchLayout(cores(), 1);
  }

  /** One photo at a time, on every core. */
  public static BatchLayout manyThreads() {
    return new BatchLayout(1, cores());
  }

  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  public OpenOptions applyTo(OpenOptions options) {
    return options.callers(photos).threads(threads);
  }

  @Override
  public String toString() {
    return count(photos, "photo") + " at a time on " + count(threads, "thread") + " each";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
