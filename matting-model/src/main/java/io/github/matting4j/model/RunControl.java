package io.github.matting4j.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The limits of one run: how long it may take, how long and behind how many others it may wait for
 * a free slot, and what can cancel it. Each step returns a new value.
 *
 * <pre>{@code
 * RunControl control =
 *     RunControl.unlimited().timeout(Duration.ofSeconds(10)).maxWaiting(20).cancelledBy(request);
 * }</pre>
 *
 * <p>Immutable; one value may serve many runs. Times count from the start of each run.
 */
public final class RunControl {
  private static final RunControl UNLIMITED =
      new RunControl(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

  private final Optional<Duration> timeout;
  private final Optional<Duration> slotTimeout;
  private final OptionalInt maxWaiting;
  private final Optional<Cancellation> cancellation;

  private RunControl(
      Optional<Duration> timeout,
      Optional<Duration> slotTimeout,
      OptionalInt maxWaiting,
      Optional<Cancellation> cancellation) {
    this.timeout = timeout;
    this.slotTimeout = slotTimeout;
    this.maxWaiting = maxWaiting;
    this.cancellation = cancellation;
  }

  /** No limits. Only an interrupt or closing the model ends such a run early. */
  public static RunControl unlimited() {
    return UNLIMITED;
  }

  /**
   * Ends the run with {@link MattingTimeoutException} when it has taken this long, waiting
   * included.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RunControl timeout(Duration limit) {
    return new RunControl(
        Optional.of(notNegative("timeout", limit)), slotTimeout, maxWaiting, cancellation);
  }

  /**
   * Refuses the run with {@link ModelBusyException} when no slot became free within this time. With
   * zero the run never waits.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RunControl slotTimeout(Duration limit) {
    return new RunControl(
        timeout, Optional.of(notNegative("slotTimeout", limit)), maxWaiting, cancellation);
  }

  /**
   * Refuses the run at once with {@link ModelBusyException} if no slot is free and this many
   * callers wait for one already.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RunControl maxWaiting(int callers) {
    if (callers < 0) {
      throw new IllegalArgumentException("maxWaiting is " + callers + "; it must be at least 0");
    }
    return new RunControl(timeout, slotTimeout, OptionalInt.of(callers), cancellation);
  }

  /** Ends the run with {@link MattingCancelledException} when this is cancelled. */
  public RunControl cancelledBy(Cancellation request) {
    return new RunControl(
        timeout, slotTimeout, maxWaiting, Optional.of(Objects.requireNonNull(request)));
  }

  private static Duration notNegative(String name, Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException(name + " is " + limit + "; it must not be negative");
    }
    return limit;
  }

  /** How long the whole run may take. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** How long the run may wait for a free slot. */
  public Optional<Duration> slotTimeout() {
    return slotTimeout;
  }

  /** How many callers may wait already. */
  public OptionalInt maxWaiting() {
    return maxWaiting;
  }

  /** What cancels the run. */
  public Optional<Cancellation> cancellation() {
    return cancellation;
  }

  @Override
  public String toString() {
    return "RunControl["
        + (this == UNLIMITED ? "unlimited" : "")
        + timeout.map(limit -> "timeout=" + limit + " ").orElse("")
        + slotTimeout.map(limit -> "slotTimeout=" + limit + " ").orElse("")
        + (maxWaiting.isPresent() ? "maxWaiting=" + maxWaiting.getAsInt() + " " : "")
        + cancellation.map(request -> "cancellable").orElse("")
        + "]";
  }
}
