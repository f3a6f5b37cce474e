package io.github.matting4j.compose;

import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.util.List;
import java.util.stream.Stream;

/** The drawn portraits that a program's arguments ask for: the short side, then names of scenes. */
final class ChosenPortraits {
  private static final int SHORT_SIDE = 1080;

  private ChosenPortraits() {}

  /** Draws one after the other; without arguments all, at a short side of 1080. */
  static Stream<SyntheticPortrait> of(String[] arguments) {
    boolean sized = arguments.length > 0 && arguments[0].matches("[0-9]+");
    int side = sized ? Integer.parseInt(arguments[0]) : SHORT_SIDE;
    List<String> names = Stream.of(arguments).skip(sized ? 1 : 0).toList();
    return SyntheticPortraits.gallery().stream()
        .filter(scene -> names.isEmpty() || names.contains(scene.name()))
        .map(scene -> draw(scene, side));
  }

  private static SyntheticPortrait draw(PortraitScene scene, int side) {
    boolean wide = scene.name().startsWith("two") || scene.name().startsWith("small");
    return scene.size(wide ? side * 3 / 2 : side, wide ? side : side * 5 / 4).render();
  }
}
