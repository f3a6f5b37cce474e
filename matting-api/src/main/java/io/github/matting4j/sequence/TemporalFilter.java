package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import java.util.Optional;

/**
 * Steadies the mattes of a video: a network that sees each frame alone gives mattes that flicker.
 *
 * <pre>{@code
 * TemporalFilter.MatteStream stream = TemporalFilter.auto().start();
 * Deque<ArgbImage> waiting = new ArrayDeque<>();
 * for (ArgbImage frame : video) {
 *   waiting.add(frame);
 *   stream.add(frame, model.matte(frame)).ifPresent(matte -> write(waiting.remove(), matte));
 * }
 * stream.finish().ifPresent(matte -> write(waiting.remove(), matte));
 * }</pre>
 *
 * <p>Filters are immutable and thread-safe; each video has its own {@link MatteStream}. The same
 * frames and mattes give the same bits on every machine.
 */
public interface TemporalFilter {
  /** The filter without delay that measurements favour; at present {@link #motionAware}. */
  static TemporalFilter auto() {
    return motionAware();
  }

  /** Leaves the mattes as they are, without delay. */
  static TemporalFilter none() {
    return StandardFilter.NONE;
  }

  /**
   * The one-frame delay of MODNet (Ke et al., 2022): an alpha from which those of the frame before
   * and of the frame after both differ, while they agree with each other, becomes their mean.
   * Removes flashes of a single frame and leaves slow flicker. Ignores the photos. Delay 1.
   */
  static TemporalFilter oneFrameDelay() {
    return StandardFilter.ONE_FRAME_DELAY;
  }

  /**
   * Averages each matte with the ones before it, as far as the photos show the same: what moved is
   * followed to where it came from, and where the photo does not confirm that, the new matte
   * stands. Delay 0.
   */
  static TemporalFilter motionAware() {
    return StandardFilter.MOTION_AWARE;
  }

  /**
   * As {@link #motionAware}, and then the same towards the new matte of the frame after. Steadier,
   * at about twice the cost. Delay 1.
   */
  static TemporalFilter twoWay() {
    return StandardFilter.TWO_WAY;
  }

  /** The number of frames by which a {@link MatteStream} of this filter delays mattes: 0 or 1. */
  int delay();

  /** Starts a video. */
  MatteStream start();

  /**
   * A sequence whose mattes are steadied. Resetting and closing it resets and closes {@code
   * frames}. A frame that fails is to the filter as if it were not there.
   *
   * @param frames the mattes to be steadied; not to be used otherwise from then on
   * @throws IllegalStateException if this filter has a delay, because a sequence returns the matte
   *     of the frame it is given
   */
  default MattingModel.FrameSequence steady(MattingModel.FrameSequence frames) {
    if (delay() != 0) {
      throw new IllegalStateException(
          "the filter delays mattes by "
              + delay()
              + " frame, but a sequence returns the matte of the frame it is given; use start(), or"
              + " a filter without delay");
    }
    return new SteadySequence(frames, start());
  }

  /**
   * The mattes of one video, in order. One matte comes out for each that goes in, {@link #delay}
   * calls later. Not thread-safe: one thread at a time, with the usual hand-over between threads.
   * Keeps a few bytes per pixel of a frame; there is nothing to close.
   */
  interface MatteStream {
    /**
     * Takes the next frame's matte. The stream keeps neither argument beyond the following calls
     * and changes neither.
     *
     * @param frame the photo; its own alpha is ignored
     * @param matte its matte, of the same size. A frame of another size than the one before it
     *     starts again, as after {@link #reset}
     * @return the finished matte of this frame if the filter has no delay; else that of the frame
     *     before, empty at the first frame
     * @throws IllegalArgumentException if the matte's size is not the frame's; the stream is as
     *     before the call
     */
    Optional<AlphaMatte> add(ArgbImage frame, AlphaMatte matte);

    /**
     * The matte that is still held back, if any; then the stream starts again. A stream without
     * delay, or without a frame since the start, holds none.
     */
    Optional<AlphaMatte> finish();

    /**
     * Makes the next frame the first one of a scene, as after a cut: nothing is averaged across. A
     * matte that is held back stays so, and comes out of the next call of {@link #add} or {@link
     * #finish}.
     */
    void reset();
  }
}
