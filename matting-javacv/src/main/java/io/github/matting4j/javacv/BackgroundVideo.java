package io.github.matting4j.javacv;

import io.github.matting4j.compose.Background;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A background video of one run: the frame that is shown at a time. Not thread-safe. */
final class BackgroundVideo implements VideoBackground.Frames {
  private static final long MIN_DURATION_NANOS = 1_000_000;
  private static final long MAX_LAST_NANOS = 1_000_000_000;

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
    boolean changed = false;
    while (true) {
      VideoFrame next = following;
      if (next != null && start + next.nanos() <= nanos) {
        current = next;
        changed = true;
        following = reader.next();
      } else if (next == null && atEnd == VideoBackground.AtEnd.LOOP && nanos >= end()) {
        start = end();
        reader.close();
        reader = VideoReader.open(file);
        current = first();
        following = reader.next();
        changed = true;
      } else {
        break;
      }
    }
    if (changed) {
      background = background(current);
    }
    return background;
  }

  /** When the present pass ends; of the last frame not every container keeps the duration. */
  private long end() {
    long last = current.nanos() + Math.max(MIN_DURATION_NANOS, current.durationNanos());
    long stated = reader.info().duration().map(Duration::toNanos).orElse(last);
    return start + (stated > last && stated < last + MAX_LAST_NANOS ? stated : last);
  }

  @Override
  public void close() {
    reader.close();
  }
}
