package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.VideoFrame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The frames of a source with their mattes. */
final class MattedSource implements FrameSource<MattedFrame> {
  private final FrameSource<VideoFrame> frames;
  private final MatteStage stage;
  private final StageClock clock = new StageClock();

  MattedSource(FrameSource<VideoFrame> frames, MatteStage stage) {
    this.frames = frames;
    this.stage = stage;
  }

  @Override
  public @Nullable MattedFrame next() throws IOException {
    for (VideoFrame frame = frames.next(); frame != null; frame = frames.next()) {
      VideoFrame current = frame;
      MattedFrame finished = clock.measure(() -> stage.add(current).orElse(null));
      if (finished != null) {
        return finished;
      }
    }
    return stage.finish().orElse(null);
  }

  StageClock clock() {
    return clock;
  }

  @Override
  public void close() throws IOException {
    try {
      frames.close();
    } finally {
      stage.close();
    }
  }
}
