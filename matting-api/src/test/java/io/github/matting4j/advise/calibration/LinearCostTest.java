package io.github.matting4j.advise.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.advise.calibration.LinearCost.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fit's arithmetic, against costs that are known. */
class LinearCostTest {
  private static final double[] PHOTOS = {0.75e6, 1.5e6, 3e6, 6e6, 12e6};

  /** A network that sees at most this many pixels. */
  private static List<Sample> samples(LinearCost truth, double mostNetworkPixels) {
    List<Sample> samples = new ArrayList<>();
    for (double photo : PHOTOS) {
      double network = Math.min(photo, mostNetworkPixels);
      samples.add(new Sample(network, photo, truth.at(network, photo)));
    }
    return samples;
  }

  private static void assertSame(LinearCost fit, LinearCost truth) {
    assertThat(fit.constant()).isCloseTo(truth.constant(), within(1e-6 + 1e-6 * truth.constant()));
    assertThat(fit.perNetworkPixel()).isCloseTo(truth.perNetworkPixel(), within(1e-12));
    assertThat(fit.perPhotoPixel()).isCloseTo(truth.perPhotoPixel(), within(1e-12));
  }

  @Test
  void exactMeasurementsGiveTheExactParts() {
    LinearCost truth = new LinearCost(0.02, 3e-7, 4e-8);
    assertSame(LinearCost.fit(samples(truth, 2e6)), truth);
    LinearCost bytes = new LinearCost(50e6, 900, 12);
    LinearCost fit = LinearCost.fit(samples(bytes, 2e6));
    assertThat(fit.at(1e6, 24e6)).isCloseTo(bytes.at(1e6, 24e6), within(10.0));
  }

  @Test
  void whatNeverChangedIsPutToTheConstant() {
    LinearCost truth = new LinearCost(0.02, 3e-7, 4e-8);
    LinearCost fit = LinearCost.fit(samples(truth, 0.4e6)); // the network always sees as much
    assertSame(fit, new LinearCost(0.02 + 3e-7 * 0.4e6, 0, 4e-8));
  }

  @Test
  void aConstantCostIsAConstant() {
    assertSame(LinearCost.fit(samples(new LinearCost(0.5, 0, 0), 2e6)), new LinearCost(0.5, 0, 0));
  }

  @Test
  void aCostThatFallsWithSizeDoesNotBecomeNegativeSomewhere() {
    List<Sample> falling =
        List.of(new Sample(0, 1e6, 2), new Sample(0, 2e6, 1.5), new Sample(0, 4e6, 1));
    LinearCost fit = LinearCost.fit(falling);
    assertThat(fit.perPhotoPixel()).isZero();
    assertThat(fit.constant()).isBetween(1.0, 2.0);
  }

  @Test
  void relativeErrorsCountSoSmallPhotosAreNotLost() {
    // The best constant by relative errors: sum of 1/c over sum of 1/c².
    LinearCost fit = LinearCost.fit(List.of(new Sample(0, 0, 1), new Sample(0, 0, 4)));
    assertThat(fit.constant()).isCloseTo((1 + 0.25) / (1 + 0.0625), within(1e-12));
  }

  @Test
  void noisyMeasurementsPredictOtherSizes() {
    LinearCost truth = new LinearCost(0.03, 2e-7, 3e-8);
    Random random = new Random(5);
    List<Sample> noisy = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (Sample s : samples(truth, 2e6)) {
        noisy.add(
            new Sample(
                s.networkPixels(), s.photoPixels(), s.cost() * (1 + 0.1 * random.nextGaussian())));
      }
    }
    LinearCost fit = LinearCost.fit(noisy);
    for (double photo : new double[] {1e6, 4e6, 9e6}) {
      double network = Math.min(photo, 2e6);
      double expected = truth.at(network, photo);
      assertThat(fit.at(network, photo)).isCloseTo(expected, within(0.15 * expected));
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> LinearCost.fit(List.of())).hasMessageContaining("measurements are []");
    assertThatThrownBy(() -> LinearCost.fit(List.of(new Sample(1, 1, 0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LinearCost(-1, 0, 0)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new LinearCost(0, Double.NaN, 0)).hasMessageContaining("NaN");
  }
}
