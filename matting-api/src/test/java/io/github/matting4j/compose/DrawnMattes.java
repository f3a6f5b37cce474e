package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Exact mattes of drawn scenes, kept as pictures of 8 bits because drawing them takes seconds. The
 * main method writes them again, to the folder it is given; {@link DrawnMattesSoakTest} compares
 * them with the drawing.
 */
final class DrawnMattes {
  static final List<String> GROUPS =
      List.of("couple-leaves", "two-apart-seaside", "small-person-seaside");
  static final List<String> SOFT = List.of("bride-veil", "up-do-sheer-sleeves", "wavy-hair-leaves");

  private DrawnMattes() {}

  public static void main(String[] args) throws IOException {
    for (List<String> names : List.of(GROUPS, SOFT)) {
      for (String name : names) {
        ImageFiles.writeAlpha8(drawn(name), Path.of(args[0], name + ".png"));
      }
    }
  }

  /** Drawn: groups at 480x360, single people at 288x360. */
  static AlphaMatte drawn(String name) {
    int width = GROUPS.contains(name) ? 480 : 288;
    SyntheticPortrait portrait =
        SyntheticPortraits.gallery().stream()
            .filter(scene -> scene.name().equals(name))
            .findFirst()
            .orElseThrow()
            .size(width, 360)
            .render();
    return AlphaMatte.adopt(width, 360, portrait.alpha());
  }

  /** As kept, within half a level of what was drawn. */
  static AlphaMatte kept(String name) throws IOException {
    try (InputStream png = DrawnMattes.class.getResourceAsStream("mattes/" + name + ".png")) {
      ArgbImage grey = ImageFiles.read(Objects.requireNonNull(png, name), ReadOptions.defaults());
      float[] alpha = new float[grey.width() * grey.height()];
      for (int i = 0; i < alpha.length; i++) {
        alpha[i] = (grey.argb(i % grey.width(), i / grey.width()) & 0xFF) / 255f;
      }
      return AlphaMatte.adopt(grey.width(), grey.height(), alpha);
    }
  }
}
