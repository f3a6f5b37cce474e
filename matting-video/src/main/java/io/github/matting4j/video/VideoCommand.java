package io.github.matting4j.video;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Signals;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Terminal;
import io.github.matting4j.cli.options.BackgroundWords;
import io.github.matting4j.cli.options.ModelSelectionOptions;
import io.github.matting4j.compose.Background;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.file.LocalPath;
import io.github.matting4j.javacv.VideoBackground;
import io.github.matting4j.javacv.VideoMatting;
import io.github.matting4j.javacv.VideoResult;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.sequence.TemporalFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matting video}: a video in, a video with alpha or another background out. */
@Command(
    name = "video",
    description = {
      "Cuts the person out of a video.",
      "",
      "The name of the output decides: .mov (ProRes 4444), .webm (VP9) and .mkv (FFV1) have alpha;"
          + " .mp4 (H.264) needs --background; NAME_alpha.mp4 is the matte as grey;"
          + " person_%%05d.png are single pictures. Times and sound are kept.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting video talk.mp4 -o talk.webm                     with alpha",
      "  matting video talk.mp4 -o out.mp4 --background blur",
      "  matting video talk.mp4 -o out.mp4 --background beach.mp4",
      "  matting video film.mkv -o film.mov --resume              continues after a stop",
      "  matting video talk.mp4 -o talk_alpha.mp4 --from 1:30 --to 2:00",
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 no usable model, 4 no usable device,"
          + " 130 interrupted, 143 terminated."
    })
