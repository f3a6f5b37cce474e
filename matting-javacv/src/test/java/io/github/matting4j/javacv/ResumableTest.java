package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.matting4j.compose.Background;
import io.github.matting4j.javacv.media.Clips;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.sequence.TemporalFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in parts: the same video as in one run, and nothing computed twice. */
class ResumableTest {
  private static final int FRAMES = 60;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path clip;

  @BeforeAll
  static void draw() throws Exception {
    Path wav = Clips.tone(shared.resolve("tone.wav"), 3.5, 8_000);
    clip = shared.resolve("clip.mp4");
    Clips.write(clip, Clips.times(FRAMES), VideoWriter.Sound.of(wav));
  }

  private static VideoMatting matting(RedModel model) {
    return VideoMatting.of(model).temporal(TemporalFilter.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"o.mov", "o.mkv", "o.webm", "o.mp4"})
  void aRunThatWasStoppedContinues(String name) throws Exception {
    Path output = folder.resolve(name);
    int[] runs = new int[1];
    VideoMatting parted = matting(new RedModel(run -> runs[0]++)).resumable(Duration.ofSeconds(1));
    if (name.endsWith("mp4")) {
      parted = parted.background(Background.colour(0x0000FF));
    }
    VideoMatting first = parted;
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                first.run(
                    clip,
                    output,
                    progress -> {
                      if (progress.position().compareTo(Duration.ofMillis(2500)) > 0) {
                        throw new IllegalStateException("stopped");
                      }
                    }));
    assertThat(output).doesNotExist();
    assertThat(folder.resolve(name + ".parts")).isDirectory();
    int before = runs[0];
    VideoResult result = first.run(clip, output);
    assertThat(result.frames()).isEqualTo(FRAMES);
    assertThat(result.resumedFrames()).isGreaterThan(FRAMES / 3);
    long anew = FRAMES - result.resumedFrames();
    assertThat((long) runs[0] - before)
        .as("with up to 17 frames that lead in to each of two parts")
        .isBetween(anew, anew + 2 * 17);
    assertThat(folder.toFile().list()).containsExactly(name);
    Path whole = folder.resolve("whole." + name);
    VideoMatting once = matting(new RedModel());
    (name.endsWith("mp4") ? once.background(Background.colour(0x0000FF)) : once).run(clip, whole);
    List<VideoFrame> expected = Clips.read(whole);
    List<VideoFrame> actual = Clips.read(output);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(actual.get(i).nanos()).isEqualTo(expected.get(i).nanos());
      assertThat(Clips.difference(expected.get(i).image(), actual.get(i).image(), 8)[0])
          .isLessThan(3);
    }
    assertThat(VideoInfo.of(output).soundTracks()).isEqualTo(1);
    assertThat(VideoInfo.of(output).alpha()).isEqualTo(VideoInfo.of(whole).alpha());
  }

  @Test
  void steadiedMattesContinueAcrossParts() throws Exception {
    VideoMatting once = VideoMatting.of(new RedModel()).alpha().sound(false);
    once.run(clip, folder.resolve("whole.mkv"));
    once.resumable(Duration.ofSeconds(1)).run(clip, folder.resolve("parted.mkv"));
    List<VideoFrame> expected = Clips.read(folder.resolve("whole.mkv"));
    List<VideoFrame> actual = Clips.read(folder.resolve("parted.mkv"));
    assertThat(actual).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(Clips.difference(expected.get(i).image(), actual.get(i).image(), 0)[1])
          .as("frame " + i)
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void partsOfOtherSettingsAreNotUsed() throws Exception {
    Path output = folder.resolve("o.mkv");
    VideoMatting parted = matting(new RedModel()).resumable(Duration.ofSeconds(1));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                parted.run(
                    clip,
                    output,
                    progress -> {
                      if (progress.frames() == 40) {
                        throw new IllegalStateException("stopped");
                      }
                    }));
    VideoResult result = parted.alpha().run(clip, output);
    assertThat(result.resumedFrames()).isZero();
    assertThat(result.frames()).isEqualTo(FRAMES);
    Files.createDirectories(folder.resolve("mine.mkv.parts"));
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> parted.run(clip, folder.resolve("mine.mkv")))
        .withMessageContaining("mine.mkv.parts");
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> parted.run(clip, folder.resolve("p_%d.png")))
        .withMessageContaining("not written in parts");
  }
}
