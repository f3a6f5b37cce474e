package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.VideoInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a video file with their mattes, for a program that does something else with them
 * than writing a file. Frames are read ahead while the caller works.
 *
 * <p>One thread at a time uses it.
 */
public final class MattedFrames implements AutoCloseable {
  private final VideoInfo info;
  private final FrameSource<MattedFrame> frames;

  MattedFrames(VideoInfo info, FrameSource<MattedFrame> frames) {
    this.info = info;
    this.frames = frames;
  }

  /** What the file states about itself. */
  public VideoInfo info() {
    return info;
  }

  /**
   * The next frame.
   *
   * @return null at the end
   * @throws IOException if the file cannot be read
   * @throws io.github.matting4j.model.MattingException if the network fails for good, or the run is
   *     cancelled
   */
  public @Nullable MattedFrame next() throws IOException {
    return frames.next();
  }

  /** Ends reading and frees everything but the model. Idempotent. */
  @Override
  public void close() throws IOException {
    frames.close();
  }
}
