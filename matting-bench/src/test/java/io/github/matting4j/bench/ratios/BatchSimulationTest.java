package io.github.matting4j.bench.ratios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.bench.ratios.BatchSimulation.Outcome;
import io.github.matting4j.bench.ratios.BatchSimulation.Photo;
import org.junit.jupiter.api.Test;

class BatchSimulationTest {
  private static final BatchSimulation IDEAL = new BatchSimulation(100, 1);

  @Test
  void onOneCorePhotosTakeTheirSumAndTheMemoryOfTheLargest() {
    Outcome outcome = IDEAL.run(4, i -> new Photo(1 + i, 10 * i), 1);
    assertThat(outcome).isEqualTo(new Outcome(10, 130));
  }

  @Test
  void aCoreThatIsFreeTakesTheNextPhoto() {
    double[] seconds = {4, 1, 1, 1};
    Outcome outcome = IDEAL.run(4, i -> new Photo(seconds[i], seconds[i]), 2);
    assertThat(outcome).isEqualTo(new Outcome(4, 105));
  }

  @Test
  void moreCoresThanPhotosDoNotHelp() {
    assertThat(IDEAL.run(3, i -> new Photo(2, 1), 8)).isEqualTo(new Outcome(2, 103));
  }

  @Test
  void theThroughputOfBusyCoresGrowsByTheExponent() {
    double exponent = BatchSimulation.exponent(1.8, 2);
    BatchSimulation measured = new BatchSimulation(0, exponent);
    double alone = measured.run(1000, i -> new Photo(1, 0), 1).seconds();
    double two = measured.run(1000, i -> new Photo(1, 0), 2).seconds();
    double four = measured.run(1000, i -> new Photo(1, 0), 4).seconds();
    assertThat(alone / two).isCloseTo(1.8, within(1e-9));
    assertThat(alone / four).isCloseTo(1.8 * 1.8, within(1e-9));
  }
}