final class VideoCommand extends Subcommand {
  private static final Set<String> VIDEOS =
      Set.of("mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "mts");

  /** Frames in the network at once; each needs its memory again. */
  private static final int MAX_LANES = 2;

  private static final Duration PART = Duration.ofMinutes(2);

  /** The filters by their names. */
  private enum Temporal {
    /** That of {@link VideoMatting}. */
    AUTO(null),
    OFF(TemporalFilter.none()),
    ONE_FRAME_DELAY(TemporalFilter.oneFrameDelay()),
    MOTION_AWARE(TemporalFilter.motionAware()),
    TWO_WAY(TemporalFilter.twoWay());

    private final @Nullable TemporalFilter filter;

    Temporal(@Nullable TemporalFilter filter) {
      this.filter = filter;
    }

    VideoMatting set(VideoMatting matting) {
      return filter == null ? matting : matting.temporal(filter);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Temporal of(String name) {
      for (Temporal temporal : values()) {
        if (temporal.toString().equals(name.toLowerCase(Locale.ROOT))) {
          return temporal;
        }
      }
      throw new IllegalArgumentException(
          "--temporal is " + name + "; write auto, off, one-frame-delay, motion-aware or two-way");
    }
  }

  @Parameters(paramLabel = "VIDEO", description = "The video.")
  private @Nullable Path input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "What to write; its name says in which format.")
  private @Nullable Path output;

  @Option(
      names = "--background",
      paramLabel = "COLOUR|IMAGE|VIDEO|blur|checker|none",
      description =
          "A colour name, #rrggbb, a picture, another video, blur or blur:RADIUS (the video's own,"
              + " in pixels; default 40), checker, or none: the person with alpha. Default: none.")
  private String background = "none";

  @Option(
      names = "--fit",
      paramLabel = "cover|contain|stretch",
      description = "How a background picture or video fills the frame. Default: cover.")
  private Background.Fit fit = Background.Fit.COVER;

  @Option(
      names = "--background-end",
      paramLabel = "loop|hold",
      description = "What follows the end of a background video: its start, or its last frame.")
  private VideoBackground.AtEnd backgroundEnd = VideoBackground.AtEnd.LOOP;

  @Option(
      names = "--temporal",
      paramLabel = "auto|off|one-frame-delay|motion-aware|two-way",
      description =
          "Steadies the mattes from frame to frame; auto (default) is two-way. See"
              + " docs/video.md.")
  private String temporal = Temporal.AUTO.toString();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Begins here, such as 12.5 (seconds), 1:30 or 1:02:03.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Ends before this time.")
  private @Nullable String to;

  @Option(
      names = "--fps-limit",
      paramLabel = "N",
      description = "Leaves frames out where there are more than this many per second.")
  private @Nullable Double maxFrameRate;

  @Option(names = "--no-sound", description = "Leaves the sound out.")
  private boolean silent;

  @Option(names = "--overwrite", description = "Replaces the output if it exists.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Works in parts of two minutes, kept in NAME.parts beside the output until it is whole:"
              + " the same command continues after a stop. For long films.")
  private boolean resume;

  @Mixin private final ModelSelectionOptions selection = new ModelSelectionOptions();

  @Option(
      names = "--json",
      description = "Prints one JSON object per second of work, and one at the end.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    VideoReporter reporter =
        new VideoReporter(
            json ? out() : reports(), err(), json, Terminal.isPresent() && !isQuiet());
    Path video = checked(this::existingInput);
    Optional<VideoBackground> behind = checked(this::behind);
    try (MattingModel model = open(reporter)) {
      Cancellation cancellation = new Cancellation();
      AtomicInteger signal = new AtomicInteger();
      Signals.atFirst(
          number -> {
            signal.set(number);
            cancellation.cancel();
          });
      VideoMatting matting = checked(() -> settled(model, behind)).cancelledBy(cancellation);
      try {
        VideoResult result = matting.run(video, Objects.requireNonNull(output), reporter::frame);
        reporter.done(model.descriptor().id(), result);
        return ExitCode.OK;
      } catch (MattingCancelledException e) {
        if (signal.get() == 0) {
          throw e;
        }
        return ExitCode.ofSignal(signal.get());
      } finally {
        reporter.endLine();
      }
    }
  }

  /**
   * Two frames at once on half of the cores each are quicker than one on all of them; a network
   * that carries states takes one at a time.
   */
  private MattingModel open(VideoReporter reporter) throws IOException {
    if (selection.threads().isPresent()) {
      return selection.open(reporter::chose);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int lanes = Math.min(MAX_LANES, cores);
    MattingModel model =
        selection.open(
            options -> options.callers(lanes).threads(Math.max(1, cores / lanes)), reporter::chose);
    try (MattingModel.FrameSequence sequence = model.sequence()) {
      if (sequence.framesAreIndependent()) {
        return model;
      }
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    model.close();
    return selection.open(line -> {});
  }

  private Path existingInput() {
    Path file = Objects.requireNonNull(input);
    return LocalPath.existing(file.toString())
        .filter(found -> !LocalPath.isFolder(found.toString()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(file + " is not there, or is no file; name a video"));
  }

  private VideoMatting settled(MattingModel model, Optional<VideoBackground> behind) {
    VideoMatting matting =
        Temporal.of(temporal).set(VideoMatting.of(model)).sound(!silent).overwrite(overwrite);
    matting = behind.isPresent() ? matting.background(behind.get()) : matting;
    matting = resume ? matting.resumable(PART) : matting;
    matting = from == null ? matting : matting.from(Times.parse("--from", from));
    matting = to == null ? matting : matting.to(Times.parse("--to", to));
    if (from != null
        && to != null
        && Times.parse("--to", to).compareTo(Times.parse("--from", from)) <= 0) {
      throw new IllegalArgumentException(
          "--to " + to + " is not after --from " + from + "; nothing would be left");
    }
    if (maxFrameRate != null && !(maxFrameRate > 0)) {
      throw new IllegalArgumentException(
          "--fps-limit is " + maxFrameRate + "; it must be more than 0");
    }
    return maxFrameRate == null ? matting : matting.maxFrameRate(maxFrameRate);
  }

  private Optional<VideoBackground> behind() throws IOException {
    if (background.equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    Optional<Path> file = LocalPath.existing(background);
    if (file.isEmpty()) {
      return Optional.of(VideoBackground.of(BackgroundWords.parse(background)));
    }
    String name = file.get().toString().toLowerCase(Locale.ROOT);
    if (VIDEOS.contains(name.substring(name.lastIndexOf('.') + 1))) {
      return Optional.of(VideoBackground.video(file.get(), fit, backgroundEnd));
    }
    return Optional.of(VideoBackground.of(Background.image(ImageFiles.read(file.get()), fit)));
  }
}
