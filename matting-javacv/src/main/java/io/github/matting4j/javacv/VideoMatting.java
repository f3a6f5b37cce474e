package io.github.matting4j.javacv;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.sequence.TemporalFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Cuts the person out of videos.
 *
 * <pre>{@code
 * VideoResult result =
 *     VideoMatting.of(model)
 *         .background(Background.blurred(30))
 *         .run(Path.of("talk.mp4"), Path.of("talk_blurred.mp4"), progress -> show(progress));
 * }</pre>
 *
 * <p><b>Outputs.</b> The name decides: {@code .mov} is ProRes 4444, {@code .webm} VP9 and {@code
 * .mkv} FFV1, all with alpha; {@code .mp4} is H.264 and needs a {@linkplain #background
 * background}; a name that ends in {@code _alpha} before the dot is the matte as grey; {@code
 * person_%05d.png} (or {@code .tif}) are single pictures. The output appears under its name when it
 * is whole.
 *
 * <p><b>Times and sound.</b> The frames keep their times, of variable rate too, to the unit of the
 * container. The sound is copied packet by packet where the container holds its codec, else encoded
 * again, with a warning.
 *
 * <p><b>Faults.</b> Frames that cannot be decoded are counted and the one before is shown longer;
 * where the network fails, the matte of the frame before is used again, up to 25 times in a row. A
 * file that is cut off gives what there is.
 *
 * <p><b>Memory and threads.</b> Reading, the network, steadying, composing and writing run
 * concurrently, a few frames ahead of each other, so that memory does not depend on the length.
 * Where the network has no states, as many frames are in it at once as the model was opened for
 * ({@code OpenOptions.callers}), up to four; that is quicker than one frame on several threads. The
 * result does not depend on it.
 *
 * <p>Immutable and thread-safe: each step returns a new value, one value may serve several runs at
 * once. The model is not closed.
 */
public final class VideoMatting {
  private final MattingModel model;
  private final VideoSettings settings;

  private VideoMatting(MattingModel model, VideoSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /** With this model; what is written is decided by the output's name, mattes are steadied. */
  public static VideoMatting of(MattingModel model) {
    return new VideoMatting(Objects.requireNonNull(model, "model"), new VideoSettings());
  }

  private VideoMatting with(Consumer<VideoSettings> change) {
    VideoSettings copy = settings.copy();
    change.accept(copy);
    return new VideoMatting(model, copy);
  }

  /** Writes the person with alpha. */
  public VideoMatting cutOut() {
    return with(changed -> changed.content = Content.CUT_OUT);
  }

  /** Writes the matte as grey: white is the person. */
  public VideoMatting alpha() {
    return with(changed -> changed.content = Content.MATTE);
  }

  /** Writes the person in front of a background. */
  public VideoMatting background(Background background) {
    return background(VideoBackground.of(background));
  }

  /** Writes the person in front of a background that may change from frame to frame. */
  public VideoMatting background(VideoBackground background) {
    Objects.requireNonNull(background, "background");
    return with(
        changed -> {
          changed.content = Content.OPAQUE;
          changed.background = background;
        });
  }

  /**
   * Steadies the mattes by a filter; the default is {@link TemporalFilter#twoWay} for files, and
   * {@link TemporalFilter#auto}, which has no delay, for {@link #live}.
   */
  public VideoMatting temporal(TemporalFilter filter) {
    Objects.requireNonNull(filter, "filter");
    return with(changed -> changed.temporal = filter);
  }

  /**
   * Changes how frames are composed, such as {@code composer -> composer.inLinearLight()}. The
   * colours of soft edges are estimated by {@code ForegroundEstimator.multiLevel(3 / 255f)} unless
   * this sets another estimator.
   *
   * @param change gets the composer of the cut-out or background; called for each frame
   */
  public VideoMatting composing(UnaryOperator<Composer> change) {
    Objects.requireNonNull(change, "change");
    return with(changed -> changed.composing = change);
  }

  /**
   * Limits how long the network may take for a frame; then the matte of the frame before is used.
   * The first frame has no limit.
   *
   * @throws IllegalArgumentException if it is not more than 0
   */
  public VideoMatting frameTimeout(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("frameTimeout is " + limit + "; it must be more than 0");
    }
    return with(changed -> changed.frameTimeout = limit);
  }

  /**
   * Ends a run within about one frame, with {@link MattingCancelledException}. For a read of a file
   * that does not return and for a TensorFlow network, which cannot be stopped, it waits ten
   * seconds; then their threads are left behind, which the exception says.
   */
  public VideoMatting cancelledBy(Cancellation request) {
    Objects.requireNonNull(request, "request");
    return with(changed -> changed.cancellation = request);
  }

