package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.javacv.media.VideoFrame;
import java.util.Objects;

/**
 * A frame and its matte.
 *
 * @param frame with its time
 * @param matte of the frame's size, steadied if a filter was asked for; without the frame's own
 *     transparency
 */
public record MattedFrame(VideoFrame frame, AlphaMatte matte) {
  /** Checks the sizes. */
  public MattedFrame {
    Objects.requireNonNull(matte, "matte");
    if (frame.image().width() != matte.width() || frame.image().height() != matte.height()) {
      throw new IllegalArgumentException(
          "the matte is "
              + matte
              + " and the frame "
              + frame.image()
              + "; they must have the same size");
    }
  }
}
