package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import java.util.Locale;

/** Checks that a photo and its matte have the same size. */
final class Sizes {
  private Sizes() {}

  static void check(Picture photo, AlphaMatte matte) {
    if (matte.width() != photo.width() || matte.height() != photo.height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "matte is %dx%d but photo is %dx%d; make the matte from this photo, or scale one of"
                  + " them to the size of the other",
              matte.width(),
              matte.height(),
              photo.width(),
              photo.height()));
    }
  }
}
