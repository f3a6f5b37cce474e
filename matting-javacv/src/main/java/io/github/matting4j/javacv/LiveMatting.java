package io.github.matting4j.javacv;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.VideoFrame;
import java.util.Optional;

/**
 * Mattes of frames that a program has itself, from a camera or a stream. Everything happens in the
 * calling thread; a program that gets frames faster drops those that wait.
 *
 * <pre>{@code
 * try (LiveMatting live = VideoMatting.of(model).live()) {
 *   while (running) {
 *     ArgbImage frame = JavaCvImages.toPicture(grabber.grab()).toArgb();
 *     live.add(frame, System.nanoTime() - start).ifPresent(this::show);
 *   }
 * }
 * }</pre>
 *
 * <p>One thread at a time uses it.
 */
public final class LiveMatting implements AutoCloseable {
  private final NetworkRuns network;
  private final SteadyStage stage;

  LiveMatting(NetworkRuns network, SteadyStage stage) {
    this.network = network;
    this.stage = stage;
  }

  /**
   * Takes the next frame.
   *
   * @param nanos its time, in nanoseconds, more than that of the frame before
   * @return this frame, or with a filter of one frame's delay the one before; empty if the filter
   *     has to wait
   * @throws io.github.matting4j.model.MattingException if the network fails and there is no matte
   *     of an earlier frame to use, or too often in a row
   */
  public Optional<MattedFrame> add(ArgbImage frame, long nanos) {
    return stage.add(network.run(new VideoFrame(frame, nanos, 0)));
  }

  /** Makes the next frame the first one of a scene, as after a cut. */
  public void reset() {
    network.reset();
    stage.reset();
  }

  /** Gives the last frame, if the filter still has one. */
  public Optional<MattedFrame> finish() {
    return stage.finish();
  }

  /** Frames so far that have the matte of the frame before. */
  public long heldFrames() {
    return stage.held();
  }

  /** Frees the states of the sequence, not the model. Idempotent. */
  @Override
  public void close() {
    network.close();
  }
}
