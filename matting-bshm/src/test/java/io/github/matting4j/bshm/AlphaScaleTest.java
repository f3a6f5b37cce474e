package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlphaScaleTest {
  private final List<String> notes = new ArrayList<>();

  private float[] levels(AlphaScale scale, float... values) {
    scale.toLevels(values, notes);
    return values;
  }

  @Test
  void alphaOfZeroToOneIsNoticedAndScaled() {
    assertThat(levels(AlphaScale.FLOATS, 0f, 0.5f, 254f / 255, 1f))
        .containsExactly(0f, 127.5f, 254f, 255f);
    assertThat(notes).singleElement().asString().contains("0..1 instead of levels of 0..255");
  }

  @Test
  void levelsStayAsTheyAre() {
    assertThat(levels(AlphaScale.FLOATS, 0f, 0.99f, 0.99f, 1.5f))
        .containsExactly(0f, 0.99f, 0.99f, 1.5f);
    assertThat(levels(AlphaScale.FLOATS, 0f, 0.01f)).containsExactly(0f, 0.01f);
    assertThat(levels(AlphaScale.BYTES, 0f, 1f, 1f)).containsExactly(0f, 1f, 1f);
    assertThat(notes).isEmpty();
  }

  @Test
  void anEmptyMatteThatCouldBeOneOfZeroToOneIsNoted() {
    float[] haze = new float[2000];
    Arrays.fill(haze, 0.7f);
    haze[0] = 0.95f;
    assertThat(levels(AlphaScale.FLOATS, haze)).contains(0.95f, 0.7f);
    assertThat(notes).singleElement().asString().contains("0.95 of 255", "convert it again");
  }

  @Test
  void thePublishedLevelsAreWhole() {
    assertThat(levels(AlphaScale.FLOATS_CUT, 0.4f, 17.9f, 254.99f, -0.3f))
        .containsExactly(0f, 17f, 254f, -0f);
    assertThat(levels(AlphaScale.FLOATS_CUT, Float.NaN)).containsExactly(Float.NaN);
  }
}
