package io.github.matting4j.runtime;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException.Stage;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that runs a network: limits the number of concurrent runs, provides their buffers, stops
 * and times them, and closes the network when no run uses it any more.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 *
 * @param <B> the buffers of one run
 */
public final class PooledModel<B> implements MattingModel {
  private final Network<B> network;
  private final Duration closeTimeout;
  private final RunGate gate;
  private final LeasePool<B> buffers;
  private final Set<RunStop> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /** The part that differs between backends. Thread-safe; its jobs are not. */
  public interface Network<B> extends AutoCloseable {

    /** What the model is. */
    ModelDescriptor descriptor();

    /** What the model computes with; constant. */
    ModelIdentity identity();

    /** Makes the buffers of one run at a time, reused from run to run. */
    B newBuffers();

    /** Begins a run; computes sizes only. */
    Job begin(ArgbImage photo, B buffers);

    /**
     * Whether {@link Job#infer} ends early on request. If not, it is executed on a separate thread,
     * which is abandoned when the run has to end.
     */
    boolean isStoppable();

    /** Frees everything native; no run is in progress any more. Called once. */
    @Override
    void close();
  }

  /** Begins a run with the buffers leased to it; computes sizes only. */
  @FunctionalInterface
  public interface Beginning<B> {
    /** As {@link Network#begin}. */
    Job begin(ArgbImage photo, B buffers);
  }

  /** One run of a network; the methods are called once each, in this order. */
  public interface Job {
    /** Fills the input from the photo. */
    void prepare();

    /** Runs the engine. */
    void infer(RunStop stop);

    /** Makes the matte from the output. */
    AlphaMatte finish();

    /** Reports how the matte was made. */
    RunReport report(Duration prepare, Duration infer, Duration finish);
  }

  /** Permission to run, with its buffers, held by the caller and by a call that it abandons. */
  private final class Slot implements AutoCloseable {
    private final RunGate.Pass pass;
    private final LeasePool<B>.Lease lease;
    private final AtomicInteger holders = new AtomicInteger(1);

    Slot(RunStop stop, RunControl control) {
      lease = buffers.lease(stop, control);
      try {
        pass = gate.enter();
      } catch (IllegalStateException closed) {
        lease.close();
        throw closed;
      }
    }

    B buffers() {
      return lease.get();
    }

    void share() {
      holders.incrementAndGet();
    }

    @Override
    public void close() {
      if (holders.decrementAndGet() == 0) {
        lease.close();
        pass.close();
      }
    }
  }

  /**
   * Wraps an open network and takes ownership of it.
   *
   * @param callers maximum number of concurrent runs, at least 1
   * @param closeTimeout time limit for runs in progress when the model is closed
   */
  public PooledModel(Network<B> network, int callers, Duration closeTimeout) {
    String name = "model " + network.descriptor().id();
    this.network = network;
    this.closeTimeout = closeTimeout;
    this.gate = new RunGate(name);
    this.buffers = new LeasePool<>(name, callers, network::newBuffers);
  }

  @Override
  public ModelDescriptor descriptor() {
    return network.descriptor();
  }

  @Override
  public ModelIdentity identity() {
    return network.identity();
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return run(photo, RunControl.unlimited());
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    return run(photo, control, network::begin);
  }

  /** As {@link #run(ArgbImage, RunControl)}, for a run that begins in another way. */
  public MattingResult run(ArgbImage photo, RunControl control, Beginning<B> beginning) {
    Objects.requireNonNull(photo, "photo");
    try (RunStop stop = RunStop.begin(control);
        Slot slot = new Slot(stop, control)) {
      running.add(stop);
      if (stopping) {
        stop.tripClosed();
      }
      try {
        return run(beginning, photo, slot, stop);
      } finally {
        running.remove(stop);
      }
    } catch (OutOfMemoryError e) {
      throw new InferenceException(
          "memory is too short to run "
              + descriptor().id()
              + " on a photo of "
              + photo.width()
              + "x"
              + photo.height()
              + " ("
              + e.getMessage()
              + "); give the JVM more (-Xmx for the heap, -XX:MaxDirectMemorySize for direct"
              + " buffers) or run fewer photos at once",
          e);
    }
  }

  private MattingResult run(Beginning<B> beginning, ArgbImage photo, Slot slot, RunStop stop) {
    try {
      Job job = beginning.begin(photo, slot.buffers());
      StageClock clock = new StageClock();
      job.prepare();
      Duration prepare = clock.lap();
      stop.check(Stage.NETWORK);
      infer(job, slot, stop);
      Duration infer = clock.lap();
      stop.check(Stage.NETWORK);
      AlphaMatte matte = job.finish();
      return new MattingResult(matte, job.report(prepare, infer, clock.lap()));
    } catch (MattingException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InferenceException(
          descriptor().id()
              + " failed on a photo of "
              + photo.width()
              + "x"
              + photo.height()
              + ": "
              + e,
          e);
    }
  }

  private void infer(Job job, Slot slot, RunStop stop) {
    if (network.isStoppable()) {
      job.infer(stop);
      return;
    }
    slot.share();
    CompletableFuture<Boolean> call =
        DetachedCall.start(
            "matting4j-run",
            () -> {
              try (slot) {
                job.infer(stop);
                return true;
              }
            });
    if (!DetachedCall.await(call, stop)) {
      throw stop.exception(Stage.NETWORK, null);
    }
    Boolean ignored = DetachedCall.result(call);
  }

  @Override
  public ModelLoad load() {
    return buffers.load();
  }

  @Override
  public boolean isClosed() {
    return gate.isClosed();
  }

  @Override
  public void close() {
    buffers.close();
    gate.close(closeTimeout, this::stopRuns, network::close);
  }

  private void stopRuns() {
    stopping = true;
    running.forEach(RunStop::tripClosed);
  }

  @Override
  public String toString() {
    return network.toString();
  }
}
