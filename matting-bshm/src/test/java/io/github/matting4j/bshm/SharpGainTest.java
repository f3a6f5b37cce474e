package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import org.junit.jupiter.api.Test;

class SharpGainTest {
  /** One small scene; the gallery at real sizes is {@link SharpGain}'s. */
  @Test
  void theGuidedEnlargementBeatsTheBilinearOne() {
    SyntheticPortrait portrait =
        SyntheticPortraits.headAndShoulders(11).size(760, 950).sensorNoise(2).render();
    SharpGain.Gain gain = SharpGain.measure(portrait, SharpGain.Network.NOISY);
    assertThat(gain.guided().sad()).isLessThan(0.85 * gain.bilinear().sad());
    assertThat(gain.guided().grad()).isLessThan(0.75 * gain.bilinear().grad());
  }
}
