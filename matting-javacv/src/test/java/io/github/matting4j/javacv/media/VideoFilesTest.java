package io.github.matting4j.javacv.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFilesTest {
  private static final int FRAMES = 8;
  private static final long[] TIMES = Clips.times(FRAMES);

  @TempDir Path folder;

  /** Mean and greatest error of alpha and of green, in levels. */
  @ParameterizedTest
  @CsvSource({"mov, 0.3, 3, 1, 12, 0", "webm, 0.4, 6, 2, 30, 500000", "mkv, 0, 0, 0, 0, 500000"})
  void alphaSurvives(
      String ending, double alpha, double maxAlpha, double green, double maxGreen, long tolerance)
      throws Exception {
    Path file = folder.resolve("cut." + ending);
    try (VideoWriter writer =
        VideoWriter.create(file, Clips.settings(Clips.WIDTH, Clips.HEIGHT, Content.CUT_OUT))) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(Clips.cutOut(Clips.WIDTH, Clips.HEIGHT, i), TIMES[i], 20_000_000);
      }
      assertThat(file).doesNotExist();
      writer.finish();
    }
    List<VideoFrame> read = Clips.read(file);
    assertThat(read).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      ArgbImage expected = Clips.cutOut(Clips.WIDTH, Clips.HEIGHT, i);
      double[] alphaError = Clips.difference(expected, read.get(i).image(), 24);
      double[] greenError = Clips.difference(expected, read.get(i).image(), 8);
      assertThat(alphaError[0]).isLessThanOrEqualTo(alpha);
      assertThat(alphaError[1]).isLessThanOrEqualTo(maxAlpha);
      assertThat(greenError[0]).isLessThanOrEqualTo(green);
      assertThat(greenError[1]).isLessThanOrEqualTo(maxGreen);
      assertThat(Math.abs(read.get(i).nanos() - TIMES[i])).isLessThanOrEqualTo(tolerance);
    }
    assertThat(VideoInfo.of(file).alpha()).isTrue();
    assertThat(folder.toFile().list()).containsExactly("cut." + ending);
  }

  @ParameterizedTest
  @CsvSource({"mov, 1", "webm, 2", "mkv, 0.1", "mp4, 2"})
  void mattesAreGrey(String ending, double levels) throws Exception {
    Path file = folder.resolve("clip_alpha." + ending);
    try (VideoWriter writer =
        VideoWriter.create(file, Clips.settings(Clips.WIDTH, Clips.HEIGHT, Content.MATTE))) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(Clips.matte(Clips.WIDTH, Clips.HEIGHT, i), TIMES[i], 20_000_000);
      }
      writer.finish();
    }
    List<VideoFrame> read = Clips.read(file);
    assertThat(read).hasSize(FRAMES);
    double worst = 0;
    for (int i = 0; i < FRAMES; i++) {
      ArgbImage expected = grey(Clips.matte(Clips.WIDTH, Clips.HEIGHT, i));
      for (int shift : new int[] {0, 8, 16}) {
        worst = Math.max(worst, Clips.difference(expected, read.get(i).image(), shift)[0]);
      }
    }
    assertThat(worst).isLessThanOrEqualTo(levels);
  }

  private static ArgbImage grey(AlphaMatte matte) {
    float[] alpha = matte.toArray();
    int[] argb = new int[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      argb[i] = 0xFF000000 | Math.round(alpha[i] * 255) * 0x010101;
    }
    return ArgbImage.adopt(matte.width(), matte.height(), argb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mov", "mp4", "webm", "mkv"})
  void soundComesAlong(String ending) throws Exception {
    Path wav = Clips.tone(folder.resolve("tone.wav"), 0.9, 44_100);
    Path file = folder.resolve("clip." + ending);
    Clips.write(file, Clips.times(20), VideoWriter.Sound.of(wav));
    List<VideoFrame> read = Clips.read(file);
    assertThat(read).hasSize(20);
    assertThat(VideoInfo.of(file).soundTracks()).isEqualTo(1);
  }

  /** FFV1's decoder puts the slice of the frame before there and says nothing. */
  @Test
  void aDamagedFrameOfFfv1IsCountedAndBridged() throws Exception {
    Path file = folder.resolve("whole.mkv");
    Clips.write(file, TIMES, null);
    byte[] bytes = Files.readAllBytes(file);
    int damaged = 3;
    try (Demuxer demuxer = Demuxer.open(file)) {
      AVPacket packet = demuxer.next();
      for (int i = 0; i < damaged; i++) {
        packet = demuxer.next();
      }
      bytes[(int) (packet.pos() + packet.size() / 2)] ^= 0x10;
    }
    Path changed = folder.resolve("damaged.mkv");
    Files.write(changed, bytes);
    List<VideoFrame> whole = Clips.read(file);
    try (VideoReader reader = VideoReader.open(changed)) {
      for (int i = 0; i < FRAMES; i++) {
        ArgbImage image = Objects.requireNonNull(reader.next()).image();
        double difference = Clips.difference(whole.get(i).image(), image, 8)[0];
        if (i < damaged) {
          assertThat(difference).isZero();
        } else if (i == damaged) {
          assertThat(difference).isGreaterThan(0).isLessThan(5);
        }
      }
      assertThat(reader.next()).isNull();
      assertThat(reader.brokenFrames()).isEqualTo(1);
    }
  }

  @Test
  void aGreyRampComesBack() throws Exception {
    for (String ending : List.of("mov", "webm", "mkv", "mp4")) {
      Path file = folder.resolve("ramp." + ending);
      int[] argb = new int[256 * 64];
      for (int i = 0; i < argb.length; i++) {
        argb[i] = 0xFF000000 | (i % 256) * 0x010101;
      }
      ArgbImage ramp = ArgbImage.adopt(256, 64, argb);
      try (VideoWriter writer = VideoWriter.create(file, Clips.settings(256, 64, Content.OPAQUE))) {
        for (int i = 0; i < 3; i++) {
          writer.write(ramp, i * 40_000_000L, 40_000_000L);
        }
        writer.finish();
      }
      ArgbImage read = Clips.read(file).get(2).image();
      for (int shift : new int[] {0, 8, 16}) {
        assertThat(Clips.difference(ramp, read, shift)[1])
            .as(ending)
            .isLessThanOrEqualTo(ending.equals("mp4") ? 2 : 1);
      }
    }
  }

  /** Sizes that are no multiple of anything. */
  @ParameterizedTest
  @ValueSource(strings = {"mov", "webm", "mkv", "mp4"})
  void oddSizes(String ending) throws Exception {
    for (Content content : Content.values()) {
      Path file = folder.resolve("odd" + content.ordinal() + "." + ending);
      if (!VideoFormat.of(file).orElseThrow().holds(content)) {
        continue;
      }
      try (VideoWriter writer = VideoWriter.create(file, Clips.settings(67, 35, content))) {
        for (int i = 0; i < 2; i++) {
          if (content == Content.MATTE) {
            writer.write(Clips.matte(67, 35, i), i * 40_000_000L, 40_000_000L);
          } else {
            writer.write(Clips.cutOut(67, 35, i), i * 40_000_000L, 40_000_000L);
          }
        }
        writer.finish();
        VideoInfo info = VideoInfo.of(file);
        boolean even = info.width() == 68 && info.height() == 36;
        assertThat(even || info.width() == 67 && info.height() == 35).isTrue();
        assertThat(writer.warnings()).hasSize(even ? 1 : 0);
      }
    }
  }

  /** Names that FFmpeg could take for addresses, patterns or options. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anyFileName() throws Exception {
    List<String> names =
        new ArrayList<>(List.of("a b%d'.mkv", "-i.mkv", "concat:x|y.mkv", "#1?.mkv"));
    if (Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("größe 视")) {
      names.add("größe 视.mkv");
    }
    for (String name : names) {
      Path file = folder.resolve(name);
      Clips.write(file, Clips.times(2), null);
      assertThat(Clips.read(file)).hasSize(2);
      assertThat(Files.isRegularFile(file)).isTrue();
    }
    assertThat(folder.toFile().list()).hasSize(names.size());
  }

  @Test
  void temporaryFoldersOverADayOldAreDeleted() throws Exception {
    Path pattern = folder.resolve("p_%03d.png");
    PictureSequence killed = PictureSequence.create(pattern, false);
    killed.write(Clips.cutOut(Clips.WIDTH, Clips.HEIGHT, 0), 0, 20_000_000);
    Path left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.findFirst().orElseThrow();
    }
    PictureSequence.create(pattern, false).close();
    assertThat(left).isDirectory();
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    PictureSequence.create(pattern, false).close();
    assertThat(left).doesNotExist();
  }
}