  /**
   * Begins at this time of the input, which becomes time 0 of the result.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public VideoMatting from(Duration start) {
    if (start.isNegative()) {
      throw new IllegalArgumentException("from is " + start + "; it must not be negative");
    }
    return with(changed -> changed.from = start);
  }

  /**
   * Ends before this time of the input.
   *
   * @throws IllegalArgumentException if it is not more than 0
   */
  public VideoMatting to(Duration end) {
    if (end.isNegative() || end.isZero()) {
      throw new IllegalArgumentException("to is " + end + "; it must be more than 0");
    }
    return with(changed -> changed.to = end);
  }

  /**
   * Leaves frames out where there are more than this many per second.
   *
   * @throws IllegalArgumentException if it is not more than 0
   */
  public VideoMatting maxFrameRate(double framesPerSecond) {
    if (!(framesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "maxFrameRate is " + framesPerSecond + "; it must be more than 0");
    }
    return with(changed -> changed.maxFrameRate = framesPerSecond);
  }

  /** Whether existing outputs may be replaced; the default is false. */
  public VideoMatting overwrite(boolean replace) {
    return with(changed -> changed.overwrite = replace);
  }

  /** Whether the sound comes along; the default is true. */
  public VideoMatting sound(boolean keep) {
    return with(changed -> changed.sound = keep);
  }

  /**
   * Writes the result in parts that are kept in the folder {@code NAME.parts} beside the output
   * until it is whole: a later run of the same input, model and settings continues after the last
   * whole part. For long videos; not for picture sequences. Whether the composition is the same,
   * with the picture behind the person, is found by composing a test picture.
   *
   * @param length of a part; some minutes
   * @throws IllegalArgumentException if it is less than a second
   */
  public VideoMatting resumable(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "the length of a part is " + length + "; it must be at least a second");
    }
    return with(changed -> changed.partLength = length);
  }

  /** As {@link #run(Path, Path, Consumer)}, without progress. */
  public VideoResult run(Path input, Path output) throws IOException {
    return run(input, output, progress -> {});
  }

  /**
   * Makes a video of a video.
   *
   * @param output by its name, see the class
   * @param progress called after each frame that was written, in the calling thread
   * @throws VideoException if the input is no video that can be read, or the output cannot hold
   *     what is asked for
   * @throws java.nio.file.FileAlreadyExistsException if the output is there and may not be replaced
   * @throws IOException if writing fails
   * @throws MattingCancelledException if the run is cancelled or the thread interrupted
   * @throws io.github.matting4j.model.MattingException if the network fails at the first frame or
   *     too often in a row
   */
  public VideoResult run(Path input, Path output, Consumer<VideoProgress> progress)
      throws IOException {
    Objects.requireNonNull(progress, "progress");
    checkRange();
    OutputPlan plan = OutputPlan.of(input, output, settings);
    VideoResult result =
        settings.partLength == null
            ? new VideoRun(model, settings, plan).run(progress)
            : new PartedRun(model, settings, plan).run(progress);
    if (result.frames() == 0) {
      throw new VideoException(
          input + " has no frames that can be read in the range that was asked for");
    }
    return result;
  }

  private void checkRange() {
    if (settings.to != null && settings.to.compareTo(settings.from) <= 0) {
      throw new IllegalArgumentException(
          "the range is from " + settings.from + " to " + settings.to + "; it must not be empty");
    }
  }

  /**
   * Reads the frames of a video and their mattes, for other uses than writing a file. What is
   * written is not considered.
   *
   * @throws VideoException if it is no video that can be read
   */
  public MattedFrames frames(Path input) throws IOException {
    checkRange();
    FileFrames frames = new FileFrames(input, settings);
    FrameSource<VideoFrame> read = new Prefetch<>(frames, VideoRun.READ, VideoRun.AHEAD);
    FrameSource<NetworkRuns.Outcome> outcomes =
        new Prefetch<>(
            new NetworkSource(read, new NetworkRuns(model, settings)),
            VideoRun.MATTE,
            VideoRun.AHEAD);
    return new MattedFrames(
        frames.info(),
        new Prefetch<>(
            new MattedSource(outcomes, new SteadyStage(settings.ofFile())),
            VideoRun.STEADY,
            VideoRun.AHEAD));
  }

  /** Starts with frames that the program has itself, from a camera or a stream. */
  public LiveMatting live() {
    return new LiveMatting(new NetworkRuns(model, settings), new SteadyStage(settings.ofLive()));
  }
}
