package io.github.matting4j.evaluate.report;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.evaluate.measure.Difference;
import io.github.matting4j.evaluate.measure.Luma;
import io.github.matting4j.evaluate.measure.Place;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;

/** Makes the pictures that a report shows. Stateless. */
public final class Renderer {
  private static final int OPAQUE = 0xFF000000;
  private static final int SQUARES = 24;

  /** Of the photo's brightness, under a difference. */
  private static final float DIMMED = 0.35f;

  private static final int LIGHT = 0xFFE6E6E6;
  private static final int DARK = 0xFFB4B4B4;

  /** Too much, too little, uncertain: distinguishable with colour blindness as well. */
  private static final int[] MORE = {0xFF, 0x8C, 0x00};

  private static final int[] LESS = {0x2F, 0x8F, 0xFF};
  private static final int[] UNCERTAIN = {0xFF, 0x3D, 0xC8};

  private Renderer() {}

  /** A matte in grey, white for the person. */
  public static ArgbImage grey(AlphaMatte matte) {
    int[] pixels = new int[matte.width() * matte.height()];
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        int level = Rounding.NEAREST.quantize(row[x], 255);
        pixels[y * row.length + x] = OPAQUE | level * 0x010101;
      }
    }
    return ArgbImage.adopt(matte.width(), matte.height(), pixels);
  }

  /** The person, in their own colours, over a checkerboard of 24 squares on the longest side. */
  public static ArgbImage cutOut(ArgbImage photo, AlphaMatte matte) {
    Background squares =
        Background.image(checkerboard(photo.width(), photo.height()), Background.Fit.STRETCH);
    return Composer.onto(squares).compose(photo, matte);
  }

  private static ArgbImage checkerboard(int width, int height) {
    int square = Math.max(1, Math.max(width, height) / SQUARES);
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i % width / square + i / width / square) % 2 == 0 ? LIGHT : DARK;
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  /**
   * The photo in dark grey, and on it the difference: orange for too much, blue for too little,
   * pink for uncertainty. How much of the colour shows is the root of the difference.
   */
  public static ArgbImage heat(ArgbImage photo, Difference difference) {
    int[] pixels = photo.toArray();
    boolean uncertain = difference.kind() == Difference.Kind.UNCERTAINTY;
    for (int i = 0; i < pixels.length; i++) {
      float value = difference.value(i % photo.width(), i / photo.width());
      pixels[i] = heat(Luma.of(pixels[i]) * DIMMED, value, uncertain);
    }
    return ArgbImage.adopt(photo.width(), photo.height(), pixels);
  }

  /** One pixel of a heat map, over grey of this level. */
  public static int heat(float grey, float value, boolean uncertain) {
    int[] colour = uncertain ? UNCERTAIN : value > 0 ? MORE : LESS;
    float share = (float) Math.sqrt(Math.min(1f, Math.abs(value)));
    int argb = OPAQUE;
    for (int c = 0; c < 3; c++) {
      argb |= (int) (grey + share * (colour[c] - grey) + 0.5f) << (16 - 8 * c);
    }
    return argb;
  }

  /** The pixels of a place, as they are. */
  public static ArgbImage crop(ArgbImage image, Place place) {
    int[] row = new int[image.width()];
    int[] pixels = new int[place.width() * place.height()];
    for (int y = 0; y < place.height(); y++) {
      image.readRow(place.y() + y, row, 0);
      System.arraycopy(row, place.x(), pixels, y * place.width(), place.width());
    }
    return ArgbImage.adopt(place.width(), place.height(), pixels);
  }
}
