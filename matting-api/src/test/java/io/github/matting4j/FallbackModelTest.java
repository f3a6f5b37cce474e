package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.testing.FakeNetwork;
import io.github.matting4j.testing.MattingModelContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FallbackModelTest {
  /** Green of nothing: a matte without a subject, which raises a flag. */
  private static final ArgbImage BLACK = ArgbImage.filled(64, 48, 0xFF000000);

  private final List<String> closed = new ArrayList<>();

  private static MattingModel pooled(OpenOptions options) {
    return new PooledModel<>(
        new FakeNetwork(true, stop -> {}), options.callers(), options.closeTimeout());
  }

  @Nested
  class Contract implements MattingModelContract {
    @Override
    public MattingModel open(OpenOptions options) {
      return new FallbackModel(pooled(options), List.of("next"), id -> pooled(options));
    }
  }

  @Nested
  class StandInContract implements MattingModelContract {
    @Override
    public MattingModel open(OpenOptions options) {
      return new SubstituteModel(pooled(options), List.of("better could not be opened"));
    }
  }

  /** The states of a recurrent network are in its own sequence. */
  @Test
  void aSequenceIsThatOfTheModel() {
    List<String> frames = new ArrayList<>();
    MattingModel network = pooled(OpenOptions.forLatency());
    MattingModel recurrent =
        new MattingModel() {
          @Override
          public ModelDescriptor descriptor() {
            return network.descriptor();
          }

          @Override
          public ModelIdentity identity() {
            return network.identity();
          }

          @Override
          public MattingResult run(ArgbImage photo) {
            throw new AssertionError("a frame was run as a photo");
          }

          @Override
          public FrameSequence sequence() {
            return (frame, control) -> {
              frames.add("frame");
              return network.run(frame, control);
            };
          }

          @Override
          public void close() {
            network.close();
          }
        };
    MattingModel substitute = new SubstituteModel(recurrent, List.of("better is missing"));
    assertThat(substitute.sequence().next(BLACK).report().warnings()).contains("better is missing");
    new FallbackModel(recurrent, List.of(), id -> recurrent).sequence().next(BLACK);
    assertThat(frames).hasSize(2);
  }

  /** A model that runs this and fails to close. */
  private MattingModel model(String name, Runnable run) {
    MattingModel network = pooled(OpenOptions.forLatency());
    return new MattingModel() {
      @Override
      public ModelDescriptor descriptor() {
        return network.descriptor();
      }

      @Override
      public ModelIdentity identity() {
        return network.identity();
      }

      @Override
      public MattingResult run(ArgbImage photo) {
        run.run();
        return network.run(photo);
      }

      @Override
      public void close() {
        closed.add(name);
        throw new IllegalArgumentException(name + " does not close");
      }
    };
  }

  @Test
  void whateverAStandInThrowsTheFirstMatteIsReturnedAndTheNextOneIsTried() {
    FallbackModel model =
        new FallbackModel(
            pooled(OpenOptions.forLatency()),
            List.of("odd", "unlinked", "good"),
            id ->
                switch (id) {
                  case "odd" -> throw new IllegalArgumentException("odd failure");
                  case "unlinked" -> model(id, () -> throwError(new NoClassDefFoundError("a/B")));
                  default -> model(id, () -> {});
                });
    assertThat(model.run(BLACK).report().warnings())
        .singleElement()
        .asString()
        .contains("odd failure", "a/B", "fake raised");
  }

  private static void throwError(Error error) {
    throw error;
  }

  @Test
  void closingClosesAllWhateverOneOfThemThrows() {
    FallbackModel model =
        new FallbackModel(model("first", () -> {}), List.of("a", "b"), id -> model(id, () -> {}));
    model.run(BLACK);
    assertThatThrownBy(model::close)
        .hasMessage("first does not close")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
    assertThat(closed).containsExactly("first", "a", "b");
  }

  @Test
  void closingDuringTheOpeningOfAStandInNeitherFailsTheRunNorLeaks() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FakeNetwork late = new FakeNetwork(true, stop -> {});
    FallbackModel model =
        new FallbackModel(
            pooled(OpenOptions.forLatency()),
            List.of("late"),
            id -> {
              opening.countDown();
              awaitQuietly(goOn);
              return new PooledModel<>(late, 1, Duration.ZERO);
            });
    CompletableFuture<MattingResult> run = CompletableFuture.supplyAsync(() -> model.run(BLACK));
    opening.await();
    model.close();
    goOn.countDown();
    assertThat(run.get().report().warnings()).hasSize(1);
    while (late.closed.get() == 0) {
      Thread.sleep(1);
    }
    assertThat(model.isClosed()).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
