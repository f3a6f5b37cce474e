package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.Clips;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoReader;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.sequence.TemporalFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoMattingTest {
  private static final int FRAMES = 30;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path clip;

  @BeforeAll
  static void draw() throws Exception {
    clip = shared.resolve("clip.mkv");
    Clips.write(clip, everyMillis(40, FRAMES), null);
  }

  private static long[] everyMillis(int millis, int frames) {
    long[] times = new long[frames];
    Arrays.setAll(times, i -> i * millis * 1_000_000L);
    return times;
  }

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("matting4j-video"));
  }

  private static VideoMatting red() {
    return VideoMatting.of(new RedModel()).temporal(TemporalFilter.none());
  }

  @Test
  void outputsThatCannotBeAreRefusedBeforeAnythingIsWritten() throws Exception {
    Path there = Files.writeString(folder.resolve("there.mov"), "mine");
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> red().run(clip, there))
        .withMessageContaining("exists already");
    assertThat(there).hasContent("mine");
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> red().run(clip, folder.resolve("a.mp4")))
        .withMessageContaining("MP4 has no alpha")
        .withMessageContaining(".mov");
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> red().run(clip, folder.resolve("a.avi")))
        .withMessageContaining(".mkv");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> red().run(clip, folder.resolve("none/a.mov")))
        .withMessageContaining("does not exist");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> red().run(folder.resolve("none.mp4"), folder.resolve("a.mov")));
    Path text = Files.writeString(folder.resolve("text.mp4"), "not a video at all");
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> red().run(text, folder.resolve("a.mov")))
        .withMessageContaining("text.mp4");
    Path own = Files.copy(clip, folder.resolve("own.mkv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.mkv"), own);
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> red().overwrite(true).run(own, link))
        .withMessageContaining("would overwrite");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                red()
                    .from(Duration.ofSeconds(2))
                    .to(Duration.ofSeconds(1))
                    .run(clip, folder.resolve("a.mov")));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("there.mov", "text.mp4", "own.mkv", "link.mkv");
    assertThat(VideoInfo.of(own).duration()).contains(Duration.ofMillis(1200));
  }

  @Test
  void anExistingOutputIsReplacedWhenAskedFor() throws Exception {
    Path there = Files.writeString(folder.resolve("there.mkv"), "old");
    red().overwrite(true).to(Duration.ofMillis(200)).run(clip, there);
    assertThat(Clips.read(there)).hasSize(5);
    Path pictures = folder.resolve("p_%d.png");
    red().to(Duration.ofMillis(200)).run(clip, pictures);
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> red().run(clip, pictures));
    VideoResult second = red().overwrite(true).to(Duration.ofMillis(80)).run(clip, pictures);
    assertThat(second.warnings())
        .containsExactly("3 pictures of an earlier, longer sequence of this name are left.");
    assertThat(folder.toFile().list()).hasSize(7);
  }

  @Test
  void aPartIsCutOutAndThinnedOut() throws Exception {
    Path wav = Clips.tone(folder.resolve("tone.wav"), 1.2, 8_000);
    Path sounding = folder.resolve("sounding.mov");
    Clips.write(sounding, everyMillis(40, FRAMES), VideoWriter.Sound.of(wav));
    Path output = folder.resolve("part.mkv");
    VideoResult result =
        red()
            .from(Duration.ofMillis(400))
            .to(Duration.ofMillis(1000))
            .maxFrameRate(12.5)
            .run(sounding, output);
    assertThat(result.frames()).isEqualTo(8);
    assertThat(result.skippedFrames()).isEqualTo(7);
    assertThat(result.length()).isEqualTo(Duration.ofMillis(640));
    List<VideoFrame> written = Clips.read(output);
    for (int i = 0; i < 8; i++) {
      assertThat(written.get(i).nanos()).isEqualTo(i * 80_000_000L);
      ArgbImage drawn = Clips.photo(Clips.WIDTH, Clips.HEIGHT, 10 + 2 * i);
      assertThat(Clips.difference(drawn, written.get(i).image(), 8)[0]).isLessThan(6);
    }
    assertThat(VideoInfo.of(output).soundTracks()).isEqualTo(1);
    Ffprobe.assumePresent();
    assertThat(Ffprobe.soundSeconds(output)).isBetween(0.4, 0.7);
  }

  @Test
  void aFailingNetworkIsBridged() throws Exception {
    RedModel model =
        new RedModel(
            run -> {
              if (run == 3 || run == 4) {
                throw new InferenceException("no luck with run " + run);
              }
            });
    Path output = folder.resolve("c_alpha.mkv");
    VideoResult result = VideoMatting.of(model).temporal(TemporalFilter.none()).run(clip, output);
    assertThat(result.frames()).isEqualTo(FRAMES);
    assertThat(result.heldFrames()).isEqualTo(2);
    assertThat(result.warnings()).hasSize(1).first().asString().contains("no luck with run 3");
    List<VideoFrame> written = Clips.read(output);
    assertThat(written.get(4).image().toArray()).isEqualTo(written.get(2).image().toArray());
    assertThat(written.get(5).image().toArray()).isNotEqualTo(written.get(2).image().toArray());
  }

  @Test
  void aNetworkThatFailsForGoodEndsTheRun() throws Exception {
    for (int first : new int[] {0, 2}) {
      RedModel model =
          new RedModel(
              run -> {
                if (run >= first) {
                  throw new InferenceException("broken");
                }
              });
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> VideoMatting.of(model).run(clip, folder.resolve("a.mov")))
          .withMessage("broken");
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aFrameThatTakesTooLongIsBridged() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RedModel model =
        new RedModel(
            run -> {
              if (run == 2) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    VideoResult result =
        VideoMatting.of(model)
            .temporal(TemporalFilter.none())
            .frameTimeout(Duration.ofMillis(300))
            .to(Duration.ofMillis(200))
            .run(clip, folder.resolve("a.mkv"));
    assertThat(result.frames()).isEqualTo(5);
    assertThat(result.heldFrames()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aRunIsCancelled() throws Exception {
    Cancellation request = new Cancellation();
    RedModel model =
        new RedModel(
            run -> {
              if (run == 5) {
                request.cancel();
              }
            });
    assertThatExceptionOfType(MattingCancelledException.class)
        .isThrownBy(
            () -> VideoMatting.of(model).cancelledBy(request).run(clip, folder.resolve("a.mov")));
    assertThat(folder.toFile().list()).isEmpty();
    assertThatExceptionOfType(MattingCancelledException.class)
        .isThrownBy(
            () -> {
              Thread.currentThread().interrupt();
              red().run(clip, folder.resolve("a.mov"));
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void whatTheListenerThrowsEndsTheRun() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                red()
                    .run(
                        clip,
                        folder.resolve("a.mov"),
                        progress -> {
                          if (progress.frames() == 3) {
                            throw new IllegalStateException("enough");
                          }
                        }))
        .withMessage("enough");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aFileThatIsCutOffGivesWhatIsThere() throws Exception {
    byte[] whole = Files.readAllBytes(clip);
    Path cut = folder.resolve("cut.mkv");
    Files.write(cut, Arrays.copyOf(whole, whole.length * 6 / 10));
    VideoResult result = red().run(cut, folder.resolve("a_alpha.mkv"));
    assertThat(result.frames()).isBetween((long) FRAMES / 3, (long) FRAMES - 8);
    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("cut off or damaged", "of 1.20 s"));
  }

  @Test
  void aDamagedFrameIsReportedAndBridged() throws Exception {
    Path whole = folder.resolve("whole.mp4");
    Clips.write(whole, everyMillis(40, FRAMES), null);
    byte[] bytes = Files.readAllBytes(whole);
    for (int i = 0; i < 60; i++) {
      bytes[bytes.length / 2 + i] ^= 0x5A;
    }
    Path damaged = folder.resolve("damaged.mp4");
    Files.write(damaged, bytes);
    VideoResult result = red().run(damaged, folder.resolve("a_alpha.mkv"));
    assertThat(result.brokenFrames()).isGreaterThanOrEqualTo(1);
    assertThat(result.frames()).isGreaterThanOrEqualTo(FRAMES - 2);
  }

  @Test
  void hdrIsRefused() throws Exception {
    Path mov = folder.resolve("sdr.mov");
    Clips.write(mov, everyMillis(40, 3), null);
    byte[] bytes = Files.readAllBytes(mov);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("colrnclc");
    for (int transfer : new int[] {16, 18}) {
      bytes[at + 11] = (byte) transfer;
      Path hdr = folder.resolve("hdr" + transfer + ".mov");
      Files.write(hdr, bytes);
      assertThatExceptionOfType(VideoException.class)
          .isThrownBy(() -> red().run(hdr, folder.resolve("a.mov")))
          .withMessageContaining(transfer == 16 ? "PQ" : "HLG")
          .withMessageContaining("convert it to SDR");
    }
  }

  @Test
  void aBackgroundVideoIsLoopedOrHeld() throws Exception {
    Path back = folder.resolve("back.mkv");
    try (VideoWriter writer = VideoWriter.create(back, Clips.settings(32, 32, Content.OPAQUE))) {
      int[] colours = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF};
      for (int i = 0; i < colours.length; i++) {
        writer.write(ArgbImage.filled(32, 32, colours[i]), i * 100_000_000L, 100_000_000L);
      }
      writer.finish();
    }
    for (VideoBackground.AtEnd atEnd : VideoBackground.AtEnd.values()) {
      Path output = folder.resolve(atEnd + ".mkv");
      red().background(VideoBackground.video(back, Background.Fit.COVER, atEnd)).run(clip, output);
      List<VideoFrame> written = Clips.read(output);
      for (int i = 0; i < FRAMES; i++) {
        int shown = i * 40 / 100;
        int corner = written.get(i).image().argb(1, 1);
        int[] colours = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF};
        boolean held = atEnd == VideoBackground.AtEnd.HOLD;
        assertThat(corner)
            .as("%s %d", atEnd, i)
            .isEqualTo(colours[held ? Math.min(2, shown) : shown % 3]);
      }
    }
  }

  @Test
  void theOriginalBackgroundIsBlurred() throws Exception {
    Path output = folder.resolve("blurred.mkv");
    red().background(Background.blurred(6)).to(Duration.ofMillis(120)).run(clip, output);
    assertThat(Clips.read(output)).hasSize(3).allMatch(frame -> frame.image().isOpaque());
  }

  @Test
  void framesAndTheirMattesArePulled() throws Exception {
    try (MattedFrames frames =
        VideoMatting.of(new RedModel()).temporal(TemporalFilter.oneFrameDelay()).frames(clip)) {
      assertThat(frames.info().width()).isEqualTo(Clips.WIDTH);
      int count = 0;
      for (MattedFrame frame = frames.next(); frame != null; frame = frames.next()) {
        assertThat(frame.frame().nanos()).isEqualTo(count * 40_000_000L);
        count++;
      }
      assertThat(count).isEqualTo(FRAMES);
      assertThat(frames.next()).isNull();
    }
    try (MattedFrames frames = red().frames(clip)) {
      assertThat(frames.next()).isNotNull(); // closed before the end
    }
  }

  @Test
  void framesOfACameraAreTaken() {
    List<MattedFrame> got = new ArrayList<>();
    try (LiveMatting live =
        VideoMatting.of(new RedModel()).temporal(TemporalFilter.oneFrameDelay()).live()) {
      for (int i = 0; i < 5; i++) {
        live.add(Clips.photo(Clips.WIDTH, Clips.HEIGHT, i), i).ifPresent(got::add);
        assertThat(got).hasSize(i);
      }
      live.finish().ifPresent(got::add);
      assertThat(live.finish()).isEqualTo(Optional.empty());
    }
    assertThat(got).extracting(frame -> frame.frame().nanos()).containsExactly(0L, 1L, 2L, 3L, 4L);
    AlphaMatte expected = RedModel.matteOf(got.get(0).frame().image());
    assertThat(got.get(0).matte().toArray()).isEqualTo(expected.toArray());
  }

  @Test
  void aReaderIsClosedOnce() throws Exception {
    VideoReader reader = VideoReader.open(clip);
    reader.close();
    reader.close();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(reader::next);
  }
}
