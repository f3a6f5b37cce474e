package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.util.ArrayList;
import java.util.List;

/** A few scenes of the drawn gallery, each drawn when it is first needed. Not thread-safe. */
final class DrawnPortraits {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 480;

  /**
   * Scenes in which real networks, made for matting or segmentation, find the people well, and in
   * which some of them lose the people when red and blue are exchanged.
   */
  private static final List<String> USUAL =
      List.of("glasses-interior", "up-do-sheer-sleeves", "couple-leaves", "straw-hat-seaside");

  private final List<String> scenes;
  private final int width;
  private final int height;
  private final List<DrawnPortrait> drawn = new ArrayList<>();

  DrawnPortraits(List<String> scenes, int width, int height) {
    this.scenes = List.copyOf(scenes);
    this.width = width;
    this.height = height;
  }

  /** These, already drawn. */
  static DrawnPortraits of(List<DrawnPortrait> portraits) {
    DrawnPortraits all =
        new DrawnPortraits(portraits.stream().map(DrawnPortrait::name).toList(), 0, 0);
    all.drawn.addAll(portraits);
    return all;
  }

  /** Those that a check uses. */
  static DrawnPortraits usual() {
    return new DrawnPortraits(USUAL, WIDTH, HEIGHT);
  }

  int count() {
    return scenes.size();
  }

  /** The portrait of this number; drawing it takes about a second. */
  DrawnPortrait get(int number) {
    while (drawn.size() <= number) {
      drawn.add(draw(scenes.get(drawn.size())));
    }
    return drawn.get(number);
  }

  private DrawnPortrait draw(String name) {
    PortraitScene scene =
        SyntheticPortraits.gallery().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    SyntheticPortrait portrait = scene.size(width, height).render();
    return new DrawnPortrait(
        name,
        ArgbImage.adopt(width, height, portrait.argb()),
        AlphaMatte.adopt(width, height, portrait.alpha()));
  }
}
