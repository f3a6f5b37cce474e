package io.github.matting4j.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.metrics.SequenceMetrics;
import io.github.matting4j.portraits.PortraitClip;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.sequence.TemporalFilter.MatteStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A drawn portrait that sways, with the mattes of a network that flickers. */
class SteadyPortraitTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 160;
  private static final int FRAMES = 10;

  @Test
  void theFilterIsSteadierThanTheNetworkAndAsExact() {
    PortraitClip clip = PortraitClip.drifting(11, WIDTH, HEIGHT, 3);
    FlickeringNetwork network = new FlickeringNetwork(WIDTH, 5);
    MatteStream stream = TemporalFilter.auto().start();
    SequenceMetrics raw = new SequenceMetrics(WIDTH, HEIGHT);
    SequenceMetrics steady = new SequenceMetrics(WIDTH, HEIGHT);
    SequenceMetrics plainMean = new SequenceMetrics(WIDTH, HEIGHT);
    float[] mean = {};
    for (int i = 0; i < FRAMES; i++) {
      SyntheticPortrait frame = clip.frame(i);
      float[] truth = frame.alpha();
      AlphaMatte matte = network.matte(AlphaMatte.copyOf(WIDTH, HEIGHT, truth), i, clip.offset(i));
      raw.add(matte.toArray(), truth);
      ArgbImage photo = ArgbImage.adopt(WIDTH, HEIGHT, frame.argb());
      Optional<AlphaMatte> finished = stream.add(photo, matte);
      steady.add(finished.orElseThrow().toArray(), truth);
      mean = i == 0 ? matte.toArray() : halfway(mean, matte.toArray());
      plainMean.add(mean, truth);
    }
    assertThat(steady.dtSsd()).isLessThan(0.8 * raw.dtSsd());
    assertThat(steady.flicker()).isLessThan(0.8 * raw.flicker());
    assertThat(steady.mad()).isLessThan(1.06 * raw.mad());
    // What the limits are worth: a mean that does not follow the motion fails all of them.
    assertThat(plainMean.dtSsd()).isGreaterThan(0.8 * raw.dtSsd());
    assertThat(plainMean.mad()).isGreaterThan(1.06 * raw.mad());
  }

  private static float[] halfway(float[] one, float[] other) {
    float[] mean = new float[one.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = 0.5f * (one[i] + other[i]);
    }
    return mean;
  }
}
