package io.github.matting4j.javacv;

import io.github.matting4j.javacv.media.FrameOutput;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run from file to file: reading ▸ network ▸ steadying ▸ composing ▸ writing, each in its own
 * thread.
 */
final class VideoRun {
  /** Frames that wait between two stages at most. */
  static final int AHEAD = 2;

  static final String READ = "matting4j-video-read";
  static final String MATTE = "matting4j-video-matte";
  static final String STEADY = "matting4j-video-steady";
  static final String COMPOSE = "matting4j-video-compose";

  private final MattingModel model;
  private final VideoSettings settings;
  private final OutputPlan plan;
  private final Path input;
  private final Path output;
  private final long start = System.nanoTime();
  private final StageClock writing = new StageClock();
  private long frames;
  private long end;

  VideoRun(MattingModel model, VideoSettings settings, OutputPlan plan) {
    this.model = model;
    this.settings = settings;
    this.plan = plan;
    this.input = plan.input();
    this.output = plan.output();
  }

  /** Runs; where there are no frames in the range, nothing is written. */
  VideoResult run(Consumer<VideoProgress> progress) throws IOException {
    try (FileFrames decoded = new FileFrames(input, settings);
        NetworkRuns runs = new NetworkRuns(model, settings);
        FrameOutput written = plan.open(decoded.info())) {
      NetworkSource network = new NetworkSource(new Prefetch<>(decoded, READ, AHEAD), runs);
      SteadyStage stage = new SteadyStage(settings.ofFile());
      MattedSource matted = new MattedSource(new Prefetch<>(network, MATTE, AHEAD), stage);
      try (Pipeline pipeline = new Pipeline(matted)) {
        pipeline.writeAll(written, progress, length(decoded.info()));
        if (frames > 0) {
          writing.measure(
              () -> {
                written.finish();
                return null;
              });
        }
        return result(decoded, network, stage, matted, pipeline, written);
      }
    }
  }

  /** The stages behind the network. */
  private final class Pipeline implements AutoCloseable {
    private final ComposedSource composed;
    private final FrameSource<ComposedSource.Composed> source;

    Pipeline(MattedSource matted) throws IOException {
      FrameSource<MattedFrame> ready = new Prefetch<>(matted, STEADY, AHEAD);
      try {
        this.composed = new ComposedSource(ready, plan.content(), settings, plan.backgrounds());
      } catch (IOException | RuntimeException | Error e) {
        ready.close();
        throw e;
      }
      this.source = new Prefetch<>(composed, COMPOSE, AHEAD);
    }

    void writeAll(FrameOutput target, Consumer<VideoProgress> progress, Optional<Duration> length)
        throws IOException {
      for (ComposedSource.Composed next = source.next(); next != null; next = source.next()) {
        stopIfCancelled();
        ComposedSource.Composed frame = next;
        writing.measure(
            () -> {
              frame.writeTo(target);
              return null;
            });
        frames++;
        end = frame.nanos() + frame.durationNanos();
        progress.accept(
            new VideoProgress(
                frames,
                Duration.ofNanos(end),
                length,
                Duration.ofNanos(System.nanoTime() - start)));
      }
      stopIfCancelled();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  private void stopIfCancelled() {
    if (settings.cancellation != null && settings.cancellation.isCancelled()) {
      throw new MattingCancelledException("the run was cancelled");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingCancelledException("the thread was interrupted");
    }
  }

  private Optional<Duration> length(VideoInfo info) {
    return length(info, settings);
  }

  /** Length of the range of a video, if that is known. */
  static Optional<Duration> length(VideoInfo info, VideoSettings settings) {
    Optional<Duration> whole = info.duration();
    Duration to = settings.to;
    if (to != null && (whole.isEmpty() || to.compareTo(whole.get()) < 0)) {
      whole = Optional.of(to);
    }
    return whole.map(
        length ->
            length.compareTo(settings.from) > 0 ? length.minus(settings.from) : Duration.ZERO);
  }

  private VideoResult result(
      FileFrames decoded,
      NetworkSource network,
      SteadyStage stage,
      MattedSource matted,
      Pipeline pipeline,
      FrameOutput written) {
    Set<String> warnings = new LinkedHashSet<>(decoded.reader().warnings());
    warnings.addAll(stage.warnings());
    warnings.addAll(plan.notes(decoded.info()));
    warnings.addAll(written.warnings());
    return new VideoResult(
        output,
        frames,
        0,
        decoded.skipped(),
        decoded.reader().brokenFrames(),
        stage.held(),
        Duration.ofNanos(end),
        Duration.ofNanos(System.nanoTime() - start),
        new VideoResult.Stages(
            decoded.clock().total(),
            network.clock().total().plus(matted.clock().total()),
            pipeline.composed.clock().total(),
            writing.total()),
        List.copyOf(warnings));
  }
}
