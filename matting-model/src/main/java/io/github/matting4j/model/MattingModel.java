package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.time.Duration;
import java.util.Optional;

/**
 * An opened matting network: turns a photo into a soft alpha matte of the same size.
 *
 * <p><b>Threads.</b> Thread-safe. Several threads may call {@link #run} at once; as many run
 * concurrently as the model was opened for ({@link OpenOptions#callers(int)}), the others wait for
 * a free slot, in the order of their arrival. The same photo gives the same bits with any number of
 * threads, on the same device.
 *
 * <p><b>Limits.</b> A {@link RunControl} limits how long a run may take and wait, and lets another
 * thread cancel it. ONNX Runtime stops within one network layer or so. TensorFlow 1.15 cannot be
 * stopped: there the call returns in time, but the network runs on in the background, and its slot
 * and buffers stay in use until it has ended.
 *
 * <p><b>Interrupts.</b> Interrupting a thread inside {@link #run} ends its run with {@link
 * MattingCancelledException}, the interrupt flag still set.
 *
 * <p><b>Closing.</b> {@link #close} may be called at any time, from any thread, more than once.
 * Later runs and those that still wait for a slot throw {@link IllegalStateException}. Runs in
 * progress may end within {@link OpenOptions#closeTimeout(Duration)}, then they are stopped.
 *
 * <p><b>Implementing.</b> {@link #descriptor}, {@link #run(ArgbImage)} and {@link #close} are
 * enough. The defaults of the other methods then work as their descriptions say.
 */
public interface MattingModel extends AutoCloseable {

  /** What this model is: its id, licence and origin. */
  ModelDescriptor descriptor();

  /**
   * What this model computes with: the hashes of its weights and of its recipe, and its engine.
   * Constant, known without a run, also after {@link #close}. The reports of its runs carry the
   * same identity, unless a fallback made the matte (see {@code MattingCriteria.fallbacks}).
   */
  ModelIdentity identity();

  /**
   * Computes the matte of one photo, without a time limit.
   *
   * @param photo upright, sRGB; its own alpha, if any, is ignored
   * @return the matte, as large as the photo, with a report of how it was made. A composer
   *     multiplies it by the photo's own alpha; {@link AlphaMatte#times} does so for a matte that
   *     is kept
   * @throws IllegalStateException if the model is closed
   * @throws InferenceException if the network fails or gives values that are no alpha
   * @throws MattingCancelledException if the calling thread is interrupted
   */
  MattingResult run(ArgbImage photo);

  /**
   * Computes the matte of one photo within limits. Otherwise as {@link #run(ArgbImage)}.
   *
   * <p>The default calls {@link #run(ArgbImage)} on a separate thread, which is interrupted and
   * abandoned when the time is over or the run is cancelled. It does not count slots, so {@link
   * RunControl#slotTimeout(Duration)} and {@link RunControl#maxWaiting(int)} have no effect.
   *
   * @throws ModelBusyException if no slot was free within the limits on waiting
   * @throws MattingTimeoutException if the time was over before the matte was made
   * @throws MattingCancelledException if the run was cancelled or the calling thread is interrupted
   */
  default MattingResult run(ArgbImage photo, RunControl control) {
    return DetachedRun.run(this, photo, control);
  }

  /**
   * Computes the matte of one photo if a slot is free at once. Otherwise as {@link
   * #run(ArgbImage)}.
   *
   * @return empty if no slot is free
   */
  default Optional<MattingResult> tryRun(ArgbImage photo) {
    try {
      return Optional.of(run(photo, RunControl.unlimited().slotTimeout(Duration.ZERO)));
    } catch (ModelBusyException e) {
      return Optional.empty();
    }
  }

  /** Computes the matte of one photo, without a report. Otherwise as {@link #run}. */
  default AlphaMatte matte(ArgbImage photo) {
    return run(photo).matte();
  }

  /** Starts a sequence of frames. The default runs each frame as a photo. */
  default FrameSequence sequence() {
    return new FrameSequence() {
      @Override
      public MattingResult next(ArgbImage frame, RunControl control) {
        return run(frame, control);
      }

      @Override
      public boolean framesAreIndependent() {
        return true;
      }
    };
  }

  /**
   * How many runs are in progress, how many callers wait, how many runs may be in progress at once.
   * Takes no lock that a run holds. The default is {@link ModelLoad#NOT_COUNTED}.
   */
  default ModelLoad load() {
    return ModelLoad.NOT_COUNTED;
  }

  /**
   * Whether {@link #close} was called, so that every further run is refused. The default returns
   * false.
   */
  default boolean isClosed() {
    return false;
  }

  /**
   * Refuses further runs, waits for those in progress and frees the network. Those that take longer
   * than {@link OpenOptions#closeTimeout(Duration)} are stopped with {@link
   * MattingCancelledException}; one that cannot be stopped is left, and the network is freed when
   * it has ended. Idempotent.
   */
  @Override
  void close();

  /**
   * The frames of one video, in order. A recurrent network carries its states from frame to frame;
   * any other network treats each frame as a photo.
   *
   * <pre>{@code
   * try (MattingModel.FrameSequence sequence = model.sequence()) {
   *   while (video.next()) {
   *     write(sequence.next(video.frame()).matte());
   *   }
   * }
   * }</pre>
   *
   * <p>Several sequences of one model, and its single runs, do not affect each other. A sequence
   * has the states of one frame, and takes a slot of the model only while a frame is computed. One
   * thread at a time uses it, unless its {@linkplain #framesAreIndependent frames are independent}.
   */
  @FunctionalInterface
  interface FrameSequence extends AutoCloseable {

    /**
     * Computes the matte of the next frame, as {@link MattingModel#run(ArgbImage, RunControl)} does
     * of a photo. After an exception the states are those before the frame. If a frame has another
     * size than the one before it, the states start again and the report has a warning.
     *
     * @throws IllegalStateException if the sequence or its model is closed, or another thread is
     *     using the sequence
     */
    MattingResult next(ArgbImage frame, RunControl control);

    /** Computes the matte of the next frame, without a time limit. */
    default MattingResult next(ArgbImage frame) {
      return next(frame, RunControl.unlimited());
    }

    /**
     * Whether each frame is computed as a photo by itself. If so, several threads may use the
     * sequence at once, as they may use its model, and the order of the frames does not matter. The
     * default is false.
     */
    default boolean framesAreIndependent() {
      return false;
    }

    /** Makes the next frame the first one, as after a cut. The default has no states to reset. */
    default void reset() {}

    /** Frees the states, not the model. Idempotent. The default has none to free. */
    @Override
    default void close() {}
  }
}
