package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.Clips;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.testing.Footprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Long videos, many videos, damaged videos: memory, threads and descriptors stay the same. */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class VideoSoakTest {
  private static final int FRAMES = 10_000;
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  @TempDir Path folder;

  @Test
  void tenThousandFrames() throws Exception {
    Path wav = Clips.tone(folder.resolve("tone.wav"), FRAMES / 25.0, 8_000);
    Path clip = folder.resolve("clip.mov");
    try (VideoWriter writer =
        VideoWriter.create(
            clip, Clips.settings(WIDTH, HEIGHT, Content.OPAQUE), VideoWriter.Sound.of(wav))) {
      for (int i = 0; i < FRAMES; i++) {
        ArgbImage image = Clips.photo(WIDTH, HEIGHT, i);
        writer.write(image, i * 40_000_000L, 40_000_000L);
      }
      writer.finish();
    }
    for (String name : List.of("cut.mkv", "onto.mp4")) {
      List<Footprint> readings = new ArrayList<>();
      VideoMatting matting = VideoMatting.of(new RedModel());
      if (name.endsWith("mp4")) {
        matting = matting.background(Background.blurred(4));
      }
      VideoResult result =
          matting.run(
              clip,
              folder.resolve(name),
              progress -> {
                // not the end, when the stages have ended already
                if (progress.frames() % 500 == 0
                    && progress.frames() >= FRAMES / 10
                    && progress.frames() < FRAMES) {
                  readings.add(Footprint.now());
                }
              });
      assertThat(result.frames()).isEqualTo(FRAMES);
      System.err.println(
          name + ": " + readings.get(0) + " to " + readings.get(readings.size() - 1));
      assertConstant(readings);
    }
  }

  /** The JVM itself starts and ends threads that compile. */
  private static void assertConstant(List<Footprint> readings) {
    Footprint first = readings.get(0);
    assertThat(Footprint.growthMb(readings)).isLessThan(30);
    assertThat(readings).allMatch(reading -> Math.abs(reading.threads() - first.threads()) <= 2);
    assertThat(readings).extracting(Footprint::descriptors).containsOnly(first.descriptors());
  }

  @Test
  void manyVideos() throws Exception {
    Path wav = Clips.tone(folder.resolve("tone.wav"), 0.4, 44_100);
    Path clip = folder.resolve("clip.mp4");
    Clips.write(clip, Clips.times(6), VideoWriter.Sound.of(wav));
    List<Footprint> readings = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String ending = List.of("mov", "webm", "mkv").get(i % 3);
      Path output = folder.resolve("o." + ending);
      if (i % 7 == 6) { // ended by the listener
        Throwable thrown = null;
        try {
          VideoMatting.of(new RedModel())
              .overwrite(true)
              .run(
                  clip,
                  output,
                  progress -> {
                    throw new IllegalStateException();
                  });
        } catch (IllegalStateException e) {
          thrown = e;
        }
        assertThat(thrown).isNotNull();
      } else {
        VideoMatting.of(new RedModel()).overwrite(true).run(clip, output);
      }
      if (i >= 60 && i % 30 == 0) {
        readings.add(Footprint.now());
      }
    }
    System.err.println("many: " + readings.get(0) + " to " + readings.get(readings.size() - 1));
    assertConstant(readings);
  }

  /** Random bytes replaced, cut off: frames or a message, never a crash or a hang. */
  @Test
  void damagedVideos() throws Exception {
    Path wav = Clips.tone(folder.resolve("tone.wav"), 0.4, 44_100);
    Random random = new Random(7);
    int read = 0;
    int refused = 0;
    for (String ending : List.of("mp4", "mov", "webm", "mkv")) {
      Path clip = folder.resolve("clip." + ending);
      Clips.write(clip, Clips.times(6), VideoWriter.Sound.of(wav));
      byte[] whole = Files.readAllBytes(clip);
      for (int i = 0; i < 150; i++) {
        byte[] bytes = whole.clone();
        int region = i % 2 == 0 ? bytes.length : Math.min(bytes.length, 2000);
        for (int k = random.nextInt(12); k >= 0; k--) {
          bytes[random.nextInt(region)] = (byte) random.nextInt();
        }
        int length = i % 5 == 4 ? random.nextInt(bytes.length) : bytes.length;
        Path damaged = folder.resolve("damaged." + ending);
        Files.write(damaged, java.util.Arrays.copyOf(bytes, length));
        try {
          VideoMatting.of(new RedModel())
              .overwrite(true)
              .run(damaged, folder.resolve("o_alpha.mkv"));
          read++;
        } catch (IOException | MattingException e) {
          assertThat(e.getMessage()).isNotBlank();
          refused++;
        }
      }
    }
    System.err.println("damaged: " + read + " read, " + refused + " refused");
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }
}
