package io.github.matting4j.criteria;

import java.util.Set;

/**
 * Guesses from size and flatness whether a picture is a screenshot or a scan. The confidence is
 * high enough for rules only if both signs agree, because a size alone may be a coincidence and a
 * flat area alone a studio wall.
 */
final class SourceHints {
  private static final String HOW = "size and flat areas";
  private static final String PAPER = "size of a sheet of paper";

  /** A camera's noise leaves few neighbours equal; drawn areas are equal throughout. */
  private static final double FLAT = 0.3;

  private static final double VERY_FLAT = 0.6;

  /** Long side times 100 000 plus short side, of usual monitors, laptops, tablets and phones. */
  private static final Set<Long> SCREENS =
      Set.of(
          screen(1280, 720),
          screen(1280, 800),
          screen(1280, 1024),
          screen(1366, 768),
          screen(1440, 900),
          screen(1536, 864),
          screen(1600, 900),
          screen(1680, 1050),
          screen(1920, 1080),
          screen(1920, 1200),
          screen(2560, 1440),
          screen(2560, 1600),
          screen(2880, 1800),
          screen(3024, 1964),
          screen(3440, 1440),
          screen(3456, 2234),
          screen(3840, 2160),
          screen(5120, 2880), // monitors and laptops
          screen(2048, 1536),
          screen(2160, 1620),
          screen(2388, 1668),
          screen(2732, 2048), // tablets
          screen(1334, 750),
          screen(1792, 828),
          screen(2340, 1080),
          screen(2400, 1080),
          screen(2436, 1125),
          screen(2532, 1170),
          screen(2556, 1179),
          screen(2622, 1206),
          screen(2688, 1242),
          screen(2778, 1284),
          screen(2796, 1290),
          screen(2868, 1320),
          screen(3088, 1440),
          screen(3200, 1440)); // phones

  /** A4, A5 and Letter in inches. Prints of 4x6 are left out: cameras have that shape too. */
  private static final double[][] SHEETS = {{11.693, 8.268}, {8.268, 5.827}, {11, 8.5}};

  private static final int[] DOTS_PER_INCH = {150, 200, 300, 400, 600};

  private SourceHints() {}

  private static long screen(int longSide, int shortSide) {
    return 100_000L * longSide + shortSide;
  }

  /**
   * What size and flatness say.
   *
   * @param flat share of pixels equal to their left neighbour, black and white ones left out
   */
  static PhotoTraits of(int width, int height, double flat) {
    int longSide = Math.max(width, height);
    int shortSide = Math.min(width, height);
    boolean isScreen = SCREENS.contains(screen(longSide, shortSide));
    double likely = (flat > FLAT ? 0.4 : 0) + (flat > VERY_FLAT ? 0.2 : 0) + (isScreen ? 0.3 : 0.1);
    boolean agree = isScreen == (flat > FLAT);
    PhotoTraits traits =
        PhotoTraits.unknown()
            .with(
                PhotoTrait.SCREENSHOT, new PhotoTraits.Measurement(likely, agree ? 0.6 : 0.4, HOW));
    return isSheet(longSide, shortSide)
        ? traits.with(PhotoTrait.SCAN, new PhotoTraits.Measurement(0.7, 0.5, PAPER))
        : traits;
  }

  private static boolean isSheet(int longSide, int shortSide) {
    for (double[] sheet : SHEETS) {
      for (int dots : DOTS_PER_INCH) {
        if (Math.abs(longSide - sheet[0] * dots) <= 2
            && Math.abs(shortSide - sheet[1] * dots) <= 2) {
          return longSide > 1300; // smaller ones are sizes of ordinary web pictures as well
        }
      }
    }
    return false;
  }
}
