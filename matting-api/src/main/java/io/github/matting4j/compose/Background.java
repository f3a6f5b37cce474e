package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.AxisWeights;
import io.github.matting4j.kernel.BackgroundBlur;
import io.github.matting4j.kernel.RowScaler;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What comes behind the person: a colour, squares, a picture that is scaled to the photo's size, or
 * the photo's own background blurred.
 *
 * <p>Immutable and thread-safe.
 */
public final class Background {
  /** How a picture is brought to the photo's size. */
  public enum Fit {
    /** Keeps its proportions and fills the photo; what sticks out is cut off on both sides. */
    COVER,
    /** Takes the photo's proportions. */
    STRETCH
  }

  /** Gives the rows of a background, from top to bottom. */
  interface Rows {
    void read(int y, int[] row);
  }

  private static final int OPAQUE = 0xFF000000;

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

  private final int rgb;
  private final @Nullable ArgbImage image;
  private final Fit fit;

  private final Kind kind;

  /** What {@link #rgb}, {@link #image} and {@link #size} mean. */
  private enum Kind {
    COLOUR,
    IMAGE,
    CHECKERBOARD,
    BLUR
  }

  /** Pixels: of the squares, or the blur's radius. */
  private final int size;

  private Background(Kind kind, int rgb, @Nullable ArgbImage image, Fit fit, int size) {
    this.kind = kind;
    this.rgb = rgb;
    this.image = image;
    this.fit = fit;
    this.size = size;
  }

  /**
   * One colour, {@code 0xRRGGBB} in sRGB.
   *
   * @throws IllegalArgumentException if a bit above the lowest 24 is set
   */
  public static Background colour(int rgb) {
    if (rgb >>> 24 != 0) {
      throw new IllegalArgumentException(
          String.format("colour is 0x%08X; it must be 0xRRGGBB, a background has no alpha", rgb));
    }
    return new Background(Kind.COLOUR, rgb, null, Fit.STRETCH, 0);
  }

  /**
   * One colour by its CSS notation: {@code #rrggbb}, {@code #rgb}, or one of the sixteen basic
   * names ({@code white}, {@code navy}, ...), in any case.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Background parse(String colour) {
    String text = colour.strip().toLowerCase(Locale.ROOT);
    Integer named = NAMES.get(text);
    if (named != null) {
      return colour(named);
    }
    if (text.matches("#[0-9a-f]{6}")) {
      return colour(Integer.parseInt(text.substring(1), 16));
    }
    if (text.matches("#[0-9a-f]{3}")) {
      return colour(Integer.parseInt(text.replaceAll("[0-9a-f]", "$0$0").substring(1), 16));
    }
    throw new IllegalArgumentException(
        "\""
            + colour
            + "\" is no colour; use #rrggbb, #rgb or one of "
            + String.join(", ", new TreeMap<>(NAMES).keySet()));
  }

  /**
   * A picture, scaled to the size of each photo that it comes behind: by area average where it
   * shrinks, bilinear where it grows.
   *
   * @throws IllegalArgumentException if the picture has transparent pixels
   */
  public static Background image(ArgbImage image, Fit fit) {
    Objects.requireNonNull(fit, "fit");
    if (!image.isOpaque()) {
      throw new IllegalArgumentException(
          "background " + image + " has transparent pixels; compose it onto a colour first");
    }
    return new Background(Kind.IMAGE, 0, image, fit, 0);
  }

  /** White and light grey squares of 16 pixels, as image editors show transparency. */
  public static Background checkerboard() {
    return new Background(Kind.CHECKERBOARD, 0, null, Fit.STRETCH, 16);
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
    return new Background(Kind.BLUR, 0, null, Fit.STRETCH, radius);
  }

  /** Rows of this background for a photo with this matte. */
  Rows rows(ArgbImage photo, AlphaMatte matte) {
    return switch (kind) {
      case BLUR -> new BackgroundBlur(photo, matte, size)::read;
      case CHECKERBOARD -> this::squares;
      case COLOUR, IMAGE -> rows(photo.width(), photo.height());
    };
  }

  private void squares(int y, int[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = (x / size + y / size) % 2 == 0 ? 0xFFFFFFFF : 0xFFCCCCCC;
    }
  }

  /** Rows of a colour or picture for a photo of the given size. */
  Rows rows(int width, int height) {
    ArgbImage picture = image;
    if (picture == null) {
      return (y, row) -> Arrays.fill(row, OPAQUE | rgb);
    }
    if (picture.width() == width && picture.height() == height) {
      return (y, row) -> picture.readRow(y, row, 0);
    }
    return scaled(picture, width, height)::row;
  }

  private RowScaler scaled(ArgbImage picture, int width, int height) {
    double windowWidth = picture.width();
    double windowHeight = picture.height();
    if (fit == Fit.COVER) {
      double scale = Math.min(windowWidth / width, windowHeight / height);
      windowWidth = Math.min(windowWidth, width * scale);
      windowHeight = Math.min(windowHeight, height * scale);
    }
    double left = (picture.width() - windowWidth) / 2;
    double top = (picture.height() - windowHeight) / 2;
    return new RowScaler(
        (y, row) -> picture.readRow(y, row, 0),
        picture.width(),
        AxisWeights.of(picture.width(), left, windowWidth, width),
        AxisWeights.of(picture.height(), top, windowHeight, height));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case COLOUR -> String.format("Background[#%06x]", rgb);
      case IMAGE -> "Background[" + image + ", " + fit + "]";
      case CHECKERBOARD -> "Background[checkerboard]";
      case BLUR -> "Background[blurred, " + size + " px]";
    };
  }
}
