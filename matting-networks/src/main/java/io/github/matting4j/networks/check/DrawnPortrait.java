package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.util.List;

/** A drawn portrait as photo and true matte. Immutable. */
record DrawnPortrait(String name, ArgbImage photo, AlphaMatte truth) {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 480;

  /**
   * Scenes in which real networks, made for matting or segmentation, find the people well, and in
   * which some of them lose the people when red and blue are exchanged.
   */
  private static final List<String> SCENES =
      List.of("glasses-interior", "up-do-sheer-sleeves", "couple-leaves", "straw-hat-seaside");

  static int count() {
    return SCENES.size();
  }

  /** Draws the scene of this number; takes a fraction of a second. */
  static DrawnPortrait of(int number) {
    String name = SCENES.get(number);
    PortraitScene scene =
        SyntheticPortraits.gallery().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    SyntheticPortrait drawn = scene.size(WIDTH, HEIGHT).render();
    return new DrawnPortrait(
        name,
        ArgbImage.adopt(WIDTH, HEIGHT, drawn.argb()),
        AlphaMatte.adopt(WIDTH, HEIGHT, drawn.alpha()));
  }
}
