package io.github.matting4j.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.metrics.SequenceMetrics;
import io.github.matting4j.portraits.PortraitClip;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.sequence.TemporalFilter.MatteStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drawn portrait that sways, with the mattes of a network that flickers. */
class SteadyPortraitTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 160;
  private static final int FRAMES = 10;

  @Test
  void theFiltersAreSteadierThanTheNetworkAndAsExact() {
    PortraitClip clip = PortraitClip.drifting(11, WIDTH, HEIGHT, 3);
    FlickeringNetwork network = new FlickeringNetwork(WIDTH, 5);
    List<float[]> truths = new ArrayList<>();
    List<AlphaMatte> raw = new ArrayList<>();
    List<AlphaMatte> oneWay = new ArrayList<>();
    List<AlphaMatte> twoWay = new ArrayList<>();
    List<AlphaMatte> plainMean = new ArrayList<>();
    MatteStream first = TemporalFilter.motionAware().start();
    MatteStream second = TemporalFilter.twoWay().start();
    float[] mean = {};
    for (int i = 0; i < FRAMES; i++) {
      SyntheticPortrait frame = clip.frame(i);
      truths.add(frame.alpha());
      AlphaMatte truth = AlphaMatte.copyOf(WIDTH, HEIGHT, frame.alpha());
      AlphaMatte matte = network.matte(truth, i, clip.offset(i));
      raw.add(matte);
      ArgbImage photo = ArgbImage.adopt(WIDTH, HEIGHT, frame.argb());
      first.add(photo, matte).ifPresent(oneWay::add);
      second.add(photo, matte).ifPresent(twoWay::add);
      mean = i == 0 ? matte.toArray() : halfway(mean, matte.toArray());
      plainMean.add(AlphaMatte.copyOf(WIDTH, HEIGHT, mean));
    }
    second.finish().ifPresent(twoWay::add);
    SequenceMetrics alone = errors(raw, truths);
    assertRatios(errors(oneWay, truths), alone, 0.8, 1.08);
    assertRatios(errors(twoWay, truths), alone, 0.72, 1.05);
    // What the limits are worth: a mean that does not follow the motion fails all of them.
    SequenceMetrics smeared = errors(plainMean, truths);
    assertThat(smeared.dtSsd()).isGreaterThan(0.8 * alone.dtSsd());
    assertThat(smeared.mad()).isGreaterThan(1.08 * alone.mad());
  }

  private static SequenceMetrics errors(List<AlphaMatte> mattes, List<float[]> truths) {
    SequenceMetrics errors = new SequenceMetrics(WIDTH, HEIGHT);
    for (int i = 0; i < truths.size(); i++) {
      errors.add(mattes.get(i).toArray(), truths.get(i));
    }
    return errors;
  }

  private static void assertRatios(
      SequenceMetrics steady, SequenceMetrics raw, double flicker, double error) {
    assertThat(steady.dtSsd()).isLessThan(flicker * raw.dtSsd());
    assertThat(steady.flicker()).isLessThan(flicker * raw.flicker());
    assertThat(steady.mad()).isLessThan(error * raw.mad());
  }

  private static float[] halfway(float[] one, float[] other) {
    float[] mean = new float[one.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = 0.5f * (one[i] + other[i]);
    }
    return mean;
  }
}
