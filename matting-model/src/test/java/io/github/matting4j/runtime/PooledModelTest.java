package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.testing.FakeNetwork;
import io.github.matting4j.testing.MattingModelContract;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PooledModelTest implements MattingModelContract {
  private static final ArgbImage PHOTO = ArgbImage.filled(4, 3, 0xFF808080);
  private static final RunControl UNLIMITED = RunControl.unlimited();

  private final CountDownLatch began = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  /** An engine that computes until it is stopped. */
  private void untilStopped(RunStop stop) {
    CountDownLatch told = new CountDownLatch(1);
    try (RunStop.Reaction reaction = stop.react(told::countDown)) {
      began.countDown();
      awaitQuietly(told);
    }
    throw stop.exception(MattingTimeoutException.Stage.NETWORK, null);
  }

  /** An engine that computes until the test lets it end. */
  private void untilEnd(RunStop stop) {
    began.countDown();
    awaitQuietly(end);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // native code knows no interrupts
      }
    }
  }

  private static PooledModel<float[]> model(FakeNetwork network, Duration closeTimeout) {
    return new PooledModel<>(network, 1, closeTimeout);
  }

  @Override
  public MattingModel open(OpenOptions options) {
    return new PooledModel<>(
        new FakeNetwork(true, stop -> {}), options.callers(), options.closeTimeout());
  }

  @Test
  void theDeadlineAndACancellationStopAnEngine() throws Exception {
    try (MattingModel model =
        model(new FakeNetwork(true, this::untilStopped), Duration.ofHours(1))) {
      assertThatThrownBy(() -> model.run(PHOTO, UNLIMITED.timeout(Duration.ofMillis(5))))
          .isInstanceOfSatisfying(
              MattingTimeoutException.class,
              e -> assertThat(e.stage()).isEqualTo(MattingTimeoutException.Stage.NETWORK));
      Cancellation cancellation = new Cancellation();
      CompletableFuture<?> run =
          CompletableFuture.runAsync(() -> model.run(PHOTO, UNLIMITED.cancelledBy(cancellation)));
      cancellation.cancel();
      assertThatThrownBy(run::get).hasCauseInstanceOf(MattingCancelledException.class);
      assertThat(model.load()).isEqualTo(new ModelLoad(0, 0, 1));
    }
  }

  @Test
  void anEngineThatCannotBeStoppedIsLeftAndKeepsItsSlot() throws Exception {
    FakeNetwork network = new FakeNetwork(false, this::untilEnd);
    MattingModel model = model(network, Duration.ZERO);
    assertThatThrownBy(() -> model.run(PHOTO, UNLIMITED.timeout(Duration.ofMillis(5))))
        .isInstanceOf(MattingTimeoutException.class);
    assertThat(model.load()).isEqualTo(new ModelLoad(1, 0, 1));
    assertThat(model.tryRun(PHOTO)).isEmpty();
    model.close();
    assertThat(model.isClosed()).isTrue();
    assertThat(network.closed).hasValue(0);
    end.countDown();
    while (network.closed.get() == 0) {
      Thread.sleep(1);
    }
    assertThat(network.closed).hasValue(1);
  }

  @Test
  void closingStopsARunThatDoesNotEnd() throws Exception {
    FakeNetwork network = new FakeNetwork(true, this::untilStopped);
    MattingModel model = model(network, Duration.ofMillis(1));
    CompletableFuture<?> run = CompletableFuture.runAsync(() -> model.run(PHOTO));
    began.await();
    model.close();
    assertThatThrownBy(run::get)
        .hasCauseInstanceOf(MattingCancelledException.class)
        .hasMessageContaining("the model was closed");
    assertThat(network.closed).hasValue(1);
  }

  @Test
  void whateverAnEngineThrowsIsTyped() {
    for (boolean stoppable : new boolean[] {true, false}) {
      NegativeArraySizeException odd = new NegativeArraySizeException("-2");
      try (MattingModel model = model(failing(stoppable, odd), Duration.ZERO)) {
        assertThatThrownBy(() -> model.run(PHOTO))
            .isInstanceOf(InferenceException.class)
            .hasMessageContaining("fake failed on a photo of 4x3")
            .hasCause(odd);
        assertThat(model.load().running()).isZero();
      }
      OutOfMemoryError full = new OutOfMemoryError("Cannot reserve direct buffer memory");
      try (MattingModel model = model(failing(stoppable, full), Duration.ZERO)) {
        assertThatThrownBy(() -> model.run(PHOTO))
            .isInstanceOf(InferenceException.class)
            .hasMessageContaining("memory is too short")
            .hasMessageContaining("Cannot reserve direct buffer memory")
            .hasCause(full);
      }
    }
  }

  private static FakeNetwork failing(boolean stoppable, Throwable failure) {
    return new FakeNetwork(
        stoppable,
        stop -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        });
  }
}
