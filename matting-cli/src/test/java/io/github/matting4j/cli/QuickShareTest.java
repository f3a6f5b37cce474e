package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.MattingModels;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The share of the frame as it is really measured: with the matte of the quickest model, the
 * starter, which is made for heads and shoulders.
 */
class QuickShareTest {
  private static PhotoTraits.Measurement share(MattingModel model, SyntheticPortrait portrait) {
    ArgbImage photo = ArgbImage.adopt(portrait.width(), portrait.height(), portrait.argb());
    return PhotoTraits.of(photo, model.matte(photo)).get(PhotoTrait.SUBJECT_SHARE).orElseThrow();
  }

  private static PortraitScene scene(String name) {
    return SyntheticPortraits.gallery().stream()
        .filter(scene -> scene.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void headsAndShouldersWithinFiveHundredths() {
    try (MattingModel starter = MattingModels.open("portrait-starter")) {
      for (String name : List.of("wavy-hair-leaves", "straw-hat-seaside", "beard-interior")) {
        SyntheticPortrait portrait = scene(name).size(320, 400).render();
        PhotoTraits.Measurement share = share(starter, portrait);
        assertThat(share.value()).as(name).isCloseTo(portrait.share(), within(0.05));
        assertThat(share.isSure()).as(name).isTrue();
      }
    }
  }

  @Test
  void aSmallPersonWithinTwoHundredths() {
    try (MattingModel starter = MattingModels.open("portrait-starter")) {
      SyntheticPortrait small = scene("small-person-seaside").size(480, 320).render();
      PhotoTraits.Measurement share = share(starter, small);
      assertThat(share.value()).isCloseTo(small.share(), within(0.02));
      assertThat(share.isSure()).isTrue();
    }
  }
}
