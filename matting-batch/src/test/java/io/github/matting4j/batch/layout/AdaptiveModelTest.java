package io.github.matting4j.batch.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.testing.RunReports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which layout is chosen, by a clock that only runs of the model move. */
class AdaptiveModelTest {
  private static final BatchLayout MANY = new BatchLayout(4, 1);
  private static final BatchLayout PAIRS = new BatchLayout(4, 2, 2);
  private static final BatchLayout ONE = new BatchLayout(4, 1, 4);
  private static final ArgbImage PHOTO = ArgbImage.filled(2, 2, 0xFF336699);
  private static final long SECOND = 1_000_000_000;

  private final List<BatchLayout> opened = Collections.synchronizedList(new ArrayList<>());
  private final Set<MattingModel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong now = new AtomicLong(5);

  /** A run of it takes a constant time. */
  private final class ConstantModel implements MattingModel {
    private final long nanos;

    ConstantModel(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public ModelDescriptor descriptor() {
      return ModelDescriptor.builder("constant", new Family("test"))
          .title("Constant")
          .summary("A stub.")
          .build();
    }

    @Override
    public ModelIdentity identity() {
      return RunReports.identity("constant", "0".repeat(64), "0".repeat(64));
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      assertThat(open).contains(this);
      now.addAndGet(nanos);
      Thread.yield();
      assertThat(open).contains(this);
      return new MattingResult(
          AlphaMatte.copyOf(2, 2, new float[4]),
          RunReports.of(identity(), 2, 2, Duration.ofNanos(nanos)));
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  private MattingModel open(BatchLayout layout, double seconds) {
    opened.add(layout);
    MattingModel model = new ConstantModel((long) (seconds * SECOND));
    open.add(model);
    return model;
  }

  private AdaptiveModel adaptive(Map<BatchLayout, Double> seconds) throws IOException {
    List<BatchLayout> layouts = new ArrayList<>(List.of(MANY, ONE, PAIRS));
    layouts.retainAll(seconds.keySet());
    return AdaptiveModel.open(
        layouts, layout -> open(layout, seconds.getOrDefault(layout, 1.0)), now::get);
  }

  private static BatchLayout decided(AdaptiveModel model) {
    for (int run = 0; run < 10_000 && model.decision().isEmpty(); run++) {
      model.run(PHOTO);
    }
    return model.decision().orElseThrow().layout();
  }

  @Test
  void theFastestLayoutIsUsedInTheEnd() throws Exception {
    try (AdaptiveModel model = adaptive(Map.of(MANY, 0.05, ONE, 0.06, PAIRS, 0.04))) {
      assertThat(decided(model)).isEqualTo(PAIRS);
      assertThat(opened).containsExactly(MANY, ONE, PAIRS, ONE, MANY, PAIRS);
      assertThat(open).hasSize(1);
      assertThat(model.decision().orElseThrow().photosPerMinute())
          .containsOnlyKeys(MANY, ONE, PAIRS);
      assertThat(model.decision().orElseThrow())
          .hasToString(
              "from here on 4 photos at a time, 2 of them in the network, on 2 threads each;"
                  + " measured: 4 photos at a time on 1 thread each: 1200 photos a minute; 4 photos"
                  + " at a time, 1 of them in the network, on 4 threads each: 1000 photos a minute;"
                  + " 4 photos at a time, 2 of them in the network, on 2 threads each: 1500 photos"
                  + " a minute");
    }
    assertThat(open).isEmpty();
  }

  @Test
  void noModelIsClosedWhileItIsUsed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (AdaptiveModel model = adaptive(Map.of(MANY, 0.05, ONE, 0.06, PAIRS, 0.04))) {
      List<Future<?>> callers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        callers.add(
            threads.submit(
                () -> {
                  for (int run = 0; run < 500; run++) {
                    model.run(PHOTO); // fails if its model is not open
                  }
                }));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      assertThat(model.decision()).isPresent();
      assertThat(open).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(open).isEmpty();
  }

  @Test
  void aGainThatIsNoneKeepsTheDefault() throws Exception {
    try (AdaptiveModel model = adaptive(Map.of(MANY, 0.05, ONE, 0.0495))) {
      assertThat(decided(model)).isEqualTo(MANY);
      assertThat(opened).containsExactly(MANY, ONE, MANY);
    }
  }

  @Test
  void aSlowNetworkIsDecidedOnAfterAMinuteOrSo() throws Exception {
    try (AdaptiveModel model = adaptive(Map.of(MANY, 3.0, ONE, 2.0))) {
      assertThat(decided(model)).isEqualTo(ONE);
      assertThat(now).hasValueLessThan(80 * SECOND);
    }
  }

  @Test
  void aNetworkTooSlowToMeasureKeepsTheDefault() throws Exception {
    try (AdaptiveModel model = adaptive(Map.of(MANY, 30.0, ONE, 2.0))) {
      assertThat(decided(model)).isEqualTo(MANY);
      assertThat(opened).containsExactly(MANY);
    }
  }

  @Test
  void aLayoutThatCannotBeOpenedIsNotUsed() throws Exception {
    try (AdaptiveModel model =
        AdaptiveModel.open(
            List.of(MANY, ONE),
            layout -> {
              if (layout.equals(ONE)) {
                throw new IOException("no memory");
              }
              return open(layout, 0.05);
            },
            now::get)) {
      assertThat(decided(model)).isEqualTo(MANY);
      assertThat(open).hasSize(1);
    }
  }

  @Test
  void anErrorWhileOpeningReachesTheCallerAndEndsTheMeasuring() throws Exception {
    try (AdaptiveModel model =
        AdaptiveModel.open(
            List.of(MANY, ONE),
            layout -> {
              if (layout.equals(ONE)) {
                throw new OutOfMemoryError("no memory for a second model");
              }
              return open(layout, 0.05);
            },
            now::get)) {
      assertThatThrownBy(() -> decided(model)).isInstanceOf(OutOfMemoryError.class);
      assertThat(model.decision().orElseThrow().layout()).isEqualTo(MANY);
      model.run(PHOTO);
    }
    assertThat(open).isEmpty();
  }

  @Test
  void oneLayoutIsNotMeasured() throws Exception {
    try (AdaptiveModel model =
        AdaptiveModel.open(BatchLayout.candidates(1), layout -> open(layout, 1), now::get)) {
      assertThat(model.decision().orElseThrow().photosPerMinute()).isEmpty();
    }
    assertThat(open).isEmpty();
  }

  @Test
  void layoutsOfDifferentPhotosAreRefused() {
    assertThatThrownBy(
            () ->
                AdaptiveModel.open(List.of(MANY, new BatchLayout(2, 1)), layout -> open(layout, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allSharesOfTheCoresAreCandidates() {
    assertThat(BatchLayout.candidates(1)).containsExactly(new BatchLayout(2, 1, 1));
    assertThat(BatchLayout.candidates(2))
        .containsExactly(new BatchLayout(3, 2, 1), new BatchLayout(3, 1, 2));
    assertThat(BatchLayout.candidates(4))
        .containsExactly(
            new BatchLayout(5, 4, 1), new BatchLayout(5, 1, 4), new BatchLayout(5, 2, 2));
  }
}
