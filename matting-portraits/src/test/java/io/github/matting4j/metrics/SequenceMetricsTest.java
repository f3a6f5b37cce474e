package io.github.matting4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Two frames of 2x2 by hand, and what must not count. */
class SequenceMetricsTest {
  private static final double EXACT = 1e-7;

  private final SequenceMetrics metrics = new SequenceMetrics(2, 2);

  @Test
  void theChangesOfTwoFramesAreCompared() {
    metrics.add(new float[] {0, 0, 1, 1}, new float[] {0, 0, 1, 1});
    metrics.add(new float[] {0.5f, 0, 1, 0}, new float[] {0, 0, 1, 1});
    assertThat(metrics.frames()).isEqualTo(2);
    assertThat(metrics.mad()).isCloseTo((0 + 1.5 / 4) / 2, within(EXACT));
    assertThat(metrics.flicker()).isCloseTo(1.5 / 4, within(EXACT));
    assertThat(metrics.dtSsd()).isCloseTo(Math.sqrt((0.25 + 1) / 4), within(EXACT));
  }

  @Test
  void theMeanIsOverPairsOfFrames() {
    float[] truth = {0, 0, 0, 0};
    metrics.add(truth, truth);
    metrics.add(new float[] {1, 1, 1, 1}, truth);
    metrics.add(new float[] {1, 1, 1, 1}, truth);
    metrics.add(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, truth);
    assertThat(metrics.dtSsd()).isCloseTo((1 + 0 + 0.5) / 3, within(EXACT));
    assertThat(metrics.flicker()).isCloseTo((1 + 0 + 0.5) / 3, within(EXACT));
    assertThat(metrics.mad()).isCloseTo((0 + 1 + 1 + 0.5) / 4, within(EXACT));
  }

  @Test
  void aConstantErrorDoesNotFlickerAndTrueMotionIsNoError() {
    metrics.add(new float[] {0.25f, 0, 0, 0}, new float[] {0, 0, 0, 0});
    metrics.add(new float[] {0.25f, 1, 0, 0}, new float[] {0, 1, 0, 0});
    assertThat(metrics.dtSsd()).isZero();
    assertThat(metrics.flicker()).isZero();
    assertThat(metrics.mad()).isCloseTo(0.25 / 4, within(EXACT));
  }

  @Test
  void aLagCountsAsFlicker() {
    float[][] truth = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
    metrics.add(truth[0], truth[0]);
    metrics.add(truth[0], truth[1]);
    metrics.add(truth[1], truth[2]);
    assertThat(metrics.dtSsd())
        .isCloseTo((Math.sqrt(2 / 4.0) + Math.sqrt(6 / 4.0)) / 2, within(EXACT));
  }

  @Test
  void fewerThanTwoFramesHaveNoChanges() {
    assertThat(metrics.mad()).isZero();
    metrics.add(new float[] {1, 1, 1, 1}, new float[4]);
    assertThat(metrics.dtSsd()).isZero();
    assertThat(metrics.flicker()).isZero();
  }

  @Test
  void anotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.add(new float[4], new float[5]))
        .withMessageContaining("truth has 5 values");
    assertThat(metrics.frames()).isZero();
  }
}
