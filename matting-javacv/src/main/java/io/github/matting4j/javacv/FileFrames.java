package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a part of a file, thinned out to a highest rate; time 0 is the part's start. Frames
 * before it have negative times; one after its end may follow.
 */
final class FileFrames implements FrameSource<VideoFrame> {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Times of files in milliseconds are rounded. */
  private static final double SLACK_NANOS = 1e6;

  private final VideoReader reader;
  private final long from;
  private final long to;
  private final double interval;
  private final StageClock clock = new StageClock();
  private final LongAdder skipped = new LongAdder();
  private final boolean trail;
  private long slot = Long.MIN_VALUE;
  private boolean trailed;

  FileFrames(Path file, VideoSettings settings) throws IOException {
    this.reader = VideoReader.open(file);
    this.from = settings.from.toNanos();
    this.to = settings.to == null ? Long.MAX_VALUE : settings.to.toNanos();
    this.interval = NANOS_PER_SECOND / settings.maxFrameRate;
    this.trail = settings.trail;
    Duration first = settings.from.minus(settings.lead);
    if (first.compareTo(Duration.ZERO) > 0) {
      try {
        reader.seek(first);
      } catch (IOException | RuntimeException | Error e) {
        reader.close();
        throw e;
      }
    }
  }

  VideoInfo info() {
    return reader.info();
  }

  @Override
  public @Nullable VideoFrame next() throws IOException {
    return clock.measure(this::read);
  }

  private @Nullable VideoFrame read() throws IOException {
    while (true) {
      VideoFrame frame = reader.next();
      if (frame == null || trailed) {
        return null;
      }
      if (frame.nanos() >= to) {
        if (!trail) {
          return null;
        }
        trailed = true;
      }
      if (interval > 0) { // the first frame of each interval, counted from the start of the input
        long before = slot;
        slot = (long) Math.floor((frame.nanos() + SLACK_NANOS) / interval);
        if (slot == before) {
          skipped.increment();
          continue;
        }
      }
      return new VideoFrame(
          frame.image(),
          frame.nanos() - from,
          Math.max(frame.durationNanos(), Math.round(interval)));
    }
  }

  long skipped() {
    return skipped.sum();
  }

  VideoReader reader() {
    return reader;
  }

  StageClock clock() {
    return clock;
  }

  @Override
  public void close() {
    reader.close();
  }
}
