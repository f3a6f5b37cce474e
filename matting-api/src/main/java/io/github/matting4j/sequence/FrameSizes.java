package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/** Compares the sizes of frames and mattes. */
final class FrameSizes {
  private FrameSizes() {}

  static void check(ArgbImage frame, AlphaMatte matte) {
    if (frame.width() != matte.width() || frame.height() != matte.height()) {
      throw new IllegalArgumentException(
          "the matte is "
              + matte.width()
              + "x"
              + matte.height()
              + " and its frame "
              + frame.width()
              + "x"
              + frame.height()
              + "; they must have the same size");
    }
  }

  static boolean equal(AlphaMatte one, AlphaMatte other) {
    return one.width() == other.width() && one.height() == other.height();
  }
}
