package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.time.Duration;
import java.util.List;

/**
 * The pictures of docs/gallery whose matte is exact: ten drawn portraits with a short side of 1080;
 * the network's matte is the exact alpha brought down to a short side of 512 and enlarged again.
 * One sheet per portrait and way of refining; the first way is no way at all but the exact alpha
 * and colours.
 */
final class Gallery {
  private static final int SHORT_SIDE = 1080;
  static final int NETWORK = 512;
  private static final int SQUARE = 54;

  /** Whole pictures and details have this many columns; details are pixels as they are. */
  static final int TILE = 216;

  /** A way of making the full-size matte. */
  interface Way {
    MatteRefiner of(int networkWidth, int networkHeight);
  }

  /** A way and its name in files and headings. */
  record Named(String name, String title, Way way) {}

  /** All that are shown; another refiner is one more line here. */
  static final List<Named> WAYS =
      List.of(
          new Named("none", "no refinement", (width, height) -> MatteRefiner.none()),
          new Named("auto", "auto", MatteRefiner::standard),
          new Named("hair", "hair", (w, h) -> MatteRefiner.hair(w, h, Duration.ofMinutes(5))));

  /**
   * A portrait and the detail that is shown of it.
   *
   * @param scene name of the scene
   * @param shows what the detail is
   * @param x left column of the detail in the picture
   * @param y its upper row
   */
  record Portrait(String scene, String shows, int x, int y) {
    PortraitScene sized() {
      PortraitScene found =
          SyntheticPortraits.gallery().stream()
              .filter(one -> one.name().equals(scene))
              .findFirst()
              .orElseThrow();
      double scale = (double) SHORT_SIDE / Math.min(found.width(), found.height());
      return found.size(
          (int) Math.rint(found.width() * scale), (int) Math.rint(found.height() * scale));
    }
  }

  static final List<Portrait> PORTRAITS =
      List.of(
          new Portrait("wavy-hair-leaves", "hair before leaves", 792, 852),
          new Portrait("straight-hair-city", "hair before lights", 852, 948),
          new Portrait("curly-hair-studio", "curls", 132, 660),
          new Portrait("up-do-sheer-sleeves", "a sheer sleeve", 864, 1134),
          new Portrait("bride-veil", "a veil", 130, 680),
          new Portrait("glasses-interior", "ends of hair", 730, 880),
          new Portrait("straw-hat-seaside", "the brim of a hat", 110, 390),
          new Portrait("waving-motion-blur", "a moving hand", 800, 590),
          new Portrait("arms-raised-seaside", "fingers", 150, 20),
          new Portrait("defocused-shoulder", "a shoulder out of focus", 90, 880));

  private Gallery() {}

  /** The sheet of the exact alpha and the exact colours. */
  static ArgbImage exact(Portrait portrait, SyntheticPortrait drawn) {
    ArgbImage person = ArgbImage.adopt(drawn.width(), drawn.height(), drawn.foreground());
    return sheet(portrait, drawn, Degraded.truth(drawn), (photo, matte) -> person);
  }

  /** The sheet of one way. */
  static ArgbImage sheet(Portrait portrait, SyntheticPortrait drawn, Way way) {
    Degraded network = Degraded.of(drawn, NETWORK);
    AlphaMatte matte =
        way.of(network.width(), network.height()).refine(Degraded.photo(drawn), network.enlarged());
    return sheet(portrait, drawn, matte, ForegroundEstimator.multiLevel());
  }

  /** Alpha, cut-out over squares, composite over green: the whole above, the detail below. */
  private static ArgbImage sheet(
      Portrait portrait, SyntheticPortrait drawn, AlphaMatte matte, ForegroundEstimator colours) {
    ArgbImage photo = Degraded.photo(drawn);
    ArgbImage person = colours.estimate(photo, matte);
    ForegroundEstimator once = (same, sameMatte) -> person;
    return Tiles.of(
        TILE,
        portrait.x(),
        portrait.y(),
        List.of(
            Tiles.grey(matte),
            Composer.onto(squares(photo)).estimating(once).compose(photo, matte),
            Composer.onto(Background.colour(0x2E8B57)).estimating(once).compose(photo, matte)));
  }

  /** Large enough to be seen in the reduced picture as well. */
  private static Background squares(ArgbImage photo) {
    int[] pixels = new int[photo.width() * photo.height()];
    for (int i = 0; i < pixels.length; i++) {
      boolean light = (i % photo.width() / SQUARE + i / photo.width() / SQUARE) % 2 == 0;
      pixels[i] = light ? 0xFFE6E6E6 : 0xFFB4B4B4;
    }
    ArgbImage board = ArgbImage.adopt(photo.width(), photo.height(), pixels);
    return Background.image(board, Background.Fit.STRETCH);
  }
}
