package io.github.matting4j.javacv;

import io.github.matting4j.compose.Background;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A background video of one run: the frame that is shown at a time. Not thread-safe. */
final class BackgroundVideo implements VideoBackground.Frames {
  private final Path file;
  private final Background.Fit fit;
  private final VideoBackground.AtEnd atEnd;
  private VideoReader reader;
  private VideoFrame current;
  private @Nullable VideoFrame following;
  private Background background;

  /** When the present pass through the video began. */
  private long start;

  BackgroundVideo(Path file, Background.Fit fit, VideoBackground.AtEnd atEnd) throws IOException {
    this.file = file;
    this.fit = fit;
    this.atEnd = atEnd;
    this.reader = VideoReader.open(file);
    try {
      this.current = first();
      this.following = reader.next();
      this.background = background(current);
    } catch (IOException | RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  private VideoFrame first() throws IOException {
    VideoFrame first = reader.next();
    if (first == null) {
      throw new VideoException("the background " + file + " has no frames that can be read");
    }
    return first;
  }

  private Background background(VideoFrame frame) {
    return Background.image(frame.image().opaque(), fit);
  }

  @Override
  public Background at(long nanos) throws IOException {
    VideoFrame shown = current;
    while (true) {
      VideoFrame next = following;
      if (next != null && start + next.nanos() <= nanos) {
        current = next;
        following = reader.next();
      } else if (next == null && atEnd == VideoBackground.AtEnd.LOOP && nanos >= end()) {
        start = end();
        reader.close();
        reader = VideoReader.open(file);
        current = first();
        following = reader.next();
      } else {
        break;
      }
    }
    if (current != shown) {
      background = background(current);
    }
    return background;
  }

  private long end() {
    return start + current.nanos() + Math.max(1_000_000, current.durationNanos());
  }

  @Override
  public void close() {
    reader.close();
  }
}
