package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.blend.BackgroundBlur;
import io.github.matting4j.kernel.resample.FloatRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbaPixels;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/**
 * What comes behind the person: a colour, squares, a picture that is scaled to the photo's size, or
 * the photo's own background blurred.
 *
 * <p>Immutable and thread-safe.
 */
public final class Background {
  /** How a picture is brought to the photo's size. */
  public enum Fit {
    /** Keeps its proportions and fills the photo, cropped on two sides. */
    COVER,
    /** Keeps its proportions and is shown whole, with bars on two sides. */
    CONTAIN,
    /** Takes the photo's proportions. */
    STRETCH
  }

  /** Makes the rows of one kind of background, for photos of either depth. */
  private interface Painter {
    /** Red, green, blue and alpha of each pixel, 0..1. */
    FloatRows colours(Picture photo, AlphaMatte matte);

    /** The same at 8 bits. */
    default PixelRows packed(Picture photo, AlphaMatte matte) {
      return RgbaPixels.packed(colours(photo, matte), photo.width(), photo.height());
    }
  }

  private static final int OPAQUE = 0xFF000000;
  private static final int SQUARE_PX = 16;

  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("black", 0x000000),
          Map.entry("silver", 0xC0C0C0),
          Map.entry("gray", 0x808080),
          Map.entry("grey", 0x808080),
          Map.entry("white", 0xFFFFFF),
          Map.entry("maroon", 0x800000),
          Map.entry("red", 0xFF0000),
          Map.entry("purple", 0x800080),
          Map.entry("fuchsia", 0xFF00FF),
          Map.entry("green", 0x008000),
          Map.entry("lime", 0x00FF00),
          Map.entry("olive", 0x808000),
          Map.entry("yellow", 0xFFFF00),
          Map.entry("navy", 0x000080),
          Map.entry("blue", 0x0000FF),
          Map.entry("teal", 0x008080),
          Map.entry("aqua", 0x00FFFF));

  /** Plain white, {@code #ffffff}. */
  public static final Background WHITE = colour(0xFFFFFF);

  /** Plain black, {@code #000000}. */
  public static final Background BLACK = colour(0x000000);

  private final Painter painter;
  private final String name;

  private Background(Painter painter, String name) {
    this.painter = painter;
    this.name = name;
  }

  /**
   * One colour, {@code 0xRRGGBB} in sRGB.
   *
   * @throws IllegalArgumentException if a bit above the lowest 24 is set
   */
  public static Background colour(int rgb) {
    int opaque = opaque(rgb);
    return new Background(
        packed((row, y) -> Arrays.fill(row, opaque)), String.format(Locale.ROOT, "#%06x", rgb));
  }

  private static int opaque(int rgb) {
    if (rgb >>> 24 != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "colour is 0x%08X; it must be 0xRRGGBB, a background has no alpha",
              rgb));
    }
    return OPAQUE | rgb;
  }

  /**
   * One colour by its CSS notation: {@code #rrggbb}, {@code #rgb}, or one of the sixteen basic
   * names ({@code white}, {@code navy}, ...), in any case.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Background parse(String colour) {
    return colour(parseColour(colour));
  }

  /**
   * The colour, {@code 0xRRGGBB}, that {@link #parse} reads.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static int parseColour(String colour) {
    String text = colour.strip().toLowerCase(Locale.ROOT);
    Integer named = NAMES.get(text);
    if (named != null) {
      return named;
    }
    if (text.matches("#[0-9a-f]{6}")) {
      return Integer.parseInt(text.substring(1), 16);
    }
    if (text.matches("#[0-9a-f]{3}")) {
      return Integer.parseInt(text.replaceAll("[0-9a-f]", "$0$0").substring(1), 16);
    }
    throw new IllegalArgumentException(
        "\""
            + colour
            + "\" is not a colour; use #rrggbb, #rgb or one of "
            + String.join(", ", new TreeMap<>(NAMES).keySet()));
  }

  /**
   * A picture of either depth, scaled to the size of each photo that it comes behind: by area
   * average where it shrinks, bilinear where it grows. The bars of {@link Fit#CONTAIN} are black.
   *
   * @throws IllegalArgumentException if the picture has transparent pixels
   */
  public static Background image(Picture image, Fit fit) {
    return image(image, fit, 0x000000);
  }

  /**
   * As {@link #image(Picture, Fit)}, with bars of another colour.
   *
   * @param bars {@code 0xRRGGBB}, for what {@link Fit#CONTAIN} leaves free
   * @throws IllegalArgumentException if the picture has transparent pixels, or the colour does
   */
  public static Background image(Picture image, Fit fit, int bars) {
    Objects.requireNonNull(fit, "fit");
    if (!image.isOpaque()) {
      throw new IllegalArgumentException(
          "background " + image + " has transparent pixels; compose it onto a colour first");
    }
    int opaque = opaque(bars);
    return new Background(
        (photo, matte) -> FittedImage.rows(image, fit, opaque, photo.width(), photo.height()),
        image + ", " + fit);
  }

  /** White and light grey squares of 16 pixels, as image editors show transparency. */
  public static Background checkerboard() {
    return new Background(packed(Background::squares), "checkerboard");
  }

  /**
   * The photo's own background, blurred, with nothing of the person in it: no halo.
   *
   * @param radius how far a colour reaches, in pixels of the photo; a 30th of its short side looks
   *     like a portrait lens
   * @throws IllegalArgumentException if the radius is less than 1
   */
  public static Background blurred(int radius) {
    if (radius < 1) {
      throw new IllegalArgumentException("radius is " + radius + " pixels; it must be at least 1");
    }
    return new Background(
        (photo, matte) -> new BackgroundBlur(photo, matte, radius), "blurred, " + radius + " px");
  }

  /** A background that 8 bits per channel represent exactly. */
  private static Painter packed(ObjIntConsumer<int[]> rows) {
    return new Painter() {
      @Override
      public FloatRows colours(Picture photo, AlphaMatte matte) {
        return RgbaPixels.unpacked(packed(photo, matte));
      }

      @Override
      public PixelRows packed(Picture photo, AlphaMatte matte) {
        return PixelRows.of(photo.width(), photo.height(), rows);
      }
    };
  }

  private static void squares(int[] row, int y) {
    for (int x = 0; x < row.length; x++) {
      row[x] = (x / SQUARE_PX + y / SQUARE_PX) % 2 == 0 ? 0xFFFFFFFF : 0xFFCCCCCC;
    }
  }

  /** Rows of this background for a photo with this matte, at 8 bits. */
  PixelRows rows(Picture photo, AlphaMatte matte) {
    return painter.packed(photo, matte);
  }

  /** Rows of this background for a photo with this matte, unrounded. */
  FloatRows colours(Picture photo, AlphaMatte matte) {
    return painter.colours(photo, matte);
  }

  @Override
  public String toString() {
    return "Background[" + name + "]";
  }
}
