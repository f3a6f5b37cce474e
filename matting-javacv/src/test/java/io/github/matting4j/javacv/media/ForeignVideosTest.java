package io.github.matting4j.javacv.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what another build of FFmpeg wrote: matrices, ranges, codecs, interlacing. */
class ForeignVideosTest {
  private static final Path FFMPEG = Path.of("/usr/bin/ffmpeg");
  private static final int WIDTH = 256;
  private static final int HEIGHT = 64;

  @TempDir static Path folder;

  private static Path picture;
  private static ArgbImage drawn;

  @BeforeAll
  static void draw() throws Exception {
    int[] argb = new int[WIDTH * HEIGHT];
    int[] bars = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0x00FFFF, 0xFF00FF, 0x804020, 0x205080};
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int colour = y < HEIGHT / 2 ? x * 0x010101 : bars[x * bars.length / WIDTH];
        argb[y * WIDTH + x] = 0xFF000000 | colour;
      }
    }
    drawn = ArgbImage.adopt(WIDTH, HEIGHT, argb);
    picture = folder.resolve("drawn.png");
    ImageFiles.write(drawn, picture);
  }

  @BeforeEach
  void needsFfmpeg() {
    assumeTrue(Files.isExecutable(FFMPEG), "needs ffmpeg: apt-get install ffmpeg");
  }

  private static Path made(String name, String... arguments) throws Exception {
    Path file = folder.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of(
                FFMPEG.toString(),
                "-v",
                "error",
                "-y",
                "-loop",
                "1",
                "-r",
                "25",
                "-i",
                picture.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-frames:v", "3", file.toString()));
    ChildProcess.Outcome outcome = ChildProcess.run(new ProcessBuilder(command));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return file;
  }

  /** Tagged and untagged, both ranges: the ramp within one level, the bars within a few. */
  @ParameterizedTest
  @CsvSource({
    "bt601, tv, smpte170m, yuv444p",
    "bt709, tv, bt709, yuv444p",
    "bt2020, tv, bt2020nc, yuv444p",
    "bt709, pc, bt709, yuv444p",
    "bt601, pc, smpte170m, yuv420p",
    "bt601, tv, unknown, yuv420p",
    "bt709, tv, bt709, yuv420p10le",
  })
  void coloursComeBack(String matrix, String range, String tag, String pixels) throws Exception {
    Path file =
        made(
            matrix + range + tag + pixels + ".mkv",
            "-vf",
            "scale=out_color_matrix="
                + matrix
                + ":out_range="
                + range
                + ":flags=accurate_rnd,format="
                + pixels,
            "-c:v",
            "ffv1",
            "-colorspace",
            tag,
            "-color_range",
            range);
    List<VideoFrame> frames = Clips.read(file);
    assertThat(frames).hasSize(3);
    ArgbImage read = frames.get(1).image();
    for (int x = 0; x < WIDTH; x++) {
      for (int shift : new int[] {0, 8, 16}) {
        assertThat(read.argb(x, 4) >> shift & 0xFF)
            .as("ramp at %d", x)
            .isBetween(Math.max(0, x - 1), Math.min(255, x + 1));
      }
    }
    for (int x = 16; x < WIDTH; x += 32) {
      for (int shift : new int[] {0, 8, 16}) {
        int expected = drawn.argb(x, HEIGHT - 10) >> shift & 0xFF;
        assertThat(read.argb(x, HEIGHT - 10) >> shift & 0xFF)
            .as("bar at %d", x)
            .isBetween(expected - 3, expected + 3);
      }
    }
  }

  /** A ramp stays grey; a colour within sRGB becomes what it is there. */
  @ParameterizedTest
  @CsvSource({"bt2020, 155, 49, 20", "smpte432, 138, 59, 21", "smpte431, 135, 60, 22"})
  void wideGamutsAreConverted(String primaries, int red, int green, int blue) throws Exception {
    Path file =
        made(
            primaries + ".mkv",
            "-vf",
            "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=yuv444p",
            "-c:v",
            "ffv1",
            "-colorspace",
            "bt709",
            "-color_range",
            "tv",
            "-color_trc",
            "bt709",
            "-color_primaries",
            primaries);
    try (VideoReader reader = VideoReader.open(file)) {
      ArgbImage read = Objects.requireNonNull(reader.next()).image();
      assertThat(reader.warnings()).hasSize(1).first().asString().contains("wide gamut");
      for (int x = 0; x < WIDTH; x++) {
        for (int shift : new int[] {0, 8, 16}) {
          assertThat(read.argb(x, 4) >> shift & 0xFF)
              .as("ramp at %d", x)
              .isBetween(Math.max(0, x - 1), Math.min(255, x + 1));
        }
      }
      int bar = read.argb(6 * WIDTH / 8 + 16, HEIGHT - 10); // 0x804020
      assertThat(bar >> 16 & 0xFF).isCloseTo(red, within(3));
      assertThat(bar >> 8 & 0xFF).isCloseTo(green, within(3));
      assertThat(bar & 0xFF).isCloseTo(blue, within(3));
    }
  }

  /** Full range, said by the name of the pixel format only. */
  @Test
  void motionJpegIsOfFullRange() throws Exception {
    Path file = made("m.avi", "-vf", "format=yuvj444p", "-c:v", "mjpeg", "-q:v", "1");
    ArgbImage read = Clips.read(file).get(0).image();
    for (int x = 0; x < WIDTH; x++) {
      assertThat(read.argb(x, 4) >> 8 & 0xFF).isBetween(x - 3, x + 3);
    }
  }

  @Test
  void interlacedFramesAreNoticed() throws Exception {
    Path file =
        made(
            "interlaced.mp4",
            "-vf",
            "format=yuv420p",
            "-c:v",
            "mpeg2video",
            "-q:v",
            "2",
            "-flags",
            "+ildct+ilme",
            "-top",
            "1");
    try (VideoReader reader = VideoReader.open(file)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.warnings()).hasSize(1).first().asString().contains("interlaced");
    }
  }

  /** Frames that are shown in another order than they are coded. */
  @Test
  void timesOfReorderedFramesIncrease() throws Exception {
    Path file =
        made(
            "b.mp4", "-vf", "format=yuv420p", "-c:v", "libx264", "-bf", "2", "-preset", "veryfast");
    assertThat(Clips.read(file))
        .extracting(VideoFrame::nanos)
        .containsExactly(0L, 40_000_000L, 80_000_000L);
  }

  /** A clock that begins late, and starts before its first frame. */
  @Test
  void aTransportStreamBeginsAtZero() throws Exception {
    Path file =
        made(
            "late.ts",
            "-vf",
            "noise=alls=60,format=yuv420p",
            "-c:v",
            "mpeg2video",
            "-q:v",
            "2",
            "-output_ts_offset",
            "100");
    List<VideoFrame> frames = Clips.read(file);
    assertThat(frames).hasSize(3);
    assertThat(frames.get(0).nanos()).isZero();
    assertThat(frames.get(2).nanos()).isBetween(79_900_000L, 80_100_000L);
  }

  @Test
  void alphaOfOtherCodecsIsRead() throws Exception {
    Path file = made("rle.mov", "-vf", "format=argb,colorchannelmixer=aa=0.5", "-c:v", "qtrle");
    VideoFrame frame = Clips.read(file).get(0);
    assertThat(frame.image().argb(9, 9) >>> 24).isBetween(126, 129);
    Path vp8 =
        made(
            "vp8.webm",
            "-vf",
            "format=yuva420p,colorchannelmixer=aa=0.5",
            "-c:v",
            "libvpx",
            "-b:v",
            "2M",
            "-auto-alt-ref",
            "0");
    assertThat(Clips.read(vp8).get(0).image().argb(9, 9) >>> 24).isBetween(124, 131);
  }
}
