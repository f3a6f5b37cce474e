package io.github.matting4j.bench.ratios;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/**
 * A batch by the cost model of the forecasts: a worker a core, each takes the next photo when it
 * has finished one. A photo takes its time on one core, longer by what busy cores slow each other
 * down; it holds its memory until it is finished.
 *
 * @param baseMebibytes memory that does not depend on the photos
 * @param exponent the throughput of n cores is that of one times n to this power
 */
record BatchSimulation(double baseMebibytes, double exponent) {
  /**
   * The cost of a photo.
   *
   * @param seconds on one core
   * @param mebibytes while it is processed
   */
  record Photo(double seconds, double mebibytes) {}

  /**
   * The cost of the batch.
   *
   * @param seconds from its start to its end
   * @param mebibytes the maximum at any time
   */
  record Outcome(double seconds, double mebibytes) {}

  private record Running(double end, Photo photo) {}

  /**
   * The power that gives this speed-up.
   *
   * @param cores above 1
   */
  static double exponent(double speedUp, int cores) {
    return Math.log(speedUp) / Math.log(cores);
  }

  /** The same photos on this many cores; the function gives each by its number. */
  Outcome run(int photos, IntFunction<Photo> photo, int cores) {
    double slowdown = cores / Math.pow(cores, exponent);
    PriorityQueue<Running> running =
        new PriorityQueue<>((a, b) -> Double.compare(a.end(), b.end()));
    Deque<Double> free = new ArrayDeque<>();
    for (int core = 0; core < cores; core++) {
      free.add(0.0);
    }
    double memory = baseMebibytes;
    double largest = memory;
    double end = 0;
    for (int i = 0; i < photos; i++) {
      if (free.isEmpty()) {
        Running finished = running.remove();
        memory -= finished.photo().mebibytes();
        free.add(finished.end());
      }
      Photo next = photo.apply(i);
      Running started = new Running(free.remove() + next.seconds() * slowdown, next);
      running.add(started);
      memory += next.mebibytes();
      largest = Math.max(largest, memory);
      end = Math.max(end, started.end());
    }
    return new Outcome(end, largest);
  }
}
