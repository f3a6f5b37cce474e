package io.github.matting4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.matting4j.MattingModels;
import io.github.matting4j.cli.MattingCommand;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.VideoMatting;
import io.github.matting4j.javacv.VideoProgress;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.Ticks;
import io.github.matting4j.javacv.media.VideoReader;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code matting video} with the built-in network on a clip of a few small frames. */
class VideoCommandTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;
  private static final long FRAME_NANOS = 100_000_000L;

  @TempDir Path folder;

  private record Result(int exit, String out, String err) {}

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = MattingCommand.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("video"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--model", "portrait-starter", "--threads", "1"));
    int exit = commandLine.execute(all.toArray(String[]::new));
    return new Result(exit, out.toString(), err.toString());
  }

  private String clip(int frames) throws IOException {
    Path clip = folder.resolve("clip.mkv");
    VideoWriter.Settings settings =
        new VideoWriter.Settings(
            WIDTH, HEIGHT, Content.OPAQUE, Ticks.MILLISECONDS, 10, new Ticks(1, 1));
    try (VideoWriter writer = VideoWriter.create(clip, settings)) {
      for (int i = 0; i < frames; i++) {
        writer.write(ArgbImage.filled(WIDTH, HEIGHT, 0xFF204060 + i), i * FRAME_NANOS, FRAME_NANOS);
      }
      writer.finish();
    }
    return clip.toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aVideoBecomesOneWithAlphaAndTheReportCountsItsFrames() throws Exception {
    Result result = run(clip(6), "-o", path("out.mkv"), "--json", "--to", "0.45");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("\"event\":\"done\"", "\"model\":\"portrait-starter\"", "\"frames\":5,");
    try (VideoReader reader = VideoReader.open(folder.resolve("out.mkv"))) {
      assertThat(reader.info().alpha()).isTrue();
    }
  }

  @Test
  void aStoppedRunIsContinued() throws Exception {
    int frames = 5;
    long seconds = 50; // for each, so that the clip has three parts of two minutes
    Path clip = folder.resolve("slow.mkv");
    VideoWriter.Settings settings =
        new VideoWriter.Settings(
            WIDTH, HEIGHT, Content.OPAQUE, Ticks.MILLISECONDS, 1, new Ticks(1, 1));
    try (VideoWriter writer = VideoWriter.create(clip, settings)) {
      for (int i = 0; i < frames; i++) {
        long nanos = seconds * 1_000_000_000L;
        writer.write(ArgbImage.filled(WIDTH, HEIGHT, 0xFF204060 + i), i * nanos, nanos);
      }
      writer.finish();
    }
    Path out = folder.resolve("out.mkv");
    try (MattingModel model =
        MattingModels.discovered().open("portrait-starter", OpenOptions.forLatency().threads(1))) {
      VideoMatting stopped = VideoMatting.of(model).resumable(Duration.ofMinutes(2));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  stopped.run(
                      clip,
                      out,
                      progress -> {
                        if (progress.frames() == 4) {
                          throw new IllegalStateException("stopped");
                        }
                      }));
    }
    assertThat(out).doesNotExist();
    Result result = run(clip.toString(), "-o", out.toString(), "--resume", "--json");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"frames\":5,", "\"resumed_frames\":3");
    assertThat(folder.resolve("out.mkv.parts")).doesNotExist();
  }

  @Test
  void anExistingOutputIsKeptUnlessOverwritingIsAskedFor() throws Exception {
    String clip = clip(2);
    Path out = Files.writeString(folder.resolve("out.mp4"), "mine");
    String[] arguments = {clip, "-o", out.toString(), "--background", "blur:4", "--fps-limit", "5"};
    Result refused = run(arguments);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("exists already", "--overwrite");
    assertThat(out).hasContent("mine");
    List<String> again = new ArrayList<>(List.of(arguments));
    again.addAll(List.of("--overwrite", "--temporal", "one-frame-delay"));
    Result done = run(again.toArray(String[]::new));
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.out()).contains("out.mp4: 1 frames", "1 frames left out by --fps-limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--temporal strong | --temporal is strong; write auto, off",
        "--from 1:75 | --from is 1:75; after a colon comes a number below 60",
        "--from 2 --to 1 | --to 1 is not after --from 2",
        "--fps-limit 0 | --fps-limit is 0.0; it must be more than 0",
        "--background nosuch | --background: there is no such file",
      })
  void aMistakeIsNamed(String options, String message) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(clip(1), "-o", path("out.mov")));
    arguments.addAll(List.of(options.split(" ")));
    Result result = run(arguments.toArray(String[]::new));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("matting: ").contains(message);
    assertThat(folder.resolve("out.mov")).doesNotExist();
  }

  @Test
  void aMissingVideoIsNamed() {
    Result result = run(path("no.mp4"), "-o", path("out.mov"));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("no.mp4 is not there");
  }

  @Test
  void timesAreReadAsPeopleWriteThem() {
    assertThat(Times.parse("--from", "12.5")).isEqualTo(Duration.ofMillis(12_500));
    assertThat(Times.parse("--from", "1:30")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Times.parse("--from", "1:02:03.25")).isEqualTo(Duration.ofMillis(3_723_250));
    assertThat(Times.parse("--from", "600")).isEqualTo(Duration.ofMinutes(10));
    assertThatIllegalArgumentException().isThrownBy(() -> Times.parse("--to", "-1"));
    assertThatIllegalArgumentException().isThrownBy(() -> Times.parse("--to", "soon"));
    assertThat(Times.text(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    assertThat(Times.text(Duration.ofSeconds(65))).isEqualTo("1:05");
  }

  @Test
  void progressHasRateAndRemainingTime() {
    Duration second = Duration.ofSeconds(1);
    VideoProgress half =
        new VideoProgress(
            100,
            second.multipliedBy(4),
            Optional.of(second.multipliedBy(8)),
            second.multipliedBy(50));
    assertThat(VideoReporter.line(half))
        .isEqualTo("0:04 of 0:08, 100 frames, 2.0 per second, 0:50 remaining");
  }
}
