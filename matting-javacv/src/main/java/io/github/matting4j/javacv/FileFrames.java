package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The frames of a part of a file, thinned out to a highest rate; time 0 is the part's start. */
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
  private double due;

  FileFrames(Path file, VideoSettings settings) throws IOException {
    this.reader = VideoReader.open(file);
    this.from = settings.from.toNanos();
    this.to = settings.to == null ? Long.MAX_VALUE : settings.to.toNanos();
    this.interval = NANOS_PER_SECOND / settings.maxFrameRate;
    if (from > 0) {
      try {
        reader.seek(settings.from);
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
      if (frame == null || frame.nanos() >= to) {
        return null;
      }
      long nanos = frame.nanos() - from;
      if (nanos < due - SLACK_NANOS) {
        skipped.increment();
        continue;
      }
      due = Math.max(due, nanos - interval / 2) + interval;
      return new VideoFrame(
          frame.image(), nanos, Math.max(frame.durationNanos(), Math.round(interval)));
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
