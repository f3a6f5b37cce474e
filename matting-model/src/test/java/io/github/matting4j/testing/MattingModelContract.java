package io.github.matting4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every matting model must do, whatever its engine. A backend's test implements {@link #open}
 * and inherits the rest.
 */
public interface MattingModelContract {

  /** Opens the model under test; the contract closes it. */
  MattingModel open(OpenOptions options);

  /** A colourful photo of no particular content. */
  static ArgbImage photo(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] argb = new int[width * height];
    int tint = random.nextInt(0x1000000);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int wave = (int) (127 + 127 * Math.sin(x * 0.05 + seed) * Math.cos(y * 0.04));
        argb[y * width + x] = 0xFF000000 | ((wave * 0x010203 + tint) & 0xFFFFFF);
      }
    }
    return ArgbImage.adopt(width, height, argb);
  }

  private MattingModel open() {
    return open(OpenOptions.forLatency());
  }

  @Test
  default void matteHasTheSizeOfThePhoto() {
    try (MattingModel model = open()) {
      for (int[] size : new int[][] {{1, 1}, {2, 3}, {31, 200}, {301, 97}, {640, 480}}) {
        AlphaMatte matte = model.matte(photo(size[0], size[1], 1));
        assertThat(matte.width()).isEqualTo(size[0]);
        assertThat(matte.height()).isEqualTo(size[1]);
      }
    }
  }

  @Test
  default void extremeAspectsWork() {
    try (MattingModel model = open()) {
      for (int[] size : new int[][] {{1, 4096}, {4096, 1}, {3000, 7}}) {
        AlphaMatte matte = model.matte(photo(size[0], size[1], 2));
        assertThat(new int[] {matte.width(), matte.height()}).isEqualTo(size);
      }
    }
  }

  @Test
  default void theReportSaysWhatRan() {
    try (MattingModel model = open(OpenOptions.forLatency().threads(1))) {
      ModelIdentity identity = model.identity();
      MattingResult result = model.run(photo(200, 150, 3));
      assertThat(result.report().model()).isEqualTo(identity);
      assertThat(model.identity()).isEqualTo(identity);
      assertThat(result.report().modelId()).isEqualTo(model.descriptor().id());
      assertThat(result.report().modelSha256()).matches("[0-9a-f]{64}");
      assertThat(result.report().engine()).matches(".+ \\d+\\.\\d+\\.\\d+.*");
      assertThat(result.report().device()).isNotNull();
      assertThat(result.report().threads()).isEqualTo(1);
      assertThat(result.report().networkWidth()).isPositive();
      assertThat(result.report().networkHeight()).isPositive();
      assertThat(result.report().infer()).isGreaterThan(Duration.ZERO);
      assertThat(result.report().total()).isGreaterThanOrEqualTo(result.report().infer());
    }
  }

  @Test
  default void sameInputSameBitsWhateverTheThreads() {
    ArgbImage photo = photo(320, 240, 4);
    float[] expected;
    try (MattingModel model = open(OpenOptions.forLatency().threads(1))) {
      expected = model.matte(photo).toArray();
      model.matte(photo(100, 333, 5));
      assertThat(model.matte(photo).toArray()).isEqualTo(expected);
    }
    try (MattingModel model = open(OpenOptions.forLatency().threads(2))) {
      assertThat(model.matte(photo).toArray()).isEqualTo(expected);
    }
  }

  @Test
  default void callersSideBySideGetTheirOwnResults() throws Exception {
    int photos = 12;
    List<float[]> expected = new ArrayList<>();
    try (MattingModel model = open(OpenOptions.forLatency().threads(1).callers(3))) {
      for (int i = 0; i < photos; i++) {
        expected.add(model.matte(photo(200 + 10 * i, 180, i)).toArray());
      }
      ExecutorService pool = Executors.newFixedThreadPool(6);
      try {
        List<Future<float[]>> results = new ArrayList<>();
        for (int i = 0; i < photos; i++) {
          ArgbImage photo = photo(200 + 10 * i, 180, i);
          results.add(pool.submit(() -> model.matte(photo).toArray()));
        }
        for (int i = 0; i < photos; i++) {
          assertThat(results.get(i).get()).isEqualTo(expected.get(i));
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  default void closingTwiceIsFineAndRunningAfterwardsIsRefused() {
    MattingModel model = open();
    model.close();
    model.close();
    assertThatThrownBy(() -> model.matte(photo(20, 20, 6)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  @Timeout(120)
  default void closingWaitsForRunsInProgress() throws Exception {
    for (int round = 0; round < 3; round++) {
      MattingModel model = open(OpenOptions.forLatency().threads(1).callers(2));
      AtomicInteger finished = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      ExecutorService pool = Executors.newFixedThreadPool(3);
      try {
        for (int t = 0; t < 3; t++) {
          pool.submit(
              () -> {
                while (true) {
                  try {
                    model.matte(photo(160, 120, 7));
                    finished.incrementAndGet();
                  } catch (IllegalStateException closed) {
                    refused.incrementAndGet();
                    return;
                  }
                }
              });
        }
        while (finished.get() < 2 + round) {
          Thread.sleep(2);
        }
        model.close();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.get()).isEqualTo(3);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  default void anInterruptedCallerIsStoppedAndKeepsTheFlag() {
    try (MattingModel model = open()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> model.matte(photo(64, 64, 8)))
          .isInstanceOf(MattingCancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(model.matte(photo(64, 64, 8)).width()).isEqualTo(64);
    }
  }

  @Test
  default void aRunEndsWhenItsTimeIsOverOrItIsCancelled() {
    try (MattingModel model = open()) {
      ArgbImage photo = photo(64, 64, 9);
      assertThatThrownBy(() -> model.run(photo, RunControl.unlimited().timeout(Duration.ZERO)))
          .isInstanceOf(MattingTimeoutException.class);
      Cancellation cancellation = new Cancellation();
      RunControl control =
          RunControl.unlimited().timeout(Duration.ofHours(1)).cancelledBy(cancellation);
      assertThat(model.run(photo, control).matte().width()).isEqualTo(64);
      cancellation.cancel();
      assertThatThrownBy(() -> model.run(photo, control))
          .isInstanceOf(MattingCancelledException.class);
      assertThat(model.tryRun(photo)).isPresent();
    }
  }

  @Test
  default void aSequenceBeginsAsAPhotoDoes() {
    ArgbImage frame = photo(48, 32, 11);
    try (MattingModel model = open(OpenOptions.forLatency().threads(1));
        MattingModel.FrameSequence sequence = model.sequence()) {
      MattingResult alone = model.run(frame);
      MattingResult first = sequence.next(frame);
      assertThat(first.matte().toArray()).isEqualTo(alone.matte().toArray());
      assertThat(first.report().model()).isEqualTo(model.identity());
      sequence.reset();
      assertThat(sequence.next(frame).matte().toArray()).isEqualTo(alone.matte().toArray());
    }
  }

  @Test
  default void itTellsItsLoadAndWhetherItIsClosed() {
    MattingModel model = open(OpenOptions.forLatency().threads(1).callers(3));
    try (model) {
      model.matte(photo(32, 32, 10));
      assertThat(model.load()).isEqualTo(new ModelLoad(0, 0, 3));
      assertThat(model.isClosed()).isFalse();
    }
    assertThat(model.isClosed()).isTrue();
    assertThatThrownBy(() -> model.tryRun(photo(32, 32, 10)))
        .isInstanceOf(IllegalStateException.class);
  }
}
