package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures of docs/gallery whose matte is off, as those of real networks are, and pictures of
 * single faults before and after. Each has one detail at 200 %, over white, black and green.
 */
final class DegradedGallery {
  /** Rows and columns of the detail. */
  private static final int SIDE = 116;

  /** What the trimap leaves unknown on either side of what is soft, in pixels. */
  private static final int BAND = 6;

  /** A fault of the network's matte. */
  enum Fault {
    WIDE("2 pixels too wide", 2),
    NARROW("2 pixels too narrow", -2);

    private final String title;
    private final int grown;

    Fault(String title, int grown) {
      this.title = title;
      this.grown = grown;
    }

    String title() {
      return title;
    }

    String fileName(Gallery.Portrait portrait) {
      return portrait.scene() + (this == WIDE ? "-wide.jpg" : "-narrow.jpg");
    }
  }

  static final List<Gallery.Portrait> PORTRAITS =
      Gallery.PORTRAITS.stream()
          .filter(
              one ->
                  List.of(
                          "wavy-hair-leaves",
                          "straight-hair-city",
                          "bride-veil",
                          "straw-hat-seaside",
                          "arms-raised-seaside")
                      .contains(one.scene()))
          .toList();

  /** The rows of a sheet below the exact one. */
  private static final List<Gallery.Named> WAYS = new ArrayList<>(Gallery.WAYS);

  static {
    WAYS.add(1, new Gallery.Named("guided", "guided", MatteRefiner::guidedFilter));
  }

  private DegradedGallery() {}

  /** The titles of the rows of {@link #sheet}. */
  static List<String> rows() {
    List<String> titles = new ArrayList<>(List.of("exact alpha and colours"));
    WAYS.forEach(way -> titles.add(way.title()));
    return titles;
  }

  /** A network of 512 pixels and 8 bits with this fault: exact, then every way. */
  static ArgbImage sheet(Gallery.Portrait portrait, SyntheticPortrait drawn, Fault fault) {
    ArgbImage photo = Degraded.photo(drawn);
    Degraded network = Degraded.of(drawn, Gallery.NETWORK, fault.grown).eightBits();
    List<List<ArgbImage>> rows = new ArrayList<>();
    rows.add(composites(photo, Degraded.truth(drawn), exactColours(drawn)));
    for (Gallery.Named named : WAYS) {
      MatteRefiner refiner = named.way().of(network.width(), network.height());
      AlphaMatte matte = refiner.refine(photo, network.enlarged());
      rows.add(composites(photo, matte, ForegroundEstimator.multiLevel()));
    }
    return doubled(portrait, rows);
  }

  /** The exact small matte: with the photo's own colours and not refined, and as by default. */
  static ArgbImage halo(Gallery.Portrait portrait, SyntheticPortrait drawn) {
    ArgbImage photo = Degraded.photo(drawn);
    Degraded network = Degraded.of(drawn, Gallery.NETWORK).eightBits();
    AlphaMatte before = network.enlarged();
    AlphaMatte after =
        MatteRefiner.standard(network.width(), network.height()).refine(photo, before);
    return doubled(
        portrait,
        List.of(
            composites(photo, before, ForegroundEstimator.none()),
            composites(photo, after, ForegroundEstimator.multiLevel())));
  }

  /**
   * A blurred matte that is too wide, as it is and solved from a trimap; photo and trimap first.
   */
  static ArgbImage trimap(Gallery.Portrait portrait, SyntheticPortrait drawn) {
    ArgbImage photo = Degraded.photo(drawn);
    AlphaMatte before =
        Degraded.of(drawn, Gallery.NETWORK, 2).blurred().blurred().eightBits().enlarged();
    ArgbImage drawing = drawing(drawn);
    AlphaMatte after = MatteRefiner.none().withTrimap(Trimap.of(drawing)).refine(photo, before);
    List<ArgbImage> above = new ArrayList<>(List.of(photo));
    above.addAll(composites(photo, before, ForegroundEstimator.multiLevel()));
    List<ArgbImage> below = new ArrayList<>(List.of(drawing));
    below.addAll(composites(photo, after, ForegroundEstimator.multiLevel()));
    return doubled(portrait, List.of(above, below));
  }

  /** What a careful person would draw: white and black stop some pixels before what is soft. */
  private static ArgbImage drawing(SyntheticPortrait drawn) {
    int width = drawn.width();
    int height = drawn.height();
    float[] alpha = drawn.alpha();
    int[] pixels = new int[alpha.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float least = 1;
        float greatest = 0;
        for (int row = Math.max(0, y - BAND); row <= Math.min(height - 1, y + BAND); row++) {
          for (int column = Math.max(0, x - BAND);
              column <= Math.min(width - 1, x + BAND);
              column++) {
            float value = alpha[row * width + column];
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
          }
        }
        pixels[y * width + x] =
            least > 0.98f ? 0xFFFFFFFF : greatest < 0.02f ? 0xFF000000 : 0xFF808080;
      }
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  private static ForegroundEstimator exactColours(SyntheticPortrait drawn) {
    ArgbImage person = ArgbImage.adopt(drawn.width(), drawn.height(), drawn.foreground());
    return (photo, matte) -> person;
  }

  private static List<ArgbImage> composites(
      ArgbImage photo, AlphaMatte matte, ForegroundEstimator colours) {
    ArgbImage person = colours.estimate(photo, matte);
    ForegroundEstimator once = (same, sameMatte) -> person;
    List<ArgbImage> composites = new ArrayList<>();
    for (Background background :
        List.of(Background.WHITE, Background.BLACK, Background.colour(0x00B140))) {
      composites.add(Composer.onto(background).estimating(once).compose(photo, matte));
    }
    return composites;
  }

  /** The middle of the portrait's detail. */
  private static ArgbImage doubled(Gallery.Portrait portrait, List<List<ArgbImage>> rows) {
    int margin = (Gallery.TILE - SIDE) / 2;
    return Tiles.doubled(portrait.x() + margin, portrait.y() + margin, SIDE, rows);
  }
}
