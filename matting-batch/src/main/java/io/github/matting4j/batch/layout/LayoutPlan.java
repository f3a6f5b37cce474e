package io.github.matting4j.batch.layout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides by measurement which of several layouts is the fastest: each has two turns, in an order
 * there and back, so that a load that comes or goes affects all of them alike. What it is told are
 * the moments at which photos leave the network. Not thread-safe.
 */
final class LayoutPlan {
  /** Another layout than the first has to be that much faster. */
  private static final double MIN_GAIN = 1.03;

  /** A turn may end early after this many photos for each that is processed at the same time. */
  private static final int ENOUGH = 16;

  private final List<BatchLayout> turns;
  private final Map<BatchLayout, Rate> rates = new LinkedHashMap<>();
  private final long turnNanos;
  private final long endNanos;
  private int turn;
  private final long warmNanos;
  private int settled;
  private int photos;
  private long firstNanos;
  private @Nullable LayoutDecision decision;

  /** Photos and the time they took. */
  private record Rate(long photos, long nanos) {
    static final Rate NONE = new Rate(0, 0);

    Rate plus(Rate other) {
      return new Rate(photos + other.photos, nanos + other.nanos);
    }

    double perMinute() {
      return 60e9 * photos / Math.max(1, nanos);
    }
  }

  /**
   * A plan that begins now.
   *
   * @param candidates of the same number of photos; the first one is used until others are measured
   * @param budget time until the decision
   */
  LayoutPlan(List<BatchLayout> candidates, Duration budget, long nowNanos) {
    turns = new ArrayList<>(candidates);
    for (int i = candidates.size() - 1; i >= 0; i--) {
      turns.add(candidates.get(i));
    }
    // One share more: the first turn begins with a program that is not compiled yet.
    turnNanos = budget.toNanos() / (turns.size() + 1);
    warmNanos = nowNanos + turnNanos;
    endNanos = nowNanos + budget.toNanos();
    if (candidates.size() == 1) {
      decide();
    }
  }

  /** The layout whose turn it is; in the end the fastest. */
  BatchLayout current() {
    return decision == null ? turns.get(turn) : decision.layout();
  }

  /** What was decided; null as long as it is measured. */
  @Nullable LayoutDecision decision() {
    return decision;
  }

  /** The current layout is in use from now on; photos of the one before are still to come. */
  void begin() {
    settled = 0;
    photos = 0;
  }

  /** A photo has left the network; afterwards {@link #current} may be another layout. */
  void completed(long nowNanos) {
    if (decision != null) {
      return;
    }
    if (!isSettled(nowNanos)) {
      settled++;
      firstNanos = nowNanos;
      return;
    }
    photos++;
    long taken = nowNanos - firstNanos;
    int atOnce = current().photos();
    boolean enough = photos >= ENOUGH * atOnce || (photos >= 2 * atOnce && taken >= turnNanos);
    boolean late = nowNanos >= endNanos && photos >= atOnce;
    if (enough || late) {
      rates.merge(current(), new Rate(photos, taken), Rate::plus);
      turn++;
      photos = 0;
      firstNanos = nowNanos;
      if (turn == turns.size() || nowNanos >= endNanos) {
        decide();
      }
    }
  }

  /** Whether the photos of the turn before are through and the first turn's program is compiled. */
  private boolean isSettled(long nowNanos) {
    int atOnce = current().photos();
    return settled >= atOnce && (turn > 0 || settled >= ENOUGH * atOnce || nowNanos >= warmNanos);
  }

  /** Measures no more and uses this layout, because the one that follows cannot be opened. */
  void keep(BatchLayout layout) {
    decision = new LayoutDecision(layout, perMinute());
  }

  private void decide() {
    BatchLayout first = turns.get(0);
    BatchLayout best = first;
    double bestRate = MIN_GAIN * rate(first);
    for (BatchLayout layout : rates.keySet()) {
      if (rate(layout) > bestRate) {
        best = layout;
        bestRate = rate(layout);
      }
    }
    decision = new LayoutDecision(best, perMinute());
  }

  private Map<BatchLayout, Double> perMinute() {
    Map<BatchLayout, Double> perMinute = new LinkedHashMap<>();
    rates.keySet().forEach(layout -> perMinute.put(layout, rate(layout)));
    return perMinute;
  }

  private double rate(BatchLayout layout) {
    return rates.getOrDefault(layout, Rate.NONE).perMinute();
  }
}
