package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.javacv.media.Clips;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.sequence.TemporalFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten seconds of variable rate, turned by 90 degrees, with sound, through each output. */
class TenSecondsTest {
  private static final double SOUND_SECONDS = 10;

  @TempDir static Path folder;

  private static Path clip;
  private static List<VideoFrame> frames;

  @BeforeAll
  static void drawTheClip() throws Exception {
    List<Long> times = new ArrayList<>();
    for (long at = 0; at < 9_960_000_000L; ) {
      times.add(at);
      at += (times.size() % 2 == 0 ? 80 : 40) * 1_000_000L;
    }
    Path wav = Clips.tone(folder.resolve("tone.wav"), SOUND_SECONDS, 44_100);
    clip = folder.resolve("clip.mp4");
    Clips.write(clip, times.stream().mapToLong(at -> at).toArray(), VideoWriter.Sound.of(wav));
    turn(clip);
    frames = Clips.read(clip);
    assertThat(frames).hasSameSizeAs(times);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).nanos()).isEqualTo(times.get(i));
    }
  }

  /** Writes the matrix for a quarter turn to the right into the header of the first track. */
  private static void turn(Path mp4) throws Exception {
    byte[] bytes = Files.readAllBytes(mp4);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int matrix = text.indexOf("tkhd") + 44;
    int[] values = {0, 1 << 16, 0, -(1 << 16), 0, 0, Clips.HEIGHT << 16, 0, 1 << 30};
    for (int i = 0; i < values.length; i++) {
      for (int b = 0; b < 4; b++) {
        bytes[matrix + 4 * i + b] = (byte) (values[i] >>> (24 - 8 * b));
      }
    }
    Files.write(mp4, bytes);
  }

  @Test
  void theClipIsTurned() throws Exception {
    VideoInfo info = VideoInfo.of(clip);
    assertThat(info.width()).isEqualTo(Clips.HEIGHT);
    assertThat(info.height()).isEqualTo(Clips.WIDTH);
    assertThat(info.warnings()).isEmpty();
    ArgbImage drawn = Clips.photo(Clips.WIDTH, Clips.HEIGHT, 7);
    ArgbImage read = frames.get(7).image();
    for (int[] at : new int[][] {{10, 10}, {80, 10}, {10, 50}, {48, 32}}) {
      int expected = drawn.argb(at[0], at[1]) >> 8 & 0xFF;
      int actual = read.argb(Clips.HEIGHT - 1 - at[1], at[0]) >> 8 & 0xFF;
      assertThat(actual).isBetween(expected - 6, expected + 6);
    }
  }

  private static Path made(String name) throws Exception {
    Path output = folder.resolve(name);
    VideoMatting matting = VideoMatting.of(new RedModel()).temporal(TemporalFilter.none());
    if (name.equals("onto.mp4")) {
      matting = matting.background(Background.colour(0x00FF00));
    }
    List<VideoProgress> progress = new ArrayList<>();
    VideoResult result = matting.run(clip, output, progress::add);
    assertThat(result.frames()).isEqualTo(frames.size());
    assertThat(progress).hasSize(frames.size());
    assertThat(progress.get(progress.size() - 1).share().orElseThrow()).isGreaterThan(0.98);
    assertThat(result.brokenFrames()).isZero();
    assertThat(result.heldFrames()).isZero();
    assertThat(result.skippedFrames()).isZero();
    return output;
  }

  /** Greatest mean error of alpha over the frames, in levels; times within the container's unit. */
  @ParameterizedTest
  @CsvSource({
    "cut.mov, 0.2, 0, 0.03",
    "cut.webm, 1, 500000, 0.03",
    "cut.mkv, 0.002, 500000, 0.03",
    "c_alpha.mp4, 1.5, 0, 0.03",
  })
  void alphaTimesAndSoundComeThrough(
      String name, double tolerance, long unit, double soundTolerance) throws Exception {
    Path output = made(name);
    List<VideoFrame> written = Clips.read(output);
    assertThat(written).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(Math.abs(written.get(i).nanos() - frames.get(i).nanos()))
          .as("time of frame %d", i)
          .isLessThanOrEqualTo(unit);
      if (i % 10 == 0) {
        boolean matte = name.contains("_alpha");
        double error = 0;
        AlphaMatte expected = RedModel.matteOf(frames.get(i).image());
        int[] argb = written.get(i).image().toArray();
        float[] alpha = expected.toArray();
        for (int p = 0; p < alpha.length; p++) {
          error += Math.abs((matte ? argb[p] >> 8 & 0xFF : argb[p] >>> 24) - 255 * alpha[p]);
        }
        assertThat(error / alpha.length)
            .as("alpha of frame %d", i)
            .isLessThanOrEqualTo(tolerance + 0.26); // rounding to 8 bits
      }
    }
    Ffprobe.assumePresent();
    List<Double> times = Ffprobe.times(output, "v");
    assertThat(times).hasSameSizeAs(frames);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isCloseTo(frames.get(i).nanos() / 1e9, within(unit / 1e9 + 2e-6));
    }
    assertThat(Ffprobe.soundSeconds(output))
        .isCloseTo(SOUND_SECONDS, within(soundTolerance + 0.03));
    byte[] grey =
        Ffprobe.grey(
            output,
            name.endsWith("webm") ? "libvpx-vp9" : "",
            name.contains("_alpha") ? "format=gray" : "alphaextract",
            20,
            folder.resolve("grey.raw"));
    float[] alpha = RedModel.matteOf(frames.get(20).image()).toArray();
    assertThat(grey).hasSameSizeAs(alpha);
    double error = 0;
    for (int p = 0; p < alpha.length; p++) {
      error += Math.abs((grey[p] & 0xFF) - 255 * alpha[p]);
    }
    assertThat(error / alpha.length).isLessThanOrEqualTo(tolerance + 0.5);
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  @Test
  void theBackgroundIsBehind() throws Exception {
    Path output = made("onto.mp4");
    List<VideoFrame> written = Clips.read(output);
    assertThat(written).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i += 20) {
      assertThat(written.get(i).nanos()).isEqualTo(frames.get(i).nanos());
      int corner = written.get(i).image().argb(2, 2);
      assertThat(corner >> 8 & 0xFF).isGreaterThan(245);
      assertThat(corner >> 16 & 0xFF).isLessThan(10);
    }
    Ffprobe.assumePresent();
    assertThat(Ffprobe.times(output, "v")).hasSameSizeAs(frames);
    assertThat(Ffprobe.soundSeconds(output)).isCloseTo(SOUND_SECONDS, within(0.06));
  }

  @ParameterizedTest
  @CsvSource({"p_%04d.png, p.ffconcat", "p_alpha_%d.tif, p_alpha.ffconcat"})
  void picturesOfTheirOwn(String name, String list) throws Exception {
    Path sub = Files.createDirectories(folder.resolve(name.replaceAll("\\W", "")));
    Path output = sub.resolve(name);
    VideoResult result =
        VideoMatting.of(new RedModel()).temporal(TemporalFilter.none()).run(clip, output);
    assertThat(result.warnings())
        .containsExactly("The sound is left out: a picture sequence has none.");
    assertThat(sub.toFile().list()).hasSize(frames.size() + 1).contains(list);
    String third = name.contains("04") ? "p_0003.png" : "p_alpha_3.tif";
    ArgbImage read = ImageFiles.read(sub.resolve(third));
    float[] alpha = RedModel.matteOf(frames.get(2).image()).toArray();
    int[] argb = read.toArray();
    for (int p = 0; p < alpha.length; p++) {
      int actual = name.contains("alpha") ? argb[p] & 0xFF : argb[p] >>> 24;
      assertThat(Math.abs(actual - 255 * alpha[p])).isLessThanOrEqualTo(0.51f);
    }
    Ffprobe.assumePresent();
    List<String> times =
        Ffprobe.run(
            "/usr/bin/ffprobe",
            "-v",
            "error",
            "-f",
            "concat",
            "-show_entries",
            "packet=pts_time",
            "-of",
            "csv=p=0",
            sub.resolve(list).toString());
    assertThat(times).hasSameSizeAs(frames);
    for (int i = 0; i < times.size(); i += 7) {
      assertThat(Double.parseDouble(times.get(i).replace(",", "")))
          .isCloseTo(frames.get(i).nanos() / 1e9, within(1e-4));
    }
  }
}
